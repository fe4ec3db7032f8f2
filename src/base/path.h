/* Paths as text: no look at the file system. Always with '/'. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

Str path_base(Str path); /* what stands after the last '/' */
Str path_dir(Str path);  /* what stands before it; "." when there is none */
bool path_is_absolute(Str path);
bool path_has_drive(Str path); /* begins with a drive letter of Windows, C: */

/* Lexical: "//", "/./", "a/.." and a trailing "/" are resolved; "." when nothing is left. */
Str path_clean(Arena *arena, Str path);

Str path_join(Arena *arena, Str dir, Str name); /* cleaned; an absolute name wins */
