/* What findings cost in an image that was built from the file. */
#include "lint/report.h"

typedef bool Measuring(const Measure *measure, const Effect *effect, uint64_t *bytes);

const Measure *report_measure(Report *out)
{
    if (out->measure_asked || !out->job->image || !out->file->target)
        return out->measure;
    out->measure_asked = true;
    const Ledger *ledger = ledger_of_image(out->arena, out->file->target, out->job->image->image);
    if (ledger->known)
        out->measure = measure_open(out->arena, ledger, out->job->image);
    return out->measure;
}

static void add_cost(Report *out, Finding *finding, const Effect *effect, Measuring *measuring)
{
    const Measure *measure = report_measure(out);
    uint64_t bytes;
    if (measure && measuring(measure, effect, &bytes))
        finding_weighed(finding, bytes);
}

void report_left(Report *out, Finding *finding, const Effect *effect)
{
    add_cost(out, finding, effect, measure_left);
}

void report_killed(Report *out, Finding *finding, const Effect *effect)
{
    add_cost(out, finding, effect, measure_killed);
}
