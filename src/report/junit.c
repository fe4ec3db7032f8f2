/* junit: a test suite a file, a failed test case a finding; a file without findings is one that
   passed. */
#include "report/report.h"
#include "report/xml.h"

static void add_count(Buf *buf, const char *name, size_t count)
{
    buf_fmt(buf, " %s=\"%zu\"", name, count);
}

static void open_case(ReportRun *run, const ReportFile *file, Str name)
{
    buf_add(run->out, STR("    <testcase"));
    xml_attribute(run->out, "name", name);
    xml_attribute(run->out, "classname", file->path);
}

/* Services that compare two runs know a case by its name: the place in it makes it one of a kind.
 */
static void add_finding(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    Point point = source_point(file->source, finding->span.start);
    Buf name, place;
    buf_init(&name, run->scratch);
    buf_fmt(&name, "%.*s at %u:%u", STR_ARG(finding->rule->id), (unsigned)point.line,
            (unsigned)point.column);
    open_case(run, file, buf_str(&name));
    xml_attribute(run->out, "file", file->path);
    add_count(run->out, "line", point.line);
    buf_add(run->out, STR(" time=\"0\">\n      <failure"));
    xml_attribute(run->out, "type", severity_name(finding->severity));
    xml_attribute(run->out, "message", finding->message);
    buf_char(run->out, '>');
    buf_init(&place, run->scratch);
    buf_add(&place, file->path);
    buf_fmt(&place, ":%u:%u: ", (unsigned)point.line, (unsigned)point.column);
    buf_add(&place, report_sentence(run->scratch, finding));
    xml_add(run->out, buf_str(&place));
    buf_add(run->out, STR("</failure>\n    </testcase>\n"));
}

static void add_trouble(ReportRun *run, const ReportFile *file)
{
    open_case(run, file, STR("plimsoll"));
    buf_add(run->out, STR(" time=\"0\">\n      <error type=\"error\""));
    xml_attribute(run->out, "message", file->trouble);
    buf_add(run->out, STR("/>\n    </testcase>\n"));
}

static void start(ReportRun *run)
{
    buf_add(run->out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<testsuites name=\"plimsoll\">\n"));
}

static void file(ReportRun *run, const ReportFile *file)
{
    size_t failures = file->findings.len, errors = file->trouble.len > 0;
    buf_add(run->out, STR("  <testsuite"));
    xml_attribute(run->out, "name", file->path);
    add_count(run->out, "tests", failures ? failures : 1);
    add_count(run->out, "failures", failures);
    add_count(run->out, "errors", errors);
    add_count(run->out, "skipped", 0);
    buf_add(run->out, STR(" time=\"0\">\n"));
    for (size_t i = 0; i < failures; i++)
        add_finding(run, file, &file->findings.at[i]);
    if (errors) {
        add_trouble(run, file);
    } else if (failures == 0) {
        open_case(run, file, STR("plimsoll"));
        buf_add(run->out, STR(" time=\"0\"/>\n"));
    }
    buf_add(run->out, STR("  </testsuite>\n"));
}

static void end(ReportRun *run)
{
    buf_add(run->out, STR("</testsuites>\n"));
}

const ReportFormat report_junit = {
    .name = "junit",
    .summary = "the XML of JUnit, a failed test a finding",
    .start = start,
    .file = file,
    .end = end,
};
