/* `plimsoll parse --commands`: the simple commands in what a shell runs. */
#pragma once

#include "cli/parse_parts.h"

/* Follows a file from instruction to instruction: which shell is in force depends on those
   before. */
typedef struct {
    Arena *scratch;
    const Syntax *syntax;
    Str base;    /* of the stage */
    Words shell; /* in force */
} CommandPrinter;

void add_commands(JsonOut *out, CommandPrinter *printer, const Instruction *it);
