/* Packages that are gone again. */
#pragma once

#include "lint/rule.h"

/* The package of this install is removed by its RUN, or by a later one of the exported chain. */
bool package_is_removed(Report *out, const Command *install, Str name);

/* Its RUN tidies up; it does not make room for something else. */
bool removal_tidies(const Command *removal);
/* Something in the chain may have brought one of its packages: by name, or as what another one
   needs. */
bool packages_may_be_ours(const Command *removal, Report *out);
