/* Trees that several Dockerfiles share. Private to the room. */
#pragma once

#include "context/context.h"

typedef struct SharedContext SharedContext;

/* NULL when the directory is not shared. */
SharedContext *shared_context(const SharedContexts *shared, Str directory);
/* The directory as that ignore file leaves it, walked by whoever comes first; NULL with a Fail
   where it cannot be. */
ContextTree *shared_tree(SharedContext *shared, const ContextIgnore *ignore, WalkLimits limits,
                         Fail *fail);
