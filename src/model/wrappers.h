/* Inside of model/: what the files about wrappers call of each other. `index` is the wrapper's. */
#pragma once

#include "model/runner.h"

/* What stands behind so many operands. */
Outcome start_from(Runner *r, size_t index, size_t from);
Outcome start_as(Runner *r, size_t index, size_t from, Value user);

/* wrapper_shells.c */
Outcome wrapper_su(Runner *r, size_t index);
Outcome wrapper_runuser(Runner *r, size_t index);
Outcome wrapper_shell(Runner *r, size_t index);
Outcome wrapper_flock(Runner *r, size_t index);
