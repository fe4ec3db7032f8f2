/* ${name#pattern} and its like, on text that is known. Private to the room. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef enum {
    PATTERN_PREFIX,  /* # */
    PATTERN_SUFFIX,  /* % */
    PATTERN_REPLACE, /* / */
} PatternKind;

typedef struct {
    PatternKind kind;
    bool all; /* ## %% // */
    Str pattern;
    Str replacement;
} Pattern;

typedef enum {
    PATTERN_DONE,
    PATTERN_WRONG, /* BuildKit refuses it: the result says why */
    PATTERN_MUCH,  /* more work than any real value makes: there is no result */
} PatternEnd;

/* `work` says how much it took, in steps that are a few instructions each. */
PatternEnd pattern_apply(Arena *arena, const Pattern *pattern, Str value, Str *result,
                         size_t *work);
