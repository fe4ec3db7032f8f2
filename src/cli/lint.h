/* plimsoll lint: what is wrong in Dockerfiles, and what would mend it. */
#pragma once

#include "cli/options.h"

extern const Subcommand lint_command;
