#include "syntax/syntax.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/check.h"
#include "syntax/read.h"

static const Str names[INST_COUNT] = {
    [INST_ADD] = STR_INIT("ADD"),
    [INST_ARG] = STR_INIT("ARG"),
    [INST_CMD] = STR_INIT("CMD"),
    [INST_COPY] = STR_INIT("COPY"),
    [INST_ENTRYPOINT] = STR_INIT("ENTRYPOINT"),
    [INST_ENV] = STR_INIT("ENV"),
    [INST_EXPOSE] = STR_INIT("EXPOSE"),
    [INST_FROM] = STR_INIT("FROM"),
    [INST_HEALTHCHECK] = STR_INIT("HEALTHCHECK"),
    [INST_LABEL] = STR_INIT("LABEL"),
    [INST_MAINTAINER] = STR_INIT("MAINTAINER"),
    [INST_ONBUILD] = STR_INIT("ONBUILD"),
    [INST_RUN] = STR_INIT("RUN"),
    [INST_SHELL] = STR_INIT("SHELL"),
    [INST_STOPSIGNAL] = STR_INIT("STOPSIGNAL"),
    [INST_USER] = STR_INIT("USER"),
    [INST_VOLUME] = STR_INIT("VOLUME"),
    [INST_WORKDIR] = STR_INIT("WORKDIR"),
};

Str instruction_name(InstructionKind kind)
{
    return names[kind];
}

InstructionKind instruction_kind(Str keyword)
{
    for (int kind = INST_UNKNOWN + 1; kind < INST_COUNT; kind++)
        if (str_eq_nocase(names[kind], keyword))
            return (InstructionKind)kind;
    return INST_UNKNOWN;
}

/* ---- bodies ---- */

size_t body_piece(const Body *body, size_t at)
{
    size_t low = 0, high = body->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (body->pieces[middle].text <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t body_place(const Body *body, size_t at)
{
    if (body->count == 0 || at >= body->text.len)
        return body->span.end;
    const BodyPiece *piece = &body->pieces[body_piece(body, at)];
    return piece->file + (uint32_t)at - piece->text;
}

Span body_span(const Body *body, size_t from, size_t to)
{
    if (body->count == 0 || from >= body->text.len || to > body->text.len || to <= from) {
        uint32_t start = body_place(body, from);
        return (Span){start, to > from ? body_place(body, to - 1) + 1 : start};
    }
    size_t at = body_piece(body, from);
    uint32_t shift = body->pieces[at].file - body->pieces[at].text;
    if (at + 1 < body->count && body->pieces[at + 1].text < to)
        return (Span){shift + (uint32_t)from, body_place(body, to - 1) + 1};
    return (Span){shift + (uint32_t)from, shift + (uint32_t)to};
}

/* ---- problems ---- */

Problem *problem_add(Arena *arena, Syntax *syntax, ProblemStage stage, uint32_t line, Span span,
                     const char *help, const char *message, ...)
{
    va_list args;
    va_start(args, message);
    Str text = buf_text(arena, message, args);
    va_end(args);
    Problem *problem = PUSH(arena, &syntax->problems);
    *problem = (Problem){.stage = stage, .span = span, .line = line, .message = text};
    problem->help = str_from(help);
    return problem;
}

void problem_help(Arena *arena, Problem *problem, const char *help, ...)
{
    va_list args;
    va_start(args, help);
    problem->help = buf_text(arena, help, args);
    va_end(args);
}

/* The builder's limit, from the memory it gives a line. */
enum { LINE_MOST = 65535 };

static void check_lines(Arena *arena, Syntax *syntax)
{
    const Source *source = syntax->source;
    for (uint32_t i = 0; i < source->lines; i++) {
        uint32_t next = i + 1 < source->lines ? source->starts[i + 1] : (uint32_t)source->text.len;
        if (next - source->starts[i] <= LINE_MOST)
            continue;
        Span span = {source->starts[i], next};
        span.end -= source->text.at[span.end - 1] == '\n';
        if (span_len(span) <= LINE_MOST)
            continue;
        Problem *problem = problem_add(arena, syntax, PROBLEM_READING, i + 1, span, NULL,
                                       "line greater than max allowed size of %d", LINE_MOST);
        problem_help(arena, problem, "continue it on further lines with %c", syntax->escape);
    }
}

/* Both runs are in order of lines; so is what comes out. */
static void merge_problems(Arena *arena, Problems *all, size_t first)
{
    Problems merged = {0};
    size_t a = 0, b = first;
    while (a < first || b < all->len) {
        bool left = b == all->len || (a < first && all->at[a].line <= all->at[b].line);
        *PUSH(arena, &merged) = all->at[left ? a++ : b++];
    }
    *all = merged;
}

const Syntax *syntax_read(Arena *arena, const Source *source)
{
    Syntax *syntax = NEW(arena, Syntax);
    syntax->source = source;
    syntax->escape = '\\';
    read_source(arena, syntax);
    size_t read = syntax->problems.len;
    check_lines(arena, syntax);
    if (read > 0 && read < syntax->problems.len)
        merge_problems(arena, &syntax->problems, read);
    if (syntax->instructions.len == 0)
        problem_add(arena, syntax, PROBLEM_READING, source->lines, (Span){0},
                    "start with FROM image", "file with no instructions");
    check_typing(arena, syntax);
    return syntax;
}

bool syntax_accepted(const Syntax *syntax)
{
    return syntax->problems.len == 0 || syntax->problems.at[0].stage == PROBLEM_FILE;
}
