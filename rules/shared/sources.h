/* Copies of a program's sources. */
#pragma once

#include "lint/rule.h"

/* The step copies sources, as far as names tell: the whole context, a folder that holds them, a
   file whose suffix shows it. Where a command is given, what lies elsewhere than it works is none.
 */
bool step_copies_sources(const Step *step, const Command *install, Arena *arena);
