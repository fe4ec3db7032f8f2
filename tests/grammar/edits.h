/* A text, edits of it, and the trees of both: is the tree that tree-sitter makes out of an old
   one equal to that of the same text read anew? And if not, for how little of text and edits? */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <tree_sitter/api.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    uint32_t start, removed; /* in the text as it is then; what lies outside of it is cut */
    Str inserted;
    bool read; /* the tree is made anew behind this edit, not only told of it */
} Edit;

typedef struct {
    Edit *at;
    size_t len, cap;
} Edits;

typedef struct {
    Str text;
    Edits edits;
} Case;

typedef struct {
    TSParser *fresh, *edited; /* apart, so that nothing is handed on in a parser */
} Parsers;

Parsers parsers_open(void);
void parsers_close(Parsers *parsers);

/* NULL when the parser does not come to an end. */
TSTree *tree_read(TSParser *parser, const TSTree *old, Str text);

/* What is wrong with a tree by itself; NULL when nothing is. */
const char *tree_flaw(const TSTree *tree, Str text);

/* The first nodes in which they differ, root first; false when in none. */
bool tree_differs(const TSTree *a, const TSTree *b, TSNode *node_a, TSNode *node_b);

Str text_edited(Arena *arena, Str text, Edit edit);
Str tree_edited(Arena *arena, TSTree *tree, Str text, Edit edit); /* and the tree is told */

bool case_fails(const Parsers *parsers,
                const Case *it); /* a flaw or a difference behind any edit */
void case_shrink(const Parsers *parsers, Arena *arena, Case *it); /* it goes on failing */
void case_print(const Parsers *parsers, const Case *it);
