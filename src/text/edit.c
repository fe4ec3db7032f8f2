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

bool edits_fit(const Edits *edits)
{
    for (size_t i = 1; i < edits->len; i++)
        if (edits->at[i - 1].span.end > edits->at[i].span.start)
            return false;
    return true;
}

/* How many begin before the place. */
static size_t edits_before(const Edits *edits, uint32_t place)
{
    size_t low = 0, high = edits->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edits->at[middle].span.start < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether it has room before edits->at[at], where it belongs. */
static bool edit_has_room(const Edits *edits, size_t at, Span span)
{
    if (at > 0 && edits->at[at - 1].span.end > span.start)
        return false;
    if (at == edits->len)
        return true;
    uint32_t next = edits->at[at].span.start;
    return next > span.start && next >= span.end;
}

bool edits_merge(Arena *arena, Edits *edits, const Edits *more)
{
    for (size_t i = 0; i < more->len; i++) {
        Span span = more->at[i].span;
        if (!edit_has_room(edits, edits_before(edits, span.start), span))
            return false;
    }
    for (size_t i = more->len; i-- > 0;) {
        size_t at = edits_before(edits, more->at[i].span.start);
        PUSH(arena, edits);
        memmove(edits->at + at + 1, edits->at + at, (edits->len - 1 - at) * sizeof *edits->at);
        edits->at[at] = more->at[i];
    }
    return true;
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
