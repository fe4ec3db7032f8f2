/* Process: another program, run to its end and listened to. No shell stands in between: what is a
   word here is a word there. */
#pragma once

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"

typedef struct {
    Str program; /* its path */
    Strs words;  /* what stands behind its name */
    /* NAME=VALUE, in place of those in our own environment; ended by NULL. */
    const char *const *env;
    unsigned milliseconds; /* the longest it may take */
} ProcessCall;

typedef struct {
    int code;     /* its exit code; -1 when a signal ended it */
    Str out, err; /* what it printed */
} ProcessEnd;

/* The program of that name in the first absolute directory of PATH that has it; else empty. */
Str process_find(Arena *arena, Str name);

/* With nothing to read on its standard input. A program that cannot be started, takes too long or
   prints more than 64 MiB is a Fail; it is ended then. One that ends badly is not. */
bool process_run(Arena *arena, const ProcessCall *call, ProcessEnd *end, Fail *fail);
