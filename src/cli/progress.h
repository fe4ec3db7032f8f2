/* Progress: a line on standard error that tells how far a long read is, on a terminal only. It
   comes late, is written over itself, and is gone when the read has ended. */
#pragma once

#include "image/image.h"

typedef struct Progress Progress;

/* `all`: bytes there are to read; 0 when nobody knows. */
Progress *progress_start(Arena *arena, Str name, uint64_t all);
ImageWatch progress_watch(Progress *progress); /* what is to be told of bytes that were read */
void progress_end(Progress *progress);         /* no thread tells any more */
