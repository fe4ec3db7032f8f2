#include "text/edit.h"

static bool edit_before(const Edit *a, const Edit *b)
{
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start;
    return a->span.end < b->span.end;
}

/* An insertion sort: a fix has a handful of edits, and equal ones must keep their order. */
void edits_sort(Edits *edits)
{
    for (size_t i = 1; i < edits->len; i++) {
        Edit edit = edits->at[i];
        size_t j = i;
        for (; j > 0 && edit_before(&edit, &edits->at[j - 1]); j--)
            edits->at[j] = edits->at[j - 1];
        edits->at[j] = edit;
    }
}

static bool spans_meet(Span a, Span b)
{
    if (a.start == b.start)
        return true;
    return a.start < b.start ? a.end > b.start : b.end > a.start;
}

bool edits_overlap(const Edits *a, const Edits *b)
{
    size_t i = 0, j = 0;
    while (i < a->len && j < b->len) {
        if (spans_meet(a->at[i].span, b->at[j].span))
            return true;
        if (a->at[i].span.start < b->at[j].span.start)
            i++;
        else
            j++;
    }
    return false;
}

Str edits_apply(Arena *arena, Str text, const Edits *edits)
{
    Buf out;
    buf_init(&out, arena);
    size_t at = 0;
    for (size_t i = 0; i < edits->len; i++) {
        buf_add(&out, str_slice(text, at, edits->at[i].span.start));
        buf_add(&out, edits->at[i].text);
        at = edits->at[i].span.end;
    }
    buf_add(&out, str_tail(text, at));
    return buf_str(&out);
}
