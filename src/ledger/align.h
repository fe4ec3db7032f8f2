/* Lining up two lists in order. Private to the room. */
#pragma once

#include "ledger/said.h"

typedef struct {
    const Telling *tellings; /* the file's steps */
    const bool *written;     /* which of them should have an entry */
    size_t steps;
    const Said *said; /* the image's history */
    size_t entries;
} Alignment;

/* partner[step]: its entry, or LEDGER_NONE. The pairing that explains most: entries before the
   first that has a partner are the base's and cost nothing. */
size_t *align(Arena *arena, const Alignment *alignment);
