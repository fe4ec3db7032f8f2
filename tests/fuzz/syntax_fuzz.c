/* Any bytes can be read as a Dockerfile, and whatever comes out lies within them, in order. */
#include <stdlib.h>

#include "fuzz.h"
#include "syntax/syntax.h"

static void must(bool promise)
{
    if (!promise)
        abort();
}

static void check_span(const Source *source, Span span)
{
    must(span.start <= span.end && span.end <= source->text.len);
}

static void check_words(const Source *source, const Words *words)
{
    for (size_t i = 0; i < words->len; i++)
        check_span(source, words->at[i].span);
}

static void check_heredocs(const Source *source, const Heredocs *heredocs)
{
    for (size_t i = 0; i < heredocs->len; i++) {
        const Heredoc *heredoc = &heredocs->at[i];
        check_span(source, heredoc->marker);
        check_span(source, heredoc->body);
        check_span(source, heredoc->terminator);
        must(heredoc->marker.end <= heredoc->body.start);
    }
}

static void check_instruction(const Source *source, const Instruction *instruction)
{
    for (; instruction; instruction = instruction->nested) {
        check_span(source, instruction->span);
        check_span(source, instruction->keyword.span);
        must(1 <= instruction->first_line && instruction->first_line <= instruction->last_line);
        check_words(source, &instruction->args);
        for (size_t i = 0; i < instruction->flags.len; i++)
            check_span(source, instruction->flags.at[i].span);
        for (size_t i = 0; i < instruction->pairs.len; i++)
            check_span(source, instruction->pairs.at[i].span);
        for (size_t i = 0; i <= instruction->body.text.len; i++)
            must(body_place(&instruction->body, i) <= source->text.len);
        check_heredocs(source, &instruction->heredocs);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str text = {(const char *)data, size};
    const Source *source = source_new(arena, STR("seed"), text);
    const Syntax *syntax = syntax_read(arena, source);
    uint32_t end = 0;
    for (size_t i = 0; i < syntax->instructions.len; i++) {
        const Instruction *instruction = &syntax->instructions.at[i];
        check_instruction(source, instruction);
        must(end <= instruction->span.start);
        end = instruction->span.end;
    }
    for (size_t i = 0; i < syntax->problems.len; i++)
        check_span(source, syntax->problems.at[i].span);
    for (size_t i = 0; i < syntax->comments.len; i++)
        check_span(source, syntax->comments.at[i].span);
    arena_close(arena);
    return 0;
}
