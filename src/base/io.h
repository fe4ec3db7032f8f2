/* Files and streams: whole reads, whole writes. Messages say which file and what is wrong. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"

const char *io_reason(int error); /* an errno, in words */

/* The whole file; "-" is standard input. A directory, a missing file, one without permission or
   over 1 GiB is a Fail. The text is followed by a NUL byte that does not count. */
bool io_read(Arena *arena, const char *path, Str *text, Fail *fail);

/* The first bytes of a file, at most so many; empty for what is no file or cannot be read. */
Str io_head(Arena *arena, const char *path, size_t most);

/* Writes beside the target and renames: the old file is whole until the new one is, and its rights
   stay. A symbolic link stays one. */
bool io_replace(const char *path, Str text, Fail *fail);

/* The same for a file that must not be there yet: what stands there is never touched. */
bool io_create(const char *path, Str text, Fail *fail);

bool io_print(FILE *stream, Str text, Fail *fail); /* a write that failed is said, not lost */

/* Clean, from the current directory where it is not absolute already. */
Str path_absolute(Arena *arena, Str path);
