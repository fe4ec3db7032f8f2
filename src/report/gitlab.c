/* gitlab: the report that GitLab's code quality takes: Code Climate's issues, as one array. */
#include "report/report.h"

static void start(ReportRun *run)
{
    json_out_init(&run->json, run->out, true);
    json_array(&run->json);
}

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++) {
        json_object(&run->json);
        key_issue(run, file, i);
        json_object_end(&run->json);
    }
}

static void end(ReportRun *run)
{
    json_array_end(&run->json);
    buf_char(run->out, '\n');
}

const ReportFormat report_gitlab = {
    .name = "gitlab",
    .aka = "gitlab_codeclimate",
    .summary = "GitLab's code quality report",
    .start = start,
    .file = file,
    .end = end,
};
