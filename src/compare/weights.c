/* Lists of names and their bytes, and what has become of each. */
#include <stdlib.h>

#include "compare/parts.h"

static int by_name(const void *a, const void *b)
{
    return str_order(((const Weight *)a)->name, ((const Weight *)b)->name);
}

void weights_sort(Weights *weights)
{
    size_t kept = 0;
    if (weights->len > 1)
        qsort(weights->at, weights->len, sizeof *weights->at, by_name);
    for (size_t i = 0; i < weights->len; i++)
        if (kept > 0 && str_eq(weights->at[kept - 1].name, weights->at[i].name))
            weights->at[kept - 1].bytes += weights->at[i].bytes;
        else
            weights->at[kept++] = weights->at[i];
    weights->len = kept;
}

Weight *weight_find(const Weights *sorted, Str name)
{
    Weight wanted = {.name = name};
    return sorted->len > 0 ? bsearch(&wanted, sorted->at, sorted->len, sizeof wanted, by_name)
                           : NULL;
}

static bool is_other(const Growth *row)
{
    return row->old_version.len > 0 && row->now_version.len > 0 &&
           !str_eq(row->old_version, row->now_version);
}

/* A side keeps nothing that is smaller than its `from`: what it does not have may be there, and
   is told where that would not undo it. */
Growths compare_weights(Arena *arena, const Weights *old, const Weights *now, uint64_t old_from,
                        uint64_t now_from)
{
    Growths rows = {0};
    size_t a = 0, b = 0;
    while (a < old->len || b < now->len) {
        int order = a == old->len   ? 1
                    : b == now->len ? -1
                                    : str_order(old->at[a].name, now->at[b].name);
        Growth row = {.name = order <= 0 ? old->at[a].name : now->at[b].name,
                      .old = order <= 0 ? old->at[a].bytes : 0,
                      .now = order >= 0 ? now->at[b].bytes : 0,
                      .old_version = order <= 0 ? old->at[a].version : (Str){0},
                      .now_version = order >= 0 ? now->at[b].version : (Str){0}};
        uint64_t kept = order > 0 ? old_from : order < 0 ? now_from : 0;
        row.slack = kept > 0 ? kept - 1 : 0;
        if (growth_is_told(&row) || (order == 0 && is_other(&row)))
            *PUSH(arena, &rows) = row;
        a += order <= 0;
        b += order >= 0;
    }
    growths_sort(&rows);
    return rows;
}
