/* plimsoll config: what is in force for a Dockerfile, and which file says so. */
#pragma once

#include "cli/options.h"

extern const Subcommand config_command;
