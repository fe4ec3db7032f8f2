/* Packages that are gone again. */
#pragma once

#include "lint/rule.h"

/* The package of this install is removed by its RUN, or by a later one of the exported chain. */
bool package_is_removed(Report *out, const Command *install, Str name);
