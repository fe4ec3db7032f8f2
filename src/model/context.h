/* What stands in the directory of the build context: kinds and small texts. Links are never
   followed, for they might lead out. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef enum { CONTEXT_NOTHING, CONTEXT_FILE, CONTEXT_DIRECTORY } ContextKind;

/* `path` is absolute in the context; nothing where the context is empty. */
ContextKind context_look(Arena *arena, Str context, Str path);
/* False when it is no file, or longer than `most`. */
bool context_read(Arena *arena, Str context, Str path, size_t most, Str *text);
