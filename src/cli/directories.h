/* Directories: those of one level of a tree are read by many threads, as far as a walk for
   Dockerfiles wants to know them. Private to gather.c. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "text/gitignore.h"

typedef struct Directory Directory;

/* A directory, or a file with the name of a Dockerfile; never what .gitignore leaves out. */
typedef struct {
    Str name, path;
    bool is_directory;
    Directory *inside; /* NULL until somebody goes into it */
} DirectoryEntry;

typedef struct {
    DirectoryEntry *at;
    size_t len, cap;
} DirectoryEntries;

struct Directory {
    Str path, real;                  /* as given, and absolute */
    const GitIgnore *above, *ignore; /* the rules around it, and with its own */
    DirectoryEntries entries;        /* by name */
    const char *trouble;             /* why it cannot be looked into; NULL when it can */
};

typedef struct {
    Directory **at;
    size_t len, cap;
} Directories;

/* jobs: threads, 0 for one a processor. */
void directories_read(Arena *arena, const Directories *directories, unsigned jobs);
Directory *directory_inside(Arena *arena, const Directory *directory, const DirectoryEntry *entry);
/* Its .gitignore on top of `above`. */
const GitIgnore *directory_ignore(Arena *arena, Str real, const GitIgnore *above);
/* "." is not written before a name. */
Str path_below(Arena *arena, Str directory, Str name);
