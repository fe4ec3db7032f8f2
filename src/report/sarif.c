/* sarif: SARIF 2.1.0, for code scanning. One run; every rule stands in the driver, with its page as
   help; a result points at it by index. The tool comes last, when it is known what was met. */
#include "base/path.h"
#include "report/report.h"

static const char *const levels[SEV_COUNT + 1] = {
    [SEV_STYLE] = "note",  [SEV_INFO] = "note",     [SEV_WARNING] = "warning",
    [SEV_ERROR] = "error", [SEV_COUNT] = "warning",
};

static void key_text(JsonOut *out, const char *key, Str text)
{
    key_object(out, key);
    key_str(out, "text", text);
    json_object_end(out);
}

/* "apt-lists-kept" as "AptListsKept". */
static Str rule_name(Arena *arena, Str id)
{
    Buf name;
    buf_init(&name, arena);
    bool upper = true;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        if (c != '-')
            buf_char(&name, upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        upper = c == '-';
    }
    return buf_str(&name);
}

static void add_rule(ReportRun *run, const RuleFacts *rule)
{
    JsonOut *out = &run->json;
    json_object(out);
    key_str(out, "id", rule->id);
    key_str(out, "name", rule_name(run->scratch, rule->id));
    key_text(out, "shortDescription", rule->summary);
    key_text(out, "fullDescription", rule->summary);
    key_str(out, "helpUri", rule_link(run->scratch, rule));
    key_object(out, "help");
    key_str(out, "text", rule_page(run->scratch, rule));
    key_str(out, "markdown", rule_page(run->scratch, rule));
    json_object_end(out);
    key_object(out, "defaultConfiguration");
    key_str(out, "level", str_from(levels[rule->severity]));
    key_bool(out, "enabled", !rule->off);
    json_object_end(out);
    key_object(out, "properties");
    key_array(out, "tags");
    json_str(out, rule->category);
    for (Str rest = rule->aka; rest.len;) {
        StrCut cut = str_cut(rest, ' ');
        json_str(out, cut.head);
        rest = cut.tail;
    }
    json_array_end(out);
    json_object_end(out);
    json_object_end(out);
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("-._~/!$&'()*+,;=@", c);
}

/* A path as a URI reference, relative where it is. */
static Str uri_of(Arena *arena, Str path)
{
    Buf uri;
    buf_init(&uri, arena);
    if (path_is_absolute(path))
        buf_add(&uri, STR("file://"));
    else if (str_starts(path, STR("./")))
        path = str_tail(path, 2);
    for (size_t i = 0; i < path.len; i++) {
        char c = path.at[i];
        if (c && is_unreserved(c))
            buf_char(&uri, c);
        else
            buf_fmt(&uri, "%%%02X", (unsigned)(unsigned char)c);
    }
    return buf_str(&uri);
}

static void add_region(JsonOut *out, const char *key, const Source *source, Span span)
{
    key_object(out, key);
    key_u64(out, "startLine", source_line(source, span.start));
    key_u64(out, "startColumn", report_utf16_column(source, span.start));
    key_u64(out, "endLine", source_line(source, span.end));
    key_u64(out, "endColumn", report_utf16_column(source, span.end));
    json_object_end(out);
}

static void add_artifact(JsonOut *out, Str uri)
{
    key_object(out, "artifactLocation");
    key_str(out, "uri", uri);
    json_object_end(out);
}

static void add_location(ReportRun *run, const Source *source, Span span, Str caption)
{
    JsonOut *out = &run->json;
    json_object(out);
    key_object(out, "physicalLocation");
    add_artifact(out, uri_of(run->scratch, source->name));
    add_region(out, "region", source, span);
    json_object_end(out);
    if (caption.len)
        key_text(out, "message", caption);
    json_object_end(out);
}

static void add_fix(ReportRun *run, const Source *source, const Fix *fix)
{
    JsonOut *out = &run->json;
    key_array(out, "fixes");
    json_object(out);
    key_text(out, "description",
             fix->title.len            ? fix->title
             : fix->safety == FIX_SAFE ? STR("Apply the safe fix.")
                                       : STR("Apply the fix, and look at it."));
    key_array(out, "artifactChanges");
    json_object(out);
    add_artifact(out, uri_of(run->scratch, source->name));
    key_array(out, "replacements");
    for (size_t i = 0; i < fix->edits.len; i++) {
        json_object(out);
        add_region(out, "deletedRegion", source, fix->edits.at[i].span);
        key_text(out, "insertedContent", fix->edits.at[i].text);
        json_object_end(out);
    }
    json_array_end(out);
    json_object_end(out);
    json_array_end(out);
    json_object_end(out);
    json_array_end(out);
}

static void add_fingerprint(ReportRun *run, const ReportFile *file, size_t index)
{
    key_object(&run->json, "partialFingerprints");
    key_str(&run->json, "primaryLocationLineHash", report_fingerprint(run->scratch, file, index));
    json_object_end(&run->json);
}

