/* short: a line a finding, as gcc prints them, for editors and grep. */
#include "base/utf8.h"
#include "report/report.h"

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++) {
        const Finding *finding = &file->findings.at[i];
        Point point = source_point(file->source, finding->span.start);
        buf_visible(run->out, file->path);
        buf_fmt(run->out, ":%u:%u: ", (unsigned)point.line, (unsigned)point.column);
        buf_add(run->out, severity_name(finding->severity));
        buf_add(run->out, STR(": "));
        buf_visible(run->out, finding->message);
        Str cost = report_cost(run->scratch, finding);
        if (cost.len)
            buf_fmt(run->out, " (%.*s)", STR_ARG(cost));
        buf_fmt(run->out, " [%.*s]\n", STR_ARG(finding->rule->id));
    }
}

const ReportFormat report_short = {
    .name = "short",
    .summary = "a line a finding: FILE:LINE:COLUMN: LEVEL: MESSAGE [RULE]",
    .file = file,
};
