/* What begins with $, backquotes, process substitution. */
#include "shell/parser.h"

const ShellNode *read_closed_list(Parser *p, uint32_t from)
{
    bool outer = p->quoted;
    p->quoted = false;
    const ShellNode *list = read_list(p);
    p->quoted = outer;
    if (!take(p, ')'))
        fail(p, from, from + 2, "this ( is not closed");
    return list;
}

/* The list is kept when it is broken: what stands in it was read. */
static ShellPart *finish_list(Parser *p, PartKind kind, uint32_t from, const ShellNode *list)
{
    ShellPart *part = new_part(p, kind, from, p->at);
    part->list = list;
    part->value = str_slice(p->text, from, p->at);
    return part;
}

ShellPart *read_process(Parser *p)
{
    uint32_t from = p->at;
    p->at += 2;
    const ShellNode *list = read_closed_list(p, from);
    return finish_list(p, PART_PROCESS, from, list);
}

static ShellPart *read_arith(Parser *p, uint32_t from, uint32_t end, uint32_t after)
{
    ShellPart *part = new_part(p, PART_ARITH, from, after);
    if (enter(p)) {
        ShellWord *word = read_word_until(p, MODE_DOCUMENT, end);
        part->parts = word->parts;
        part->value = word->text;
    }
    leave(p);
    p->at = after;
    return part;
}

static ShellPart *read_round(Parser *p)
{
    uint32_t from = p->at, end;
    if (peek_at(p, 2) == '(' && look_arith(p, from + 3, &end)) {
        p->at += 3;
        return read_arith(p, from, end, end + 2);
    }
    p->at += 2;
    const ShellNode *list = read_closed_list(p, from);
    return finish_list(p, PART_COMMAND, from, list);
}

/* $[...], the old way to write $((...)) */
static ShellPart *read_square(Parser *p)
{
    uint32_t from = p->at, end = look_closing(p, from + 2, '[', ']');
    if (end >= p->end) {
        p->at++;
        return NULL;
    }
    p->at += 2;
    return read_arith(p, from, end, end + 1);
}

static ShellPart *read_simple_param(Parser *p)
{
    uint32_t from = p->at++;
    if (is_name_start(peek(p)))
        while (is_name(peek(p)))
            p->at++;
    else
        p->at++;
    ShellPart *part = new_part(p, PART_PARAM, from, p->at);
    ShellParam *param = NEW(p->arena, ShellParam);
    param->name = str_slice(p->text, from + 1, p->at);
    part->value = str_slice(p->text, from, p->at);
    part->param = param;
    return part;
}

ShellPart *read_dollar(Parser *p, Mode mode)
{
    bool quotes = mode != MODE_QUOTED && mode != MODE_DOCUMENT;
    uint32_t from = p->at;
    int c = peek_at(p, 1);
    if (c == '(')
        return read_round(p);
    if (c == '{')
        return read_braced(p);
    if (c == '\'' && quotes && !p->quoted)
        return read_ansi(p);
    if (c == '"' && quotes) {
        p->at++;
        return read_double(p, PART_LOCALE, from);
    }
    if (c == '[')
        return read_square(p);
    if (is_name(c) || (c > 0 && strchr("@*#?-$!", c)))
        return read_simple_param(p);
    p->at++;
    return NULL;
}

static bool is_backquote_escape(const Parser *p, uint32_t at, uint32_t end)
{
    if (p->text.at[at] != '\\' || at + 1 >= end)
        return false;
    char c = p->text.at[at + 1];
    return c == '`' || c == '\\' || c == '$' || (c == '"' && p->quoted);
}

/* A text of its own, in which each byte knows where it comes from. */
static const ShellNode *read_unescaped(Parser *p, uint32_t from, uint32_t end)
{
    char *text = NEW_ARRAY(p->arena, end - from, char);
    uint32_t *map = NEW_ARRAY(p->arena, end - from + 1, uint32_t);
    uint32_t len = 0;
    for (uint32_t at = from; at < end; at++) {
        map[len] = span_of(p, at, at).start;
        at += is_backquote_escape(p, at, end);
        text[len++] = p->text.at[at];
    }
    map[len] = span_of(p, end, end).start;
    Parser inner = *p;
    inner.text = (Str){text, len};
    inner.map = map;
    inner.at = inner.no_bracket = 0;
    inner.end = len;
    inner.quoted = false;
    inner.pending = (Documents){0};
    const ShellNode *list = read_list(&inner);
    if (inner.at < inner.end)
        fail_here(&inner, "not expected here");
    if (!inner.failed && inner.pending.len)
        read_documents(&inner);
    p->commands = inner.commands;
    p->failed = inner.failed;
    p->looks = inner.looks;
    return list;
}

static const ShellNode *read_inside(Parser *p, uint32_t end)
{
    Limits outer = limit(p, end);
    const ShellNode *list = read_list(p);
    if (p->at < p->end)
        fail_here(p, "not expected here");
    unlimit(p, outer);
    return list;
}

ShellPart *read_backquotes(Parser *p)
{
    uint32_t from = p->at, end = from + 1;
    bool escapes = false;
    for (; end < p->end && p->text.at[end] != '`'; end++) {
        if (p->text.at[end] != '\\' || end + 1 >= p->end)
            continue;
        escapes |= is_backquote_escape(p, end, p->end);
        end++;
    }
    if (end >= p->end) {
        fail(p, from, from + 1, "this backquote is not closed");
        return NULL;
    }
    p->at = from + 1;
    const ShellNode *list = escapes ? read_unescaped(p, from + 1, end) : read_inside(p, end);
    forgive(p);
    p->at = end + 1;
    return finish_list(p, PART_COMMAND, from, list);
}
