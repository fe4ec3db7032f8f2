/* One name against one pattern, as Go's filepath.Match does it: COPY's sources, and what makes a
   line of an ignore file one at all. Private to the room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

bool wildcard_is_fine(Str pattern); /* BuildKit's check of a line takes it */
bool wildcard_match(Str pattern, Str path);
bool wildcard_has(Str text); /* * ? [ without a backslash before it */
