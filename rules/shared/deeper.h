/* What is sent under a name, wherever in the context it lies. */
#pragma once

#include "lint/rule.h"

typedef struct {
    IgnoreFile name; /* as the one line of an ignore file */
    ContextSize size;
    Str first, last; /* paths; empty when there are none */
} Deeper;

/* For each of the names, which may be patterns; an empty one asks nothing. One look at the tree. */
const Deeper *find_deeper(Report *out, const ContextTree *tree, const Strs *names);
