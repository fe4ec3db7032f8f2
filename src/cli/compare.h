/* plimsoll compare: how an image has grown since another one or a baseline, and why. */
#pragma once

#include "cli/options.h"

extern const Subcommand compare_command;
