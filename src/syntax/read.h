/* From tree nodes to instructions: everything of Syntax but the typing problems. */
#pragma once

#include "syntax/syntax.h"

void read_source(Arena *arena, Syntax *syntax);

/* What is wrong, found by any file of this room: where BuildKit places it, where it is, what to
   write instead (NULL when that is said by problem_help or not at all), and what it is, as by
   printf. */
Problem *problem_add(Arena *arena, Syntax *syntax, ProblemStage stage, uint32_t line, Span span,
                     const char *help, const char *message, ...)
    __attribute__((format(printf, 7, 8)));
void problem_help(Arena *arena, Problem *problem, const char *help, ...)
    __attribute__((format(printf, 3, 4)));
