/* github: workflow commands, which GitHub shows beside the lines of a pull request. */
#include "report/report.h"

static const char *const levels[SEV_COUNT] = {
    [SEV_STYLE] = "notice",
    [SEV_INFO] = "notice",
    [SEV_WARNING] = "warning",
    [SEV_ERROR] = "error",
};

/* In a property also a comma and a colon would end it. */
static void add_escaped(Buf *buf, Str text, bool property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool escape = c == '%' || c == '\r' || c == '\n' || (property && (c == ',' || c == ':'));
        if (escape)
            buf_fmt(buf, "%%%02X", (unsigned)(unsigned char)c);
        else
            buf_char(buf, c);
    }
}

static void add_finding(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    Point start = source_point(file->source, finding->span.start);
    Point end = source_point(file->source, finding->span.end);
    buf_fmt(run->out, "::%s file=", levels[finding->severity]);
    add_escaped(run->out, file->path, true);
    buf_fmt(run->out, ",line=%u,endLine=%u", (unsigned)start.line, (unsigned)end.line);
    if (start.line == end.line) /* columns are for one line only */
        buf_fmt(run->out, ",col=%u,endColumn=%u", (unsigned)start.column, (unsigned)end.column);
    buf_add(run->out, STR(",title="));
    add_escaped(run->out, finding->rule->id, true);
    buf_add(run->out, STR("::"));
    add_escaped(run->out, finding->message, false);
    Str cost = report_cost(run->scratch, finding);
    if (cost.len) {
        buf_add(run->out, STR("%0Acost: "));
        add_escaped(run->out, cost, false);
    }
    if (finding->help.len) {
        buf_add(run->out, STR("%0A"));
        add_escaped(run->out, finding->help, false);
    }
    buf_char(run->out, '\n');
}

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++)
        add_finding(run, file, &file->findings.at[i]);
}

const ReportFormat report_github = {
    .name = "github",
    .summary = "workflow commands of GitHub Actions",
    .file = file,
};
