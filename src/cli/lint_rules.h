/* Which rules the command line of plimsoll lint turns on and off, on top of settings. */
#pragma once

#include "cli/gather.h"

typedef struct {
    Strs select, ignore; /* as given: names with commas between them */
    bool all;
    bool shellcheck, no_shellcheck;
} RuleChoice;

/* The names are those of rules or codes. Who selects a code wants ShellCheck asked, and
   `shellcheck` says so then. */
bool choice_check(Arena *arena, RuleChoice *choice, Fail *fail);
bool choice_asks_shellcheck(const RuleChoice *choice, const Config *config);
/* What is in force for a file. */
Settings choice_settings(Arena *arena, const RuleChoice *choice, const Target *target);
