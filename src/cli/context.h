/* `plimsoll context`: what a build would send, and what the ignore file leaves out of it. */
#pragma once

#include "cli/options.h"

extern const Subcommand context_command;
