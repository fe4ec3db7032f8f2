/* plimsoll rules, plimsoll explain: which rules there are, and what each is about. */
#pragma once

#include "cli/options.h"

extern const Subcommand rules_command;
extern const Subcommand explain_command;
