/* What the shell gets from a RUN with here-documents. */
#include "base/utf8.h"
#include "shell/parser.h"

typedef struct {
    Arena *arena;
    const Source *source;
    Buf text;
    struct {
        BodyPiece *at;
        size_t len, cap;
    } pieces;
} Joining;

static void join(Joining *joining, Str text, uint32_t file)
{
    if (text.len == 0)
        return;
    *PUSH(joining->arena, &joining->pieces) = (BodyPiece){(uint32_t)joining->text.len, file};
    buf_add(&joining->text, text);
}

static void join_file(Joining *joining, uint32_t from, uint32_t to)
{
    join(joining, str_slice(joining->source->text, from, to), from);
}

/* The here-document is the whole command: its lines are run, for <<- without their tabs. */
static void join_script(Joining *joining, const Heredoc *heredoc)
{
    Str text = joining->source->text;
    if (!heredoc->chomp) {
        join_file(joining, heredoc->body.start, heredoc->body.end);
        return;
    }
    for (uint32_t at = heredoc->body.start; at < heredoc->body.end;) {
        while (at < heredoc->body.end && text.at[at] == '\t')
            at++;
        uint32_t start = at;
        while (at < heredoc->body.end && text.at[at++] != '\n')
            continue;
        join_file(joining, start, at);
    }
}

/* The line feed before the body is the one that ended the instruction's line, or the delimiter
   of the here-document before. */
static void join_heredoc(Joining *joining, const Heredoc *heredoc)
{
    Span end = heredoc->terminator;
    if (heredoc->body.start == 0 || !heredoc->terminated)
        return;
    join_file(joining, heredoc->body.start - 1, heredoc->body.end);
    while (end.start < end.end && joining->source->text.at[end.start] == '\t' && heredoc->chomp)
        end.start++;
    join_file(joining, end.start, end.end);
}

/* The marker is all there is on the instruction's line. */
static bool is_whole(const Instruction *it)
{
    Str text = it->body.text;
    size_t from = text.len - str_trim_space_left(text).len;
    size_t to = from + str_trim_space(text).len;
    Span marker = it->heredocs.at[0].marker;
    return it->heredocs.len == 1 && from < to && body_place(&it->body, from) == marker.start &&
           body_place(&it->body, to - 1) + 1 == marker.end;
}

Str shell_interpreter(const Instruction *it, const Body *body)
{
    if (it->kind != INST_RUN || it->heredocs.len == 0 || !str_starts(body->text, STR("#!")) ||
        !is_whole(it))
        return (Str){0};
    return str_trim(str_tail(str_cut(body->text, '\n').head, 2));
}

Body shell_body(Arena *arena, const Source *source, const Instruction *it)
{
    if (it->heredocs.len == 0 || it->kind != INST_RUN)
        return it->body;
    Joining joining = {.arena = arena, .source = source};
    buf_init(&joining.text, arena);
    if (is_whole(it)) {
        join_script(&joining, &it->heredocs.at[0]);
    } else {
        for (size_t i = 0; i < it->body.count; i++) {
            size_t to = i + 1 < it->body.count ? it->body.pieces[i + 1].text : it->body.text.len;
            join(&joining, str_slice(it->body.text, it->body.pieces[i].text, to),
                 it->body.pieces[i].file);
        }
        for (size_t i = 0; i < it->heredocs.len; i++)
            join_heredoc(&joining, &it->heredocs.at[i]);
    }
    Span last = it->heredocs.at[it->heredocs.len - 1].body;
    Span span = is_whole(it) ? last : (Span){it->body.span.start, it->span.end};
    return (Body){buf_str(&joining.text), joining.pieces.at, joining.pieces.len, span};
}
