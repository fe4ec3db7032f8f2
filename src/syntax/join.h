/* A logical line: the text of an instruction without its continuations, and the comments and
   blank lines between them, and the way back from each of its bytes to the file. */
#pragma once

#include "base/arena.h"
#include "syntax/syntax.h"

typedef struct {
    Str text;
    const BodyPiece *pieces;
    size_t count;
    Span span;       /* what of the file it covers */
    bool blank_line; /* a blank line was left out */
} Join;

/* Where the line goes on that a continuation, which ends at `at`, continues: the start of a line,
   or `end` when nothing comes. Says when it crossed a blank line. */
uint32_t join_skip(Str text, uint32_t at, uint32_t end, bool *blank_line);

/* `breaks` are the continuations in `span`, in order. */
Join join_new(Arena *arena, Str text, Span span, const Span *breaks, size_t count);

/* The logical text of a range of the file; what was left out of it is left out. */
Str join_text(const Join *join, Span span);
Word join_word(const Join *join, Span span);

/* The same with white space taken off both ends, spans too. */
Word join_trimmed(const Join *join, Span span);

Body join_body(Arena *arena, const Join *join, Word word);
