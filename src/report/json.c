/* json and jsonl: everything, for programs. docs/lint-json.md says what each key means. */
#include "report/report.h"

void key_place(JsonOut *out, const Source *source, Span span)
{
    Point start = source_point(source, span.start);
    Point end = source_point(source, span.end);
    key_u64(out, "line", start.line);
    key_u64(out, "column", start.column);
    key_u64(out, "end_line", end.line);
    key_u64(out, "end_column", end.column);
}

static void add_related(JsonOut *out, const Finding *finding)
{
    const RelatedPlaces *related = &finding->related;
    if (related->len == 0)
        return;
    key_array(out, "related");
    for (size_t i = 0; i < related->len; i++) {
        const RelatedPlace *place = &related->at[i];
        json_object(out);
        if (place->source != finding->source)
            key_str(out, "file", place->source->name);
        key_place(out, place->source, place->span);
        key_if_str(out, "message", place->caption);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_fix(JsonOut *out, const Source *source, const Fix *fix)
{
    if (!fix)
        return;
    key_object(out, "fix");
    key_bool(out, "safe", fix->safety == FIX_SAFE);
    key_if_str(out, "title", fix->title);
    key_array(out, "edits");
    for (size_t i = 0; i < fix->edits.len; i++) {
        const Edit *edit = &fix->edits.at[i];
        json_object(out);
        key_place(out, source, edit->span);
        key_u64(out, "start", edit->span.start);
        key_u64(out, "end", edit->span.end);
        key_str(out, "text", edit->text);
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
    key_place(out, file->source, finding->span);
    key_str(out, "rule", finding->rule->id);
    key_each_word(out, "aliases", finding->aka);
    key_str(out, "severity", severity_name(finding->severity));
    key_str(out, "message", finding->message);
    key_if_str(out, "help", finding->help);
    if (finding->instruction.end > 0) {
        key_object(out, "instruction");
        key_u64(out, "line", source_line(file->source, finding->instruction.start));
        json_object_end(out);
    }
    key_bool(out, "exported", !finding->builder_stage);
    add_related(out, finding);
    if (finding->cost.kind != COST_UNKNOWN) {
        key_u64(out, "bytes", finding->cost.bytes);
        key_bool(out, "measured", finding->cost.kind == COST_MEASURED);
        key_if_true(out, "refuted", finding_refuted(finding));
    }
    add_fix(out, file->source, finding->fix);
    json_object_end(out);
}

static void start(ReportRun *run)
{
    json_out_init(&run->json, run->out, true);
    json_object(&run->json);
    key_u64(&run->json, "version", 1);
    key_array(&run->json, "findings");
}

static void file(ReportRun *run, const ReportFile *file)
{
    if (file->trouble.len)
        *PUSH(run->arena, &run->troubles) = str_copy(run->arena, file->trouble);
    for (size_t i = 0; i < file->findings.len; i++)
        add_finding(run, file, &file->findings.at[i]);
}

static void add_statistics(ReportRun *run)
{
    RulesMet met = report_rules_met(run);
    key_object(&run->json, "statistics");
    for (size_t i = 0; i < met.len; i++) {
        json_key(&run->json, met.at[i].rule.id);
        json_u64(&run->json, met.at[i].count);
    }
    json_object_end(&run->json);
}

static void end(ReportRun *run)
{
    json_array_end(&run->json);
    if (run->troubles.len) {
        key_array(&run->json, "errors");
        for (size_t i = 0; i < run->troubles.len; i++)
            json_str(&run->json, run->troubles.at[i]);
        json_array_end(&run->json);
    }
    key_u64(&run->json, "files", run->files);
    if (run->statistics)
        add_statistics(run);
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
