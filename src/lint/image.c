/* What findings cost in an image that was built from the file. */
#include "lint/report.h"

typedef bool Measuring(const Measure *measure, const Effect *effect, uint64_t *bytes);

const Measure *report_measure(Report *out)
{
    if (out->measure_asked || !out->job->image || !out->file->target)
        return out->measure;
    out->measure_asked = true;
    const Ledger *ledger = ledger_of_image(out->arena, out->file->target, out->job->image->image);
    if (!ledger->known)
        return NULL;
    out->ledger = ledger;
    out->measure = measure_open(out->arena, ledger, out->job->image);
    return out->measure;
}

static void note_told(Report *out, const Effect *effect, bool killed)
{
    const LedgerLines *lines = &out->ledger->lines;
    for (size_t i = 0; i < lines->len; i++)
        if (lines->at[i].step == effect->step && lines->at[i].layer != LEDGER_NONE)
            *PUSH(out->arena, &out->told) = (Told){*effect, lines->at[i].layer, killed};
}

static void add_cost(Report *out, Finding *finding, const Effect *effect, Measuring *measuring)
{
    const Measure *measure = report_measure(out);
    uint64_t bytes;
    if (!measure)
        return;
    note_told(out, effect, measuring == measure_killed);
    if (measuring(measure, effect, &bytes))
        finding_weighed(finding, bytes);
}

void report_unwished(Report *out, Finding *finding, const Command *install, const PackageWish *wish)
{
    const Measure *measure = report_measure(out);
    uint64_t bytes;
    if (measure && measure_packages_beyond(measure, install, wish, &bytes))
        finding_weighed(finding, bytes);
}

void report_base(Report *out, Finding *finding)
{
    const Measure *measure = out->job->base ? report_measure(out) : NULL;
    uint64_t bytes;
    if (measure && measure_base_beyond(measure, out->job->base, &bytes))
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
