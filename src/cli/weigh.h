/* plimsoll weigh: what the layers of a saved image cost, and who wasted what. */
#pragma once

#include "cli/options.h"

extern const Subcommand weigh_command;
