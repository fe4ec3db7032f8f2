#include "cli/parse_format.h"
#include "cli/parse_parts.h"

/* Keys whose value is empty, false or of no length are left out, but for those that every reader
   wants to find: docs/parse-json.md says which. */

static const char *const form_names[] = {
    [FORM_NONE] = "none", [FORM_JSON] = "json",   [FORM_WORDS] = "words",
    [FORM_TEXT] = "text", [FORM_PAIRS] = "pairs", [FORM_NESTED] = "nested",
};

static const char *const pair_names[] = {
    [PAIR_EQUALS] = "equals", [PAIR_LEGACY] = "legacy", [PAIR_BARE] = "bare"};

static const char *const directive_names[] = {
    [DIRECTIVE_SYNTAX] = "syntax", [DIRECTIVE_ESCAPE] = "escape", [DIRECTIVE_CHECK] = "check"};

static void add_span(JsonOut *out, const Source *source, const char *key, Span span)
{
    json_key(out, str_from(key));
    bool pretty = line_begin(out);
    key_u64(out, "offset", span.start);
    key_u64(out, "length", span_len(span));
    key_place(out, source, span);
    line_end(out, pretty);
}

static void add_if_span(JsonOut *out, const Source *source, const char *key, Span span)
{
    if (span_len(span))
        add_span(out, source, key, span);
}

static void add_word(JsonOut *out, const Source *source, const Word *word)
{
    bool pretty = line_begin(out);
    key_str(out, "text", word->text);
    add_span(out, source, "span", word->span);
    line_end(out, pretty);
}

static void add_key_word(JsonOut *out, const Source *source, const char *key, const Word *word)
{
    json_key(out, str_from(key));
    add_word(out, source, word);
}

