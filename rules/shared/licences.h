/* Licences as the SPDX list calls them. */
#pragma once

#include "base/str.h"

extern const Str licences[]; /* by their bytes */
extern const size_t licence_count;
