/* Commands in JSON form. */
#pragma once

#include "lint/rule.h"

/* What an instruction in shell form says, as a JSON array: of one program and plain words. Empty
   when it is more than that. */
Str exec_form(Arena *arena, const Step *step);
