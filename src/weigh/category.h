/* Categories: what in an image a container seldom needs, told by its path. A row a category, and
   the first row that has a path takes it; the rows are compiled once, and a path is matched in one
   step a component, however many rows there are. Private to the room. */
#pragma once

#include "weigh/weigh.h"

typedef struct {
    const char *id;
    ReclaimLevel level;
    /* Apart by blanks; "**" is any number of components, {a,b} one of them. Empty: what only
       debuggers read of programs that no other row takes. */
    const char *patterns;
    const char *advice;
    uint32_t least; /* bytes of a file that counts */
    bool dead_only; /* what is alive is needed; only old versions count */
} CategoryRow;

extern const CategoryRow category_rows[];
extern const size_t category_count;

/* Of a row that only keeps paths from the rows behind it. */
static inline bool category_keeps(const CategoryRow *row)
{
    return row->advice == NULL;
}

enum { CATEGORY_WORDS = 8 };

typedef struct {
    uint64_t words[CATEGORY_WORDS]; /* places in patterns that may come next */
} CategoryState;

typedef struct CategoryRules CategoryRules;

const CategoryRules *category_compile(Arena *arena);
CategoryState category_start(const CategoryRules *rules);
/* Behind one more component. */
CategoryState category_step(const CategoryRules *rules, const CategoryState *state, Str name);
/* The row of what has this as its last component; -1 for none. */
int category_row(const CategoryRules *rules, const CategoryState *state, Str name);