static void add_flags(JsonOut *out, const Source *source, const Flags *flags)
{
    if (flags->len == 0)
        return;
    key_array(out, "flags");
    for (size_t i = 0; i < flags->len; i++) {
        const Flag *flag = &flags->at[i];
        json_object(out);
        key_str(out, "text", flag->text);
        key_str(out, "name", flag->name);
        if (flag->has_value)
            key_str(out, "value", flag->value);
        add_span(out, source, "span", flag->span);
        add_span(out, source, "name_span", flag->name_span);
        if (flag->has_value)
            add_span(out, source, "value_span", flag->value_span);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_args(JsonOut *out, const Source *source, const Words *args)
{
    if (args->len == 0)
        return;
    key_array(out, "args");
    for (size_t i = 0; i < args->len; i++)
        add_word(out, source, &args->at[i]);
    json_array_end(out);
}

static void add_pairs(JsonOut *out, const Source *source, const Pairs *pairs)
{
    if (pairs->len == 0)
        return;
    key_array(out, "pairs");
    for (size_t i = 0; i < pairs->len; i++) {
        const Pair *pair = &pairs->at[i];
        json_object(out);
        key_str(out, "style", str_from(pair_names[pair->style]));
        add_key_word(out, source, "key", &pair->key);
        if (pair->style != PAIR_BARE)
            add_key_word(out, source, "value", &pair->value);
        add_span(out, source, "span", pair->span);
        json_object_end(out);
    }
    json_array_end(out);
}

/* "map": [[byte of the text, byte of the file], ...]: from each on, both count alike. */
static void add_body(JsonOut *out, const Source *source, const Body *body)
{
    if (body->text.len == 0)
        return;
    json_key(out, STR("body"));
    json_object(out);
    key_str(out, "text", body->text);
    add_span(out, source, "span", body->span);
    key_array(out, "map");
    bool pretty = out->pretty;
    out->pretty = false;
    for (size_t i = 0; i < body->count; i++) {
        json_array(out);
        json_u64(out, body->pieces[i].text);
        json_u64(out, body->pieces[i].file);
        json_array_end(out);
    }
    json_array_end(out);
    out->pretty = pretty;
    json_object_end(out);
}

static void add_heredocs(JsonOut *out, const Source *source, const Heredocs *heredocs)
{
    if (heredocs->len == 0)
        return;
    key_array(out, "heredocs");
    for (size_t i = 0; i < heredocs->len; i++) {
        const Heredoc *doc = &heredocs->at[i];
        json_object(out);
        key_str(out, "name", doc->name);
        key_u64(out, "fd", doc->fd);
        key_str(out, "content", doc->content);
        key_if_true(out, "expand", doc->expand);
        key_if_true(out, "chomp", doc->chomp);
        key_if_true(out, "terminated", doc->terminated);
        add_span(out, source, "marker", doc->marker);
        add_span(out, source, "body", doc->body);
        add_if_span(out, source, "terminator", doc->terminator);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_comments(JsonOut *out, const Source *source, const char *key,
                         const Comments *comments)
{
    if (comments->len == 0)
        return;
    key_array(out, key);
    for (size_t i = 0; i < comments->len; i++) {
        Word word = {comments->at[i].text, comments->at[i].span};
        add_word(out, source, &word);
    }
    json_array_end(out);
}

/* All but what it wraps. */
static void add_instruction(JsonOut *out, const Source *source, const Instruction *it)
{
    key_str(out, "kind", it->kind == INST_UNKNOWN ? STR("unknown") : instruction_name(it->kind));
    key_str(out, "form", str_from(form_names[it->form]));
    key_u64(out, "first_line", it->first_line);
    key_u64(out, "last_line", it->last_line);
    key_u64(out, "head_last_line", it->head_last_line);
    key_if_true(out, "blank_continuation", it->blank_lines.len > 0);
    add_span(out, source, "span", it->span);
    add_key_word(out, source, "keyword", &it->keyword);
    add_flags(out, source, &it->flags);
    if (it->health.text.len)
        add_key_word(out, source, "health", &it->health);
    add_args(out, source, &it->args);
    add_pairs(out, source, &it->pairs);
    /* What an ONBUILD wraps says the same once more; of a deep nest the bodies would be quadratic.
     */
    if (it->form != FORM_NESTED)
        add_body(out, source, &it->body);
    add_heredocs(out, source, &it->heredocs);
    add_comments(out, source, "doc", &it->doc);
}

/* An ONBUILD and what it wraps, one in the other. From the second level on all is one line: the
   indent of a hostile file would be longer than what it says. */
static void add_nest(Printing *printing, const Source *source, const Instruction *it)
{
    JsonOut *out = &printing->json;
    bool pretty = out->pretty;
    size_t depth = 0;
    json_object(out);
    for (;;) {
        add_instruction(out, source, it);
        output_relieve(printing->out);
        it = it->nested;
        if (!it)
            break;
        json_key(out, STR("nested"));
        json_object(out);
        if (++depth > 1)
            out->pretty = false;
    }
    for (; depth > 0; depth--) {
        json_object_end(out);
        if (depth <= 2)
            out->pretty = pretty;
    }
    json_object_end(out);
}

static void add_directives(JsonOut *out, const Source *source, const Directives *directives)
{
    if (directives->len == 0)
        return;
    key_array(out, "directives");
    for (size_t i = 0; i < directives->len; i++) {
        const Directive *directive = &directives->at[i];
        json_object(out);
        key_str(out, "name", str_from(directive_names[directive->kind]));
        add_key_word(out, source, "value", &directive->value);
        add_span(out, source, "span", directive->span);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_problems(Printing *printing, const Syntax *syntax)
{
    JsonOut *out = &printing->json;
    if (syntax->problems.len == 0)
        return;
    key_array(out, "problems");
    for (size_t i = 0; i < syntax->problems.len; i++) {
        const Problem *problem = &syntax->problems.at[i];
        json_object(out);
        key_str(out, "stage", str_from(stage_name(problem->stage)));
        key_u64(out, "reported_line", problem->line);
        key_str(out, "message", problem->message);
        key_if_str(out, "help", problem->help);
        add_span(out, syntax->source, "span", problem->span);
        json_object_end(out);
        output_relieve(printing->out);
    }
    json_array_end(out);
}

static void print_object(Printing *printing, const ParsedFile *file)
{
    JsonOut *out = &printing->json;
    const Syntax *syntax = file->syntax;
    json_object(out);
    key_verdict(out, file);
    if (syntax) {
        key_str(out, "escape", (Str){&syntax->escape, 1});
        add_directives(out, syntax->source, &syntax->directives);
    }
    key_array(out, "instructions");
    for (size_t i = 0; syntax && i < syntax->instructions.len; i++)
        add_nest(printing, syntax->source, &syntax->instructions.at[i]);
    json_array_end(out);
    if (syntax) {
        add_comments(out, syntax->source, "comments", &syntax->comments);
        add_problems(printing, syntax);
    }
    json_object_end(out);
}

const ParseFormat parse_json = {document_start, print_object, document_end};
