/* One process for some scripts. Private to the room. */
#pragma once

#include "shellcheck/shellcheck.h"

/* The notes on each script; notes has a place for each. */
bool run_shellcheck(Arena *arena, Str program, const Strs *scripts, ShellNotes *notes, Fail *fail);
/* What it printed, taken to pieces. The scripts are called 0, 1, 2... in it, in some directory. */
bool read_notes(Arena *arena, Str printed, const Strs *scripts, ShellNotes *notes, Fail *fail);