static void add_related(ReportRun *run, const RelatedPlaces *related)
{
    if (related->len == 0)
        return;
    key_array(&run->json, "relatedLocations");
    for (size_t i = 0; i < related->len; i++)
        add_location(run, related->at[i].source, related->at[i].span, related->at[i].caption);
    json_array_end(&run->json);
}

/* From 0 to 100, as viewers sort by it: ten for each digit of the bytes behind the first. */
static double rank_of(uint64_t bytes)
{
    double rank = 0, first = bytes > 0 ? (double)bytes : 1;
    for (; first >= 10; first /= 10)
        rank += 10;
    rank += (first - 1) * 10 / 9;
    return rank < 100 ? rank : 100;
}

static void add_rank(JsonOut *out, const Finding *finding)
{
    if (finding->cost.kind == COST_UNKNOWN)
        return;
    json_key(out, STR("rank"));
    json_share(out, rank_of(finding->cost.bytes));
}

static void add_properties(JsonOut *out, const Finding *finding)
{
    key_object(out, "properties");
    key_bool(out, "exported", !finding->builder_stage);
    if (finding->cost.kind != COST_UNKNOWN) {
        key_u64(out, "bytes", finding->cost.bytes);
        key_bool(out, "measured", finding->cost.kind == COST_MEASURED);
    }
    json_object_end(out);
}

static void add_result(ReportRun *run, const ReportFile *file, size_t index)
{
    JsonOut *out = &run->json;
    const Finding *finding = &file->findings.at[index];
    json_object(out);
    key_str(out, "ruleId", finding->rule->id);
    if (!rule_is_shellchecks(finding->rule)) /* where it will stand is not known yet */
        key_u64(out, "ruleIndex", finding->rule->place);
    key_str(out, "level", str_from(levels[finding->severity]));
    key_text(out, "message", report_sentence(run->scratch, finding));
    key_array(out, "locations");
    add_location(run, file->source, finding->span, (Str){0});
    json_array_end(out);
    add_related(run, &finding->related);
    add_fingerprint(run, file, index);
    if (finding->fix)
        add_fix(run, file->source, finding->fix);
    add_rank(out, finding);
    add_properties(out, finding);
    json_object_end(out);
}

static void start(ReportRun *run)
{
    JsonOut *out = &run->json;
    json_out_init(out, run->out, true);
    json_object(out);
    key_str(out, "$schema", STR("https://json.schemastore.org/sarif-2.1.0.json"));
    key_str(out, "version", STR("2.1.0"));
    key_array(out, "runs");
    json_object(out);
    key_str(out, "columnKind", STR("utf16CodeUnits"));
    key_array(out, "results");
}

static void file(ReportRun *run, const ReportFile *file)
{
    if (file->trouble.len)
        *PUSH(run->arena, &run->troubles) = str_copy(run->arena, file->trouble);
    for (size_t i = 0; i < file->findings.len; i++)
        add_result(run, file, i);
}

static void add_troubles(ReportRun *run)
{
    JsonOut *out = &run->json;
    if (run->troubles.len == 0)
        return;
    key_array(out, "toolExecutionNotifications");
    for (size_t i = 0; i < run->troubles.len; i++) {
        json_object(out);
        key_str(out, "level", STR("error"));
        key_text(out, "message", run->troubles.at[i]);
        json_object_end(out);
    }
    json_array_end(out);
}

/* All rules of plimsoll; of ShellCheck's codes those that were met, behind them. */
static void add_tool(ReportRun *run)
{
    JsonOut *out = &run->json;
    key_object(out, "tool");
    key_object(out, "driver");
    key_str(out, "name", STR("plimsoll"));
    key_str(out, "version", str_from(run->version));
    key_str(out, "semanticVersion", str_from(run->version));
    key_str(out, "informationUri", STR(PLIMSOLL_PAGES));
    key_array(out, "rules");
    for (size_t i = 0; i < run->rule_count; i++)
        add_rule(run, run->rules[i]);
    for (size_t i = 0; i < run->met.len; i++)
        if (rule_is_shellchecks(&run->met.at[i].rule))
            add_rule(run, &run->met.at[i].rule);
    json_array_end(out);
    json_object_end(out);
    json_object_end(out);
}

static void end(ReportRun *run)
{
    JsonOut *out = &run->json;
    json_array_end(out);
    add_tool(run);
    key_array(out, "invocations");
    json_object(out);
    key_bool(out, "executionSuccessful", run->troubles.len == 0);
    key_u64(out, "exitCode", (uint64_t)run->exit_code);
    add_troubles(run);
    json_object_end(out);
    json_array_end(out);
    json_object_end(out);
    json_array_end(out);
    json_object_end(out);
    buf_char(run->out, '\n');
}

const ReportFormat report_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning",
    .start = start,
    .file = file,
    .end = end,
};
