/* The commands of the program, as a table: plimsoll NAME, its help, and what runs.
   Which options a command has stands in its own file. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "cli/options.h"

/* By name or alias; NULL after saying what may have been meant. */
const Subcommand *command_find(Str name);

/* Reads the words behind the name and runs the command, or prints its help. The exit code. */
int command_run(Arena *arena, const Subcommand *command, Strs words);

/* For who wrote no command at all: the help, on standard error. The exit code. */
int command_missing(Arena *arena);
