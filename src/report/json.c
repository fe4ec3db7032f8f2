/* json and jsonl: everything, for programs. docs/lint-json.md says what each key means. */
#include "report/report.h"

static void key_str(JsonOut *out, const char *key, Str value)
{
    if (value.len == 0)
        return;
    json_key(out, str_from(key));
    json_str(out, value);
}

static void key_number(JsonOut *out, const char *key, uint64_t value)
{
    json_key(out, str_from(key));
    json_u64(out, value);
}

static void add_span(JsonOut *out, const Source *source, Span span)
{
    Point start = source_point(source, span.start);
    Point end = source_point(source, span.end);
    key_number(out, "line", start.line);
    key_number(out, "column", start.column);
    key_number(out, "end_line", end.line);
    key_number(out, "end_column", end.column);
}

static void add_aliases(JsonOut *out, Str aka)
{
    json_key(out, STR("aliases"));
    json_array(out);
    while (aka.len) {
        StrCut cut = str_cut(aka, ' ');
        json_str(out, cut.head);
        aka = cut.tail;
    }
    json_array_end(out);
}

static void add_related(JsonOut *out, const Source *source, const RelatedPlaces *related)
{
    if (related->len == 0)
        return;
    json_key(out, STR("related"));
    json_array(out);
    for (size_t i = 0; i < related->len; i++) {
        json_object(out);
        add_span(out, source, related->at[i].span);
        key_str(out, "message", related->at[i].caption);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_fix(JsonOut *out, const Source *source, const Fix *fix)
{
    if (!fix)
        return;
    json_key(out, STR("fix"));
    json_object(out);
    json_key(out, STR("safe"));
    json_bool(out, fix->safety == FIX_SAFE);
    key_str(out, "title", fix->title);
    json_key(out, STR("edits"));
    json_array(out);
    for (size_t i = 0; i < fix->edits.len; i++) {
        const Edit *edit = &fix->edits.at[i];
        json_object(out);
        add_span(out, source, edit->span);
        key_number(out, "start", edit->span.start);
        key_number(out, "end", edit->span.end);
        json_key(out, STR("text"));
        json_str(out, edit->text);
        json_object_end(out);
    }
    json_array_end(out);
    json_object_end(out);
}

static void add_finding(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    JsonOut *out = &run->json;
    json_object(out);
    key_str(out, "file", file->path);
    add_span(out, file->source, finding->span);
    key_str(out, "rule", finding->rule->id);
    add_aliases(out, finding->rule->aka);
    key_str(out, "severity", severity_name(finding->severity));
    key_str(out, "message", finding->message);
    key_str(out, "help", finding->help);
    if (finding->instruction.end > 0) {
        json_key(out, STR("instruction"));
        json_object(out);
        key_number(out, "line", source_line(file->source, finding->instruction.start));
        json_object_end(out);
    }
    json_key(out, STR("exported"));
    json_bool(out, !finding->builder_stage);
    add_related(out, file->source, &finding->related);
    if (finding->cost.kind != COST_UNKNOWN) {
        key_number(out, "bytes", finding->cost.bytes);
        json_key(out, STR("measured"));
        json_bool(out, finding->cost.kind == COST_MEASURED);
    }
    add_fix(out, file->source, finding->fix);
    json_object_end(out);
}

static void start(ReportRun *run)
{
    json_out_init(&run->json, run->out, true);
    json_object(&run->json);
    key_number(&run->json, "version", 1);
    json_key(&run->json, STR("findings"));
    json_array(&run->json);
}

static void file(ReportRun *run, const ReportFile *file)
{
    if (file->trouble.len)
        *PUSH(run->arena, &run->troubles) = str_copy(run->arena, file->trouble);
    for (size_t i = 0; i < file->findings.len; i++)
        add_finding(run, file, &file->findings.at[i]);
}

static void end(ReportRun *run)
{
    json_array_end(&run->json);
    if (run->troubles.len) {
        json_key(&run->json, STR("errors"));
        json_array(&run->json);
        for (size_t i = 0; i < run->troubles.len; i++)
            json_str(&run->json, run->troubles.at[i]);
        json_array_end(&run->json);
    }
    key_number(&run->json, "files", run->files);
    json_object_end(&run->json);
    buf_char(run->out, '\n');
}

const ReportFormat report_json = {
    .name = "json",
    .summary = "everything, for programs",
    .start = start,
    .file = file,
    .end = end,
};

static void lines(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++) {
        json_out_init(&run->json, run->out, false);
        add_finding(run, file, &file->findings.at[i]);
        buf_char(run->out, '\n');
    }
}

const ReportFormat report_jsonl = {
    .name = "jsonl",
    .summary = "the findings of json, one a line",
    .file = lines,
};
