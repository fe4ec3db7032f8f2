/* codacy: what Codacy reads from a tool: a result a line, or a file that could not be read. */
#include "report/report.h"

static void file(ReportRun *run, const ReportFile *file)
{
    JsonOut *out = &run->json;
    size_t count = file->trouble.len ? 1 : file->findings.len;
    for (size_t i = 0; i < count; i++) {
        json_out_init(out, run->out, false);
        json_object(out);
        key_str(out, "filename", report_project_path(file->path));
        if (file->trouble.len) {
            key_str(out, "message", file->trouble);
        } else {
            const Finding *finding = &file->findings.at[i];
            key_str(out, "message", report_sentence(run->scratch, finding));
            key_str(out, "patternId", finding->rule->id);
            key_u64(out, "line", source_line(file->source, finding->span.start));
        }
        json_object_end(out);
        buf_char(run->out, '\n');
    }
}

const ReportFormat report_codacy = {
    .name = "codacy",
    .summary = "results for Codacy, one a line",
    .file = file,
};
