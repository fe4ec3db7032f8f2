/* Globs over paths: * and ? and [a-z] stay within one component, ** stands for any number of them.
   A backslash takes the next character as it is. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

bool glob_match(Str pattern, Str path);
