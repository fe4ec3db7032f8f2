#include "shell/parser.h"

void fail(Parser *p, uint32_t from, uint32_t to, const char *message)
{
    if (p->failed)
        return;
    p->failed = true;
    p->script->broken = true;
    p->script->error = (ShellError){span_of(p, from, to), str_from(message)};
}

void fail_here(Parser *p, const char *message)
{
    fail(p, p->at, p->at < p->end ? p->at + 1 : p->at, message);
}

void forgive(Parser *p)
{
    if (p->failed)
        p->script->broken = p->failed = false;
}

bool enter(Parser *p)
{
    if (++p->depth > SHELL_DEPTH_MAX)
        fail_here(p, "nested too deeply to be read");
    return !p->failed;
}

void leave(Parser *p)
{
    p->depth--;
}

Str text_of(const Parser *p, Span span)
{
    return str_slice(p->whole, span.start, span.end);
}

bool take(Parser *p, char c)
{
    if (p->failed || peek(p) != (unsigned char)c)
        return false;
    p->at++;
    return true;
}

static void skip_comment(Parser *p)
{
    const char *from = p->text.at + p->at;
    const char *feed = memchr(from, '\n', p->end - p->at);
    uint32_t start = p->at;
    p->at = feed ? (uint32_t)(feed - p->text.at) : p->end;
    Comment *comment = PUSH(p->arena, &p->script->comments);
    comment->span = span_of(p, start, p->at);
    comment->text = str_trim(str_slice(p->text, start + 1, p->at));
}

void skip_more_blanks(Parser *p)
{
    for (;;) {
        int c = peek(p);
        if (is_blank(c))
            p->at++;
        else if (c == '\\' && peek_at(p, 1) == '\n')
            p->at += 2;
        else if (c == '#')
            skip_comment(p);
        else
            return;
    }
}

void skip_lines(Parser *p)
{
    for (;;) {
        skip_blanks(p);
        if (peek(p) != '\n' || p->failed)
            return;
        p->at++;
        if (p->pending.len)
            read_documents(p);
    }
}

Limits limit(Parser *p, uint32_t end)
{
    Limits outer = {p->end, p->pending, p->quoted};
    p->end = end;
    p->pending = (Documents){0};
    p->quoted = false;
    return outer;
}

void unlimit(Parser *p, Limits outer)
{
    if (p->pending.len)
        read_documents(p);
    p->at = p->end;
    p->end = outer.end;
    p->pending = outer.pending;
    p->quoted = outer.quoted;
}

const ShellScript *shell_read(Arena *arena, const Body *body)
{
    ShellScript *script = NEW(arena, ShellScript);
    script->body = body;
    Parser p = {.arena = arena,
                .script = script,
                .commands = &script->commands,
                .whole = body->text,
                .text = body->text,
                .end = (uint32_t)body->text.len,
                .looks = 64 + 8 * body->text.len};
    script->list = read_list(&p);
    if (!p.failed && p.at < p.end)
        fail_here(&p, keyword_here(&p) ? "this word closes nothing here" : "not expected here");
    if (!p.failed && p.pending.len)
        read_documents(&p);
    return script;
}

Span shell_span(const ShellScript *script, Span span)
{
    return body_span(script->body, span.start, span.end);
}
