/* One pattern of an ignore file, compiled. BuildKit makes a regular expression of what is no plain
   text, so it is one here too: where that has surprises, they are the same. Private to the room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum {
    PATTERN_NOTHING, /* hits nothing */
    PATTERN_EXACT,
    PATTERN_PREFIX, /* text** */
    PATTERN_SUFFIX, /* **text */
    PATTERN_PROGRAM,
} PatternKind;

typedef enum {
    OP_RUNE,
    OP_INSIDE, /* all but a separator */
    OP_CLASS,
    OP_REST,   /* anything, line feeds apart */
    OP_ANY,    /* anything at all */
    OP_MAYBE,  /* what stands behind the next one may begin here */
    OP_WITHIN, /* anything up to a separator */
    OP_BEGIN,
    OP_END,
    OP_EDGE, /* of a word */
    OP_NO_EDGE,
    OP_DONE, /* an alternative ends, the next one begins */
} PatternOp;

/* The characters of a class: from one to another, or those of one of Unicode's categories. */
typedef struct {
    uint32_t first, last;
    char category; /* as of rune_is_of; 0 for a range */
    bool outside;  /* all but that category */
} PatternRange;

typedef struct {
    PatternOp op;
    bool many;    /* any number of times */
    bool negated; /* OP_CLASS */
    uint32_t rune;
    uint32_t ranges, range_count;
} PatternStep;

typedef struct {
    PatternStep *at;
    size_t len, cap;
} PatternSteps;

typedef struct {
    PatternRange *at;
    size_t len, cap;
} PatternRanges;

typedef struct {
    PatternKind kind;
    Str text; /* what must be equal, begin or end; of a program: what every match ends with */
    Str head; /* of a program: what every match begins with */
    bool alternatives; /* there are several */
    PatternSteps steps;
    PatternRanges ranges;
} Pattern;

/* NULL, or why BuildKit would refuse it: the pattern then hits nothing. */
const char *pattern_compile(Arena *arena, Str text, Pattern *pattern);
bool pattern_hits(const Pattern *pattern, Str path);

/* ---- pattern_program.c ---- */

/* The program of a regular expression as pattern_compile writes it; false where Go refuses it. */
bool pattern_program(Arena *arena, Str expression, Pattern *pattern);
