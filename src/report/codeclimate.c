/* codeclimate: issues as an engine of Code Climate prints them, a NUL behind each. */
#include "report/report.h"

static const char *const levels[SEV_COUNT] = {
    [SEV_STYLE] = "info",
    [SEV_INFO] = "minor",
    [SEV_WARNING] = "major",
    [SEV_ERROR] = "blocker",
};

/* The words that Code Climate knows; what has none of its own is a risk of a bug. */
static Str category_of(const RuleFacts *rule)
{
    static const struct {
        const char *ours, *theirs;
    } rows[] = {
        {"size", "Performance"},  {"cache", "Performance"},
        {"security", "Security"}, {"reproducibility", "Compatibility"},
        {"style", "Style"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(rule->category, str_from(rows[i].ours)))
            return str_from(rows[i].theirs);
    return STR("Bug Risk");
}

/* Issues of all files lie in one heap: the path tells equal ones apart. */
static Str fingerprint(ReportRun *run, const ReportFile *file, size_t index)
{
    Buf value;
    buf_init(&value, run->scratch);
    Str within = report_fingerprint(run->scratch, file, index);
    buf_fmt(&value, "%016llx%016llx", (unsigned long long)str_hash(report_project_path(file->path)),
            (unsigned long long)str_hash(within));
    return buf_str(&value);
}

void key_issue(ReportRun *run, const ReportFile *file, size_t index)
{
    JsonOut *out = &run->json;
    const Finding *finding = &file->findings.at[index];
    key_str(out, "type", STR("issue"));
    key_str(out, "check_name", finding->rule->id);
    key_str(out, "description", report_sentence(run->scratch, finding));
    key_array(out, "categories");
    json_str(out, category_of(finding->rule));
    json_array_end(out);
    key_str(out, "severity", str_from(levels[finding->severity]));
    key_str(out, "fingerprint", fingerprint(run, file, index));
    key_object(out, "location");
    key_str(out, "path", report_project_path(file->path));
    key_object(out, "lines");
    key_u64(out, "begin", source_line(file->source, finding->span.start));
    key_u64(out, "end", source_line(file->source, finding->span.end));
    json_object_end(out);
    json_object_end(out);
}

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++) {
        json_out_init(&run->json, run->out, false);
        json_object(&run->json);
        key_issue(run, file, i);
        json_object_end(&run->json);
        buf_char(run->out, '\0');
        buf_char(run->out, '\n');
    }
}

const ReportFormat report_codeclimate = {
    .name = "codeclimate",
    .summary = "issues for Code Climate, a NUL behind each",
    .file = file,
};
