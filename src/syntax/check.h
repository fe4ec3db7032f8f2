/* What BuildKit refuses when it types instructions: keyword, arity, flags and their values,
   names of stages; and a file without stages. Read-only but for the problems it adds. */
#pragma once

#include "syntax/syntax.h"

void check_typing(Arena *arena, Syntax *syntax);

/* The flags of one instruction; false when there is a problem. */
bool check_flags(Arena *arena, Syntax *syntax, const Instruction *inst);

/* --mount and --device of RUN: their fields, as far as they are read before anything is built. */
void check_run_flags(Arena *arena, Syntax *syntax, const Instruction *inst);

/* --interval and the like of HEALTHCHECK. */
void check_health_flags(Arena *arena, Syntax *syntax, const Instruction *inst);
