/* gnu: PROGRAM:FILE:PLACE: MESSAGE, as the GNU coding standards have it and Emacs reads it. */
#include "base/utf8.h"
#include "report/report.h"

/* Words by which editors tell an error from a remark. */
static const char *const levels[SEV_COUNT] = {
    [SEV_STYLE] = "note",
    [SEV_INFO] = "info",
    [SEV_WARNING] = "warning",
    [SEV_ERROR] = "error",
};

/* The last column counts as within. */
static void add_place(Buf *buf, const Source *source, Span span)
{
    Point start = source_point(source, span.start);
    Point last = source_point(source, span.end > span.start ? span.end - 1 : span.start);
    buf_fmt(buf, "%u.%u", (unsigned)start.line, (unsigned)start.column);
    if (last.line > start.line)
        buf_fmt(buf, "-%u.%u", (unsigned)last.line, (unsigned)last.column);
    else if (last.column > start.column)
        buf_fmt(buf, "-%u", (unsigned)last.column);
}

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++) {
        const Finding *finding = &file->findings.at[i];
        buf_add(run->out, STR("plimsoll:"));
        buf_visible(run->out, file->path);
        buf_char(run->out, ':');
        add_place(run->out, file->source, finding->span);
        buf_fmt(run->out, ": %s: ", levels[finding->severity]);
        buf_visible(run->out, finding->message);
        buf_fmt(run->out, " [%.*s]\n", STR_ARG(finding->rule->id));
    }
}

const ReportFormat report_gnu = {
    .name = "gnu",
    .summary = "a line a finding, as the GNU coding standards have it",
    .file = file,
};
