/* The Dockerfiles that a benchmark reads: those of a folder, or some that are made here, the same
   ones each time. It knows texts and no language. */
#pragma once

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"

/* All regular files below the folder, in order of their paths. Links are not followed. */
bool corpus_load(Arena *arena, const char *folder, Strs *texts, Fail *fail);

/* Dockerfiles of the usual kinds and sizes, `bytes` in all or little more. */
void corpus_make(Arena *arena, size_t bytes, Strs *texts);
