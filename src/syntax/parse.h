/* The grammar's tables and its scanner, run straight through. tree-sitter runs the same, but so
   that it can run again behind an edit: it keeps a counted object and the scanner's state for each
   token, and takes three quarters of the time of all reading for that. Who reads a file once gets
   the same nodes without it. What the tables hold is told by the header that is generated beside
   them; it is that of ABI 14, and no part of tree-sitter's library is used. */
#pragma once

#include "syntax/tree.h"

/* Adds to `tree` the nodes of the text; the first of those below the root, 0 when there is none. */
uint32_t tree_parse(Arena *arena, Str text, Tree *tree);

/* Of each state its row, a place for each symbol: for a token the index of what to do, for any
   other symbol the state behind it. Made by grammar/table.c. */
extern const uint16_t parse_table[];
