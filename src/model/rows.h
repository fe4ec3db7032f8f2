/* Looks into constant tables whose rows begin with a name and are sorted by it. Private to the
   room. */
#pragma once

#include "base/str.h"

/* As str_order; names are short and differ early, so that no call is worth its while. */
static inline int name_order(Str a, Str b)
{
    size_t both = a.len < b.len ? a.len : b.len, at = 0;
    while (at < both && a.at[at] == b.at[at])
        at++;
    if (at < both)
        return (unsigned char)a.at[at] < (unsigned char)b.at[at] ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

/* The row of that name among `count` rows of `size` bytes; NULL when there is none. */
static inline const void *row_find(const void *rows, size_t count, size_t size, Str name)
{
    const char *first = rows;
    while (count > 0) {
        const char *middle = first + count / 2 * size;
        int order = name_order(name, *(const Str *)(const void *)middle);
        if (order == 0)
            return middle;
        if (order > 0) {
            first = middle + size;
            count--;
        }
        count /= 2;
    }
    return NULL;
}
