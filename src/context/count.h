/* Sums in which a file with several names counts once. Private to the room. */
#pragma once

#include "context/context.h"

typedef struct {
    bool *at; /* for each file with several names: whether it is counted */
    size_t len, cap;
} Counted;

/* Adds what is sent of an entry. */
void count_entry(Arena *arena, Counted *counted, const ContextEntry *entry, ContextSize *size);
