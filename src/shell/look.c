/* Looking ahead without reading. It is done in the few places where the shell's grammar needs it,
   and p->looks limits it: a hostile text is then read less well, but in linear time. */
#include "shell/parser.h"

static bool may_look(Parser *p)
{
    if (p->looks == 0)
        return false;
    p->looks--;
    return true;
}

/* Behind the quote that begins at `at`; the end when it does not close. */
static uint32_t skip_quote(Parser *p, uint32_t at)
{
    char quote = p->text.at[at];
    bool plain = quote == '\'' && (at == 0 || p->text.at[at - 1] != '$');
    at++;
    for (; at < p->end && may_look(p); at++) {
        char c = p->text.at[at];
        if (c == quote)
            return at + 1;
        if (c == '\\' && !plain)
            at++;
    }
    return p->end;
}

uint32_t look_closing(Parser *p, uint32_t from, char open, char close)
{
    unsigned depth = 1;
    uint32_t at = from;
    while (at < p->end && may_look(p)) {
        char c = p->text.at[at];
        if (c == '\'' || c == '"' || c == '`') {
            at = skip_quote(p, at);
            continue;
        }
        if (c == '\\')
            at++;
        else if (c == '$' && open != '{' && at + 1 < p->end && p->text.at[at + 1] == '{')
            at = look_closing(p, at + 2, '{', '}'); /* ${x#(} */
        else if (c == open)
            depth++;
        else if (c == close && --depth == 0)
            return at;
        at++;
    }
    return p->end;
}

/* (( a )) is arithmetic, ((a); b) are two subshells: what stands behind the first ) decides. */
bool look_arith(Parser *p, uint32_t from, uint32_t *end)
{
    *end = look_closing(p, from, '(', ')');
    return *end + 1 < p->end && p->text.at[*end + 1] == ')';
}

/* Behind what hides its brackets: quotes, a backslash's character, ${ }, $( ). `at` when none
   of them stands there. */
static uint32_t look_over(Parser *p, uint32_t at)
{
    char c = p->text.at[at], next = at + 1 < p->end ? p->text.at[at + 1] : 0;
    if (c == '\'' || c == '"' || c == '`')
        return skip_quote(p, at);
    if (c == '\\')
        return at + 2;
    if (c != '$' || (next != '{' && next != '('))
        return at;
    return look_closing(p, at + 2, next, next == '{' ? '}' : ')') + 1;
}

uint32_t look_subscript(Parser *p, uint32_t from)
{
    unsigned depth = 0;
    for (uint32_t at = from; at < p->end && may_look(p);) {
        uint32_t behind = look_over(p, at);
        int c = (unsigned char)p->text.at[at];
        if (behind == at && ends_word(c))
            break;
        depth += c == '[';
        if (c == ']' && --depth == 0)
            return at + 1;
        at = behind > at ? behind : at + 1;
    }
    return p->at;
}

/* One end of a range: a letter or a number; its length. */
static size_t range_end(Str text, bool *letter)
{
    size_t at = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'), from = at;
    *letter = text.len > 0 && is_name_start((unsigned char)text.at[0]) && text.at[0] != '_';
    if (*letter)
        return 1;
    while (at < text.len && is_digit((unsigned char)text.at[at]))
        at++;
    return at > from ? at : 0;
}

/* 1..3 a..f 1..9..2: two ends of one sort, and a number as step. */
static bool is_range(Str text)
{
    bool letters[3];
    for (int i = 0; i < 3; i++) {
        size_t len = range_end(text, &letters[i]);
        if (len == 0)
            return false;
        text = str_tail(text, len);
        if (text.len == 0)
            return i > 0 && letters[0] == letters[1] && (i == 1 || !letters[2]);
        if (!str_starts(text, STR("..")))
            return false;
        text = str_tail(text, 2);
    }
    return false;
}

/* A brace expansion has a comma outside of inner ones, or it is a range. */
uint32_t look_brace(Parser *p, uint32_t from)
{
    unsigned depth = 0;
    bool split = false;
    uint32_t at = from;
    while (at < p->end && may_look(p)) {
        char c = p->text.at[at];
        uint32_t behind = look_over(p, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        if (c == '{')
            depth++;
        else if (c == '}' && depth-- == 0)
            return split || is_range(str_slice(p->text, from, at)) ? at : 0;
        else if (depth == 0)
            split |= c == ',';
        if (ends_word((unsigned char)c))
            return 0;
        at++;
    }
    return 0;
}
