/* From a step's body to the commands that it runs. Private to the room. */
#pragma once

#include "model/model.h"

/* step: all but its script and effects is filled in. NULL for what runs nothing. */
const Script *script_read(Arena *arena, const Syntax *syntax, const Step *step);
