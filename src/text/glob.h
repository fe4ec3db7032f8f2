/* Globs over paths: * and ? and [a-z] stay within one component, ** stands for any number of them.
   A backslash takes the next character as it is. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

bool glob_match(Str pattern, Str path);

/* False where both end in letters of their own that differ: most globs and most paths do. */
static inline bool glob_may_match(Str pattern, Str path)
{
    char last = pattern.len > 0 ? pattern.at[pattern.len - 1] : '*';
    return last == '*' || last == '?' || last == ']' || path.len == 0 ||
           path.at[path.len - 1] == last;
}
