/* plimsoll parse: how Dockerfiles are read. */
#pragma once

#include "cli/options.h"

extern const Command parse_command;
