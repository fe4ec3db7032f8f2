#include "lint/pragma.h"

/* A comment's text, read from its start. */
typedef struct {
    Str text;
    size_t at;
    uint32_t place; /* of text[0] in the file */
} Reader;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char peek(const Reader *in)
{
    return in->at < in->text.len ? in->text.at[in->at] : '\0';
}

static void skip_blanks(Reader *in)
{
    while (is_blank(peek(in)))
        in->at++;
}

static bool take_word(Reader *in, const char *word)
{
    Str wanted = str_from(word), rest = str_tail(in->text, in->at);
    if (!str_starts(rest, wanted))
        return false;
    char next = rest.len > wanted.len ? rest.at[wanted.len] : '\0';
    if (next && !is_blank(next) && next != '=')
        return false;
    in->at += wanted.len;
    skip_blanks(in);
    return true;
}

static bool take_equals(Reader *in)
{
    if (peek(in) != '=')
        return false;
    in->at++;
    skip_blanks(in);
    return true;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '/';
}

/* "tally/cache" and "hadolint/DL3008" name their linter, too. */
static PragmaName name_of(Reader *in, size_t from)
{
    Str text = str_slice(in->text, from, in->at);
    size_t slash = str_rfind_char(text, '/');
    if (slash < text.len) {
        from += slash + 1;
        text = str_tail(text, slash + 1);
    }
    Span span = {in->place + (uint32_t)from, in->place + (uint32_t)in->at};
    return (PragmaName){text, span};
}

static void take_names(Arena *arena, Reader *in, PragmaNames *names)
{
    for (;;) {
        size_t from = in->at;
        while (is_name(peek(in)))
            in->at++;
        if (in->at > from)
            *PUSH(arena, names) = name_of(in, from);
        size_t end = in->at;
        skip_blanks(in);
        if (peek(in) != ',') {
            in->at = end;
            return;
        }
        in->at++;
        skip_blanks(in);
    }
}

static PragmaScope take_scope(Reader *in)
{
    if (take_word(in, "ignore"))
        return PRAGMA_NEXT;
    if (take_word(in, "ignore-file"))
        return PRAGMA_FILE;
    if (take_word(in, "ignore-stage"))
        return PRAGMA_STAGE;
    return PRAGMA_BAD;
}

static PragmaScope take_foreign_scope(Reader *in)
{
    if (take_word(in, "ignore"))
        return PRAGMA_NEXT_LINE;
    if (take_word(in, "global"))
        return take_word(in, "ignore") ? PRAGMA_FILE : PRAGMA_NONE;
    if (take_word(in, "stage"))
        return take_word(in, "ignore") ? PRAGMA_STAGE_REST : PRAGMA_NONE;
    return PRAGMA_NONE;
}

/* What nobody can have meant as an ignore is a sentence about plimsoll. */
static bool is_prose(const Reader *in)
{
    Str rest = str_tail(in->text, in->at);
    return !str_starts(rest, STR("ignore")) && str_find_char(rest, '=') == rest.len;
}

static Pragma read_ours(Arena *arena, Reader *in, Span comment)
{
    if (is_prose(in))
        return (Pragma){0};
    Pragma pragma = {.scope = take_scope(in), .comment = comment};
    if (pragma.scope != PRAGMA_BAD && take_equals(in))
        take_names(arena, in, &pragma.names);
    if (pragma.names.len == 0)
        pragma.scope = PRAGMA_BAD;
    return pragma;
}

/* hadolint reads codes letter by letter and drops a comment that holds anything else. */
static bool all_codes(const Reader *in, const PragmaNames *names)
{
    for (size_t i = 0; i < names->len; i++)
        for (size_t j = 0; j < names->at[i].text.len; j++)
            if (!strchr("DLSC0123456789", names->at[i].text.at[j]))
                return false;
    Str rest = str_trim(str_tail(in->text, in->at));
    return rest.len == 0 || rest.at[0] == '#';
}

static Pragma read_hadolint(Arena *arena, Reader *in, Span comment)
{
    Pragma pragma = {
        .dialect = DIALECT_HADOLINT, .scope = take_foreign_scope(in), .comment = comment};
    if (pragma.scope == PRAGMA_NONE || !take_equals(in))
        return (Pragma){0};
    take_names(arena, in, &pragma.names);
    return all_codes(in, &pragma.names) ? pragma : (Pragma){0};
}

static Pragma read_tally(Arena *arena, Reader *in, Span comment)
{
    Pragma pragma = {.dialect = DIALECT_TALLY, .scope = take_foreign_scope(in), .comment = comment};
    if (pragma.scope == PRAGMA_NONE || !take_equals(in))
        return (Pragma){0};
    if (pragma.scope == PRAGMA_NEXT_LINE)
        pragma.scope = PRAGMA_NEXT;
    take_names(arena, in, &pragma.names);
    for (size_t i = 0; i < pragma.names.len; i++)
        pragma.all = pragma.all || str_eq_nocase(pragma.names.at[i].text, STR("all"));
    return pragma;
}

Pragma pragma_read(Arena *arena, const Source *source, const Comment *comment)
{
    Str whole = source_slice(source, comment->span);
    size_t from = 0;
    while (from < whole.len && (whole.at[from] == '#' || is_blank(whole.at[from])))
        from++;
    Reader in = {whole, from, comment->span.start};
    char first = peek(&in);
    if (first != 'p' && first != 'h' && first != 't') /* most comments end here */
        return (Pragma){0};
    if (take_word(&in, "plimsoll"))
        return read_ours(arena, &in, comment->span);
    if (take_word(&in, "hadolint"))
        return read_hadolint(arena, &in, comment->span);
    if (take_word(&in, "tally"))
        return read_tally(arena, &in, comment->span);
    return (Pragma){0};
}

Pragma pragma_read_check(Arena *arena, Str value, Span span)
{
    Pragma pragma = {.dialect = DIALECT_BUILDKIT, .comment = span};
    value = str_head(value, str_find_char(value, ' '));
    while (value.len) {
        StrCut part = str_cut(value, ';');
        value = part.tail;
        StrCut pair = str_cut(part.head, '=');
        if (!str_eq(str_trim(pair.head), STR("skip")))
            continue;
        for (Str rest = pair.tail; rest.len;) {
            StrCut name = str_cut(rest, ',');
            *PUSH(arena, &pragma.names) = (PragmaName){str_trim(name.head), span};
            pragma.all = pragma.all || str_eq(str_trim(name.head), STR("all"));
            rest = name.tail;
        }
    }
    return pragma;
}

Str pragma_shell(const Comment *comment)
{
    Reader in = {comment->text, 0, 0};
    if (!take_word(&in, "hadolint") || !take_word(&in, "shell") || !take_equals(&in))
        return (Str){0};
    size_t from = in.at;
    while (in.at < in.text.len && !is_blank(peek(&in)))
        in.at++;
    return str_slice(in.text, from, in.at);
}
