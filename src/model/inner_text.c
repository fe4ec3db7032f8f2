/* Text that a command hands to a shell: sh -c '...', eval, a here-document. Where the text stands
   in the file byte by byte, apart from escapes, so do the commands in it; else they all stand where
   the word does. */
#include "model/runner.h"

enum { TEXT_DEPTH = 8 }; /* how many levels a text of its own counts for */

typedef struct {
    Runner *r;
    Buf text;
    struct {
        BodyPiece *at;
        size_t len, cap;
    } pieces;
} Inner;

/* Bytes of the outer text, as they are. */
static void add_run(Inner *inner, size_t from, size_t to)
{
    const Body *body = inner->r->script->body;
    if (from >= to)
        return;
    size_t text = inner->text.len;
    buf_add(&inner->text, str_slice(body->text, from, to));
    for (size_t i = body_piece(body, from), at = from; at < to && i < body->count; i++) {
        BodyPiece piece = {(uint32_t)(text + at - from),
                           body->pieces[i].file + (uint32_t)at - body->pieces[i].text};
        *PUSH(inner->r->arena, &inner->pieces) = piece;
        at = i + 1 < body->count ? body->pieces[i + 1].text : to;
    }
}

/* The outer shell takes a backslash before these. */
static void add_escaped(Inner *inner, size_t from, size_t to, const char *special)
{
    Str text = inner->r->script->body->text;
    size_t start = from;
    for (size_t i = from; i + 1 < to; i++) {
        if (text.at[i] != '\\')
            continue;
        if (text.at[i + 1] == '\n') {
            add_run(inner, start, i);
            start = i + 2;
        } else if (strchr(special, text.at[i + 1])) {
            add_run(inner, start, i);
            start = i + 1;
        }
        i++;
    }
    add_run(inner, start, to);
}

static void add_text_part(Inner *inner, const ShellPart *part)
{
    Str text = inner->r->script->body->text;
    size_t start = part->span.start;
    for (size_t i = start; i < part->span.end; i++) {
        if (text.at[i] != '\\' || i + 1 >= part->span.end)
            continue;
        add_run(inner, start, i);
        start = i + 1 + (text.at[i + 1] == '\n');
        i++;
    }
    add_run(inner, start, part->span.end);
}

/* False when it does not stand in the file as the inner shell gets it. */
static bool add_part(Inner *inner, const ShellPart *part, bool alone)
{
    if (part->kind == PART_TEXT)
        add_text_part(inner, part);
    else if (part->kind == PART_SINGLE)
        add_run(inner, part->span.start + 1, part->span.end - 1);
    else if (part->kind == PART_DOUBLE && (part->constant || alone))
        add_escaped(inner, part->span.start + 1, part->span.end - 1, "$`\"\\");
    else
        return false;
    return true;
}

static bool add_word(Inner *inner, const ShellWord *word)
{
    if (!word || word->assign || inner->r->pinned)
        return false;
    bool alone = word->parts && !word->parts->next;
    for (const ShellPart *part = word->parts; part; part = part->next)
        if (!add_part(inner, part, alone))
            return false;
    return true;
}

static const Body *body_of(Inner *inner, Span span)
{
    Body *body = NEW(inner->r->arena, Body);
    *body = (Body){buf_str(&inner->text), inner->pieces.at, inner->pieces.len, span};
    return body;
}

/* A here-document that the shell reads its text from is not for those whom it starts. */
static CommandRedirects redirects_left(Runner *r, size_t wrapper)
{
    CommandRedirects all = r->out->commands.at[wrapper].redirects, left = {0};
    for (size_t i = 0; i < all.len; i++)
        if (all.at[i].kind != REDIRECT_DOCUMENT && all.at[i].kind != REDIRECT_STRING)
            *PUSH(r->arena, &left) = all.at[i];
    return left;
}

