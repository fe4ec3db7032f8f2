/* checkstyle: the XML of Checkstyle, which many a CI shows. A file without findings is named, too.
 */
#include "report/report.h"
#include "report/xml.h"

static const char *const levels[SEV_COUNT] = {
    [SEV_STYLE] = "info",
    [SEV_INFO] = "info",
    [SEV_WARNING] = "warning",
    [SEV_ERROR] = "error",
};

static void add_finding(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    Point point = source_point(file->source, finding->span.start);
    buf_fmt(run->out, "    <error line=\"%u\" column=\"%u\" severity=\"%s\"", (unsigned)point.line,
            (unsigned)point.column, levels[finding->severity]);
    xml_attribute(run->out, "message", report_sentence(run->scratch, finding));
    buf_add(run->out, STR(" source=\"plimsoll."));
    xml_add(run->out, finding->rule->id);
    buf_add(run->out, STR("\"/>\n"));
}

static void start(ReportRun *run)
{
    buf_add(run->out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<checkstyle version=\"4.3\">\n"));
}

static void file(ReportRun *run, const ReportFile *file)
{
    buf_add(run->out, STR("  <file"));
    xml_attribute(run->out, "name", file->path);
    buf_add(run->out, STR(">\n"));
    if (file->trouble.len) {
        buf_add(run->out, STR("    <error line=\"1\" severity=\"error\""));
        xml_attribute(run->out, "message", file->trouble);
        buf_add(run->out, STR(" source=\"plimsoll\"/>\n"));
    }
    for (size_t i = 0; i < file->findings.len; i++)
        add_finding(run, file, &file->findings.at[i]);
    buf_add(run->out, STR("  </file>\n"));
}

static void end(ReportRun *run)
{
    buf_add(run->out, STR("</checkstyle>\n"));
}

const ReportFormat report_checkstyle = {
    .name = "checkstyle",
    .summary = "the XML of Checkstyle",
    .start = start,
    .file = file,
    .end = end,
};
