/* Pragmas: comments that are meant for a linter, told apart and taken to pieces. Private to the
   room. */
#pragma once

#include "lint/lint.h"

typedef enum {
    PRAGMA_NONE,
    PRAGMA_NEXT,      /* the next instruction, or the one that the comment stands in */
    PRAGMA_NEXT_LINE, /* hadolint: only what begins on the very next line */
    PRAGMA_STAGE,
    PRAGMA_STAGE_REST, /* hadolint: behind the next line, up to and with the next FROM */
    PRAGMA_FILE,
    PRAGMA_BAD, /* plimsoll's own, and not understood */
} PragmaScope;

typedef enum { DIALECT_OURS, DIALECT_HADOLINT, DIALECT_TALLY, DIALECT_BUILDKIT } PragmaDialect;

typedef struct {
    Str text;
    Span span;
} PragmaName;

typedef struct {
    PragmaName *at;
    size_t len, cap;
} PragmaNames;

typedef struct {
    PragmaScope scope;
    PragmaDialect dialect;
    PragmaNames names;
    bool all; /* every rule of that dialect */
    Span comment;
} Pragma;

Pragma pragma_read(Arena *arena, const Source *source, const Comment *comment);
/* "skip=A,B;error=true", as BuildKit's check directive and comments have it. */
Pragma pragma_read_check(Arena *arena, Str value, Span span);
/* What "hadolint shell=NAME" names; empty where it is no such comment. */
Str pragma_shell(const Comment *comment);
