/* Edits that several rules make. */
#pragma once

#include "lint/rule.h"

/* `&& command` behind the last command of a RUN in shell form, in the style of its lines; nothing
   where that cannot be done without changing what the RUN means. */
void fix_append_command(Finding *finding, const Step *step, const char *command, Report *out);
