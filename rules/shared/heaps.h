/* Files of a layer that belong together, summed up while an image is looked through. */
#pragma once

#include "lint/rule.h"

typedef struct {
    const BuiltLayer *layer;
    const char *kind; /* what they have in common; compared by address */
    uint64_t bytes;
    size_t files;
    Str place;   /* the directory, or the file, that has them all */
    Str largest; /* the path of the largest */
    uint64_t most;
    const char *advice; /* the caller's */
} Heap;

/* The state of a rule that sums up. */
typedef struct {
    Heap *at;
    size_t len, cap;
    size_t last; /* added to */
} Heaps;

/* The heap of that layer and kind, with the entry in it. */
Heap *heaps_add(Heaps *heaps, const BuiltLayer *layer, const char *kind, const BuiltEntry *entry,
                Report *out);
/* The next of the layer's heaps that hold so many bytes, behind `from`, or the first when that is
   NULL; NULL when there is none. */
const Heap *heaps_next(const Heaps *heaps, const Heap *from, const BuiltLayer *layer,
                       uint64_t least);
/* "/app": where they are; when that is nearly everywhere, one of them. */
Str heap_where(const Heap *heap);
