/* A table for people: columns of figures flush right, a bar, and text to the terminal's edge. */
#pragma once

#include "report/terminal.h"

enum { TABLE_COLUMNS = 6 };

typedef struct {
    Str cells[TABLE_COLUMNS]; /* a column whose cells are all empty takes no room */
    bool bar;
    uint64_t most, full, dead; /* of a bar: what all of it would be, what is filled, what of that */
    Str text;                  /* as it comes from an input; cut where there is no room */
} TableRow;

typedef struct {
    TableRow *at;
    size_t len, cap;
} TableRows;

void table_print(Buf *out, const Terminal *terminal, Arena *scratch, const TableRows *rows);

/* In one line that a terminal shows, cut where it is wider. */
Str table_line(Arena *arena, Str text, size_t width);
