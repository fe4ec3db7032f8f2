/* Edits that several rules make. */
#pragma once

#include "lint/rule.h"

/* `&& command` behind the last command of a RUN in shell form, in the style of its lines; nothing
   where that cannot be done without changing what the RUN means. */
void fix_append_command(Finding *finding, const Step *step, const char *command, FixSafety safety,
                        Report *out);

/* Whole lines above an instruction and the comments that belong to it. */
void fix_insert_above(Finding *finding, const Step *step, Str lines, FixSafety safety);
/* The lines of an instruction go. */
void fix_drop_instruction(Finding *finding, const Step *step, Report *out);
/* --platform=... of a FROM goes; nothing where that is not its one flag. */
void fix_drop_platform(Finding *finding, const Step *from, FixSafety safety);

/* One RUN of two that follow each other, each of a single command in shell form; nothing where one
   would leave the shell changed for the other. Safe where both are known to do nothing but change
   files. */
void fix_join_runs(Finding *finding, const Step *first, const Step *second, Report *out);
