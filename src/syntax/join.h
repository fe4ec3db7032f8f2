/* A logical line: the text of an instruction without its continuations, and the comments and
   blank lines between them, and the way back from each of its bytes to the file. */
#pragma once

#include "base/arena.h"
#include "syntax/syntax.h"

typedef struct {
    BodyPiece *at;
    size_t len, cap;
} Pieces;

typedef struct {
    Str text; /* white space at its end is gone */
    Pieces pieces;
    Span span;         /* what of the file it covers */
    Spans blank_lines; /* those left out */
    Comments comments; /* the same */
} Join;

/* Crosses the blank lines and comments behind a continuation, which ends at `at`: where the line
   goes on, the start of a line, or `end` when nothing comes. Notes in `join` what it crossed. */
uint32_t join_cross(Arena *arena, Join *join, Str text, uint32_t at, uint32_t end);

/* The logical line that starts at `start`; its span ends before the last line feed. */
Join join_new(Arena *arena, Str text, uint32_t start, char escape);

/* Where a place of the file is in the text; what was left out is where it would be. */
uint32_t join_at(const Join *join, uint32_t file);

/* The logical text of a range of the file; what was left out of it is left out. */
Str join_text(const Join *join, Span span);
Word join_word(const Join *join, Span span);

/* Bytes [from, to) of the text, with the place where they stand. */
Word join_part(const Join *join, size_t from, size_t to);

/* What stands behind a place of the file, up to the end, without the white space before it; only
   ASCII's blanks count when not `wide`. When nothing stands there, its place is `from`. */
Word join_rest(const Join *join, uint32_t from, bool wide);

Body join_body(Arena *arena, const Join *join, Word word);
