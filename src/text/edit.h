/* Edits: replacements in one text, applied together, and what changed as a unified diff. */
#pragma once

#include "base/buf.h"
#include "text/span.h"

typedef struct {
    Span span; /* empty: an insertion before its start */
    Str text;
} Edit;

typedef struct {
    Edit *at;
    size_t len, cap;
} Edits;

/* By place; insertions at one place keep their order. */
void edits_sort(Edits *edits);
/* Two touch the same byte, or insert at the same place. Both sorted. */
bool edits_overlap(const Edits *a, const Edits *b);
/* Sorted edits that do not overlap. */
Str edits_apply(Arena *arena, Str text, const Edits *edits);
/* Empty when nothing differs. `name` stands behind --- and +++, with a/ and b/ before it. */
void diff_add(Buf *buf, Arena *scratch, Str name, Str before, Str after);
