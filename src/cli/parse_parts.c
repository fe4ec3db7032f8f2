#include "cli/parse_parts.h"

void key_str(JsonOut *out, const char *key, Str value)
{
    json_key(out, str_from(key));
    json_str(out, value);
}

void key_u64(JsonOut *out, const char *key, uint64_t value)
{
    json_key(out, str_from(key));
    json_u64(out, value);
}

void key_if_str(JsonOut *out, const char *key, Str value)
{
    if (value.len)
        key_str(out, key, value);
}

void key_if_true(JsonOut *out, const char *key, bool value)
{
    if (!value)
        return;
    json_key(out, str_from(key));
    json_bool(out, true);
}

void key_array(JsonOut *out, const char *key)
{
    json_key(out, str_from(key));
    json_array(out);
}

bool line_begin(JsonOut *out)
{
    bool pretty = out->pretty;
    json_object(out);
    out->pretty = false;
    return pretty;
}

void line_end(JsonOut *out, bool pretty)
{
    json_object_end(out);
    out->pretty = pretty;
}

void key_place(JsonOut *out, const Source *source, Span span)
{
    Point start = source_point(source, span.start), end = source_point(source, span.end);
    key_u64(out, "line", start.line);
    key_u64(out, "column", start.column);
    key_u64(out, "end_line", end.line);
    key_u64(out, "end_column", end.column);
}

const char *stage_name(ProblemStage stage)
{
    static const char *const names[] = {
        [PROBLEM_READING] = "reading", [PROBLEM_TYPING] = "typing", [PROBLEM_FILE] = "file"};
    return names[stage];
}

static void add_error(JsonOut *out, uint64_t line, Str message)
{
    json_key(out, STR("error"));
    bool pretty = line_begin(out);
    key_u64(out, "line", line);
    key_str(out, "message", message);
    line_end(out, pretty);
}

void key_verdict(JsonOut *out, const ParsedFile *file)
{
    key_str(out, "file", file->path);
    json_key(out, STR("accepted"));
    json_bool(out, file->syntax && syntax_accepted(file->syntax));
    if (!file->syntax) {
        add_error(out, 0, file->trouble);
        return;
    }
    if (!syntax_accepted(file->syntax))
        add_error(out, file->syntax->problems.at[0].line, file->syntax->problems.at[0].message);
}

void document_start(Printing *printing)
{
    JsonOut *out = &printing->json;
    json_out_init(out, &printing->out->buf, true);
    json_object(out);
    key_u64(out, "version", 1);
    key_array(out, "files");
}

void document_end(Printing *printing)
{
    JsonOut *out = &printing->json;
    json_array_end(out);
    json_object_end(out);
    buf_char(out->buf, '\n');
}