static Outcome run_script(Runner *r, const ShellScript *script, const Reader *reader)
{
    Where where = r->where;
    State kept = r->state;
    const ShellScript *outer = r->script;
    ShellDialect dialect = r->dialect;
    r->script = script;
    r->dialect = reader->dialect;
    r->where.outer = reader->wrapper + 1;
    r->where.redirects = redirects_left(r, reader->wrapper);
    r->state.params = reader->params;
    r->depth += TEXT_DEPTH;
    Outcome outcome = run_list(r, script->list);
    r->depth -= TEXT_DEPTH;
    if (reader->child) {
        if (r->state.ending != RUNS_ON)
            outcome = r->state.ends_badly ? GOES_WRONG : GOES_WELL;
        r->state = kept;
    }
    r->script = outer;
    r->dialect = dialect;
    r->where = where;
    return outcome;
}

static Outcome run_body(Runner *r, const Body *body, const Reader *reader, bool expanded)
{
    const ShellVar *names = r->state.names;
    const Var *vars = r->state.vars;
    bool captured = r->captured;
    if (r->depth + TEXT_DEPTH >= RUN_DEPTH_MAX)
        return GOES_EITHER;
    /* What the outer shell expands, it takes from its own variables. */
    if (reader->child && !expanded)
        state_add(r, (ShellVar){.kind = NAME_FENCE});
    r->captured |= expanded;
    r->out->commands.at[reader->wrapper].wrapper = true;
    Outcome outcome = run_script(r, shell_read(r->arena, body), reader);
    r->captured = captured;
    if (reader->child) {
        r->state.names = names;
        r->state.vars = vars;
    }
    return outcome;
}

static Outcome run_pinned(Runner *r, Str text, Span span, const Reader *reader)
{
    Body *body = NEW(r->arena, Body);
    BodyPiece *piece = NEW(r->arena, BodyPiece);
    bool pinned = r->pinned;
    Span pin = r->pin;
    *body = (Body){text, piece, 1, span};
    r->pin = pinned ? pin : span;
    r->pinned = true;
    Outcome outcome = run_body(r, body, reader, false);
    r->pinned = pinned;
    r->pin = pin;
    return outcome;
}

/* A string of the JSON form, without escapes: it stands in the file as it is. */
static bool add_string(Inner *inner, const Arg *arg)
{
    if (arg->word || inner->r->script || span_len(arg->span) != arg->value.text.len + 2)
        return false;
    buf_add(&inner->text, arg->value.text);
    *PUSH(inner->r->arena, &inner->pieces) = (BodyPiece){0, arg->span.start + 1};
    return true;
}

Outcome run_text(Runner *r, const Arg *arg, const Reader *reader)
{
    Inner inner = {.r = r};
    buf_init(&inner.text, r->arena);
    if (add_string(&inner, arg))
        return run_body(r, body_of(&inner, arg->span), reader, false);
    buf_clear(&inner.text);
    if (add_word(&inner, arg->word))
        return run_body(r, body_of(&inner, arg->span), reader, !arg->word->constant);
    if (arg->value.known == VALUE_UNKNOWN || arg->value.text.len > VALUE_MAX)
        return GOES_EITHER;
    return run_pinned(r, arg->value.text, arg->span, reader);
}

static void add_lines(Inner *inner, const ShellRedirect *redirect)
{
    Str text = inner->r->script->body->text;
    Span body = redirect->document.body;
    const char *special = redirect->document.expand ? "$`\\" : NULL;
    for (size_t at = body.start; at < body.end;) {
        while (redirect->document.strip && at < body.end && text.at[at] == '\t')
            at++;
        size_t end = redirect->document.strip
                         ? at + str_find_char(str_slice(text, at, body.end), '\n') + 1
                         : body.end;
        end = end < body.end ? end : body.end;
        if (special)
            add_escaped(inner, at, end, special);
        else
            add_run(inner, at, end);
        at = end;
    }
}

Outcome run_document(Runner *r, const ShellRedirect *document, const Reader *reader)
{
    Inner inner = {.r = r};
    if (r->pinned)
        return GOES_EITHER;
    buf_init(&inner.text, r->arena);
    add_lines(&inner, document);
    return run_body(r, body_of(&inner, run_span(r, document->document.body)), reader,
                    document->document.expand);
}
