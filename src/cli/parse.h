/* plimsoll parse: how Dockerfiles are read. */
#pragma once

#include "cli/options.h"

extern const Subcommand parse_command;
