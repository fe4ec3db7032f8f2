/* Gather: the Dockerfiles that the words of a command line mean. A file is taken as it is; a
   directory is walked for what is named like a Dockerfile, without what .gitignore or the settings
   leave out. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "lint/lint.h"

typedef struct {
    Str path;             /* as given, or the directory as given and what lies below it */
    Str name;             /* what reports call it: of standard input what it was said to be */
    const Config *config; /* NULL: the defaults */
    Str trouble;          /* why it cannot be read, or its settings not; empty otherwise */
    bool told;            /* the same trouble was that of an earlier target */
} Target;

typedef struct {
    Target *at;
    size_t len, cap;
} Targets;

typedef struct {
    const Config *config; /* for all of them, when `search` is off */
    bool search;          /* for settings, from each file's directory upward */
    unsigned jobs;        /* threads that read directories, 0 for one a processor */
    Str stdin_name;       /* where "-" would stand; empty: nowhere */
} GatherRequest;

/* In the order of the words; what a directory holds in the order of its names. */
Targets gather(Arena *arena, Strs words, const GatherRequest *request);
bool is_dockerfile_name(Str name);
/* The path itself, or the Dockerfile in it when it is a directory. */
Str gather_file(Arena *arena, Str path);
