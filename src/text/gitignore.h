/* .gitignore, as far as a walk needs it: which names below a directory are left out. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct GitIgnore GitIgnore;

/* The file's rules on top of those of the directories above; `above` where it has none. The text
   must live as long. */
const GitIgnore *gitignore_read(Arena *arena, Str directory, Str text, const GitIgnore *above);
/* path: of the same kind as the directories were given. The last rule that matches counts. */
bool gitignore_leaves_out(const GitIgnore *ignore, Str path, bool is_directory);
