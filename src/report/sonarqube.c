/* sonarqube: the generic issue format of SonarQube 10.3 and later, and of SonarCloud. An issue has
   its level from its rule: that is the highest at which the rule was met. */
#include "report/report.h"

static const char *const severities[SEV_COUNT] = {
    [SEV_STYLE] = "INFO",
    [SEV_INFO] = "MINOR",
    [SEV_WARNING] = "MAJOR",
    [SEV_ERROR] = "CRITICAL",
};

static const char *const impacts[SEV_COUNT] = {
    [SEV_STYLE] = "LOW",
    [SEV_INFO] = "LOW",
    [SEV_WARNING] = "MEDIUM",
    [SEV_ERROR] = "HIGH",
};

typedef struct {
    const char *category; /* NULL: all others */
    const char *attribute, *quality, *type;
} Kind;

static const Kind *kind_of(const RuleFacts *rule)
{
    static const Kind kinds[] = {
        {"size", "EFFICIENT", "MAINTAINABILITY", "CODE_SMELL"},
        {"cache", "EFFICIENT", "MAINTAINABILITY", "CODE_SMELL"},
        {"correctness", "LOGICAL", "RELIABILITY", "BUG"},
        {"reproducibility", "COMPLETE", "RELIABILITY", "CODE_SMELL"},
        {"shellcheck", "LOGICAL", "RELIABILITY", "CODE_SMELL"},
        {"security", "TRUSTWORTHY", "SECURITY", "VULNERABILITY"},
        {NULL, "CONVENTIONAL", "MAINTAINABILITY", "CODE_SMELL"},
    };
    const Kind *kind = kinds;
    while (kind->category && !str_eq(rule->category, str_from(kind->category)))
        kind++;
    return kind;
}

static void add_rule(JsonOut *out, const RuleFacts *rule, Severity level)
{
    const Kind *kind = kind_of(rule);
    json_object(out);
    key_str(out, "id", rule->id);
    key_str(out, "name", rule->id);
    key_str(out, "description", rule->summary);
    key_str(out, "engineId", STR("plimsoll"));
    key_str(out, "cleanCodeAttribute", str_from(kind->attribute));
    key_str(out, "type", str_from(kind->type));
    key_str(out, "severity", str_from(severities[level]));
    key_array(out, "impacts");
    json_object(out);
    key_str(out, "softwareQuality", str_from(kind->quality));
    key_str(out, "severity", str_from(impacts[level]));
    json_object_end(out);
    json_array_end(out);
    json_object_end(out);
}

/* SonarQube refuses a range that is empty or that leaves its lines: then the line alone stands. */
static void add_range(JsonOut *out, const Source *source, Span span)
{
    uint32_t first = source_line(source, span.start), last = source_line(source, span.end);
    if (last > first && source_line_span(source, last).start == span.end)
        last--;
    Span start = source_line_span(source, first), end = source_line_span(source, last);
    uint32_t from = span.start < start.end ? span.start : start.end;
    uint32_t to = span.end < end.end ? span.end : end.end;
    key_object(out, "textRange");
    key_u64(out, "startLine", first);
    if (to > from) {
        key_u64(out, "endLine", last);
        key_u64(out, "startColumn", report_utf16_column(source, from) - 1);
        key_u64(out, "endColumn", report_utf16_column(source, to) - 1);
    }
    json_object_end(out);
}

static void add_location(JsonOut *out, const Source *source, Str message, Span span)
{
    key_if_str(out, "message", message);
    key_str(out, "filePath", source->name);
    add_range(out, source, span);
}

static void add_issue(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    JsonOut *out = &run->json;
    json_object(out);
    key_str(out, "ruleId", finding->rule->id);
    key_object(out, "primaryLocation");
    add_location(out, file->source, report_sentence(run->scratch, finding), finding->span);
    json_object_end(out);
    if (finding->related.len) {
        key_array(out, "secondaryLocations");
        for (size_t i = 0; i < finding->related.len; i++) {
            const RelatedPlace *place = &finding->related.at[i];
            json_object(out);
            add_location(out, place->source, place->caption, place->span);
            json_object_end(out);
        }
        json_array_end(out);
    }
    json_object_end(out);
}

static void start(ReportRun *run)
{
    JsonOut *out = &run->json;
    json_out_init(out, run->out, true);
    json_object(out);
    key_array(out, "issues");
}

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++)
        add_issue(run, file, &file->findings.at[i]);
}

static void end(ReportRun *run)
{
    json_array_end(&run->json);
    key_array(&run->json, "rules");
    for (size_t i = 0; i < run->met.len; i++)
        add_rule(&run->json, &run->met.at[i].rule, run->met.at[i].level);
    json_array_end(&run->json);
    json_object_end(&run->json);
    buf_char(run->out, '\n');
}

const ReportFormat report_sonarqube = {
    .name = "sonarqube",
    .summary = "SonarQube's generic issues",
    .start = start,
    .file = file,
    .end = end,
};
