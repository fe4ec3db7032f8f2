/* Where the budget of plimsoll weigh comes from. Private to the room. */
#pragma once

#include "weigh/weigh.h"

/* The file named, else .plimsoll.yaml in the current directory or above, and where that sets no
   budget dive's .dive-ci in the current one, unless `none`; and then `rules`, as on the command
   line. */
bool weigh_budget_read(Arena *arena, Str named, bool none, const Strs *rules, Budget *budget,
                       Fail *fail);
