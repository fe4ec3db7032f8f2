/* From tree nodes to instructions: everything of Syntax but the typing problems. */
#pragma once

#include "syntax/syntax.h"

void read_source(Arena *arena, Syntax *syntax);

/* What is wrong, found by any file of this room; message and help are formatted as by printf. */
Problem *problem_add(Arena *arena, Syntax *syntax, ProblemStage stage, uint32_t line, Span span,
                     const char *message, ...) __attribute__((format(printf, 6, 7)));
void problem_help(Arena *arena, Problem *problem, const char *help, ...)
    __attribute__((format(printf, 3, 4)));
