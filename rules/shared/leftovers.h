/* What lies in a layer and is of no use to a container, by the categories of weigh. */
#pragma once

#include "shared/heaps.h"

/* .data of such a rule. */
typedef struct {
    const char *categories; /* apart by blanks */
    const char *says;       /* "leaves a cache in the layer" */
    const char *help;       /* NULL: what weigh advises for the category */
    uint64_t least;         /* bytes of one category in one layer */
    bool copied;            /* also what COPY and ADD bring */
    /* NULL, or a further question about a file of theirs. */
    bool (*counts)(const BuiltEntry *entry, Report *out);
} Leftovers;

/* .each_spare and .each_layer; .state_size is that of Heaps. */
void leftovers_entry(const BuiltEntry *entry, Report *out);
void leftovers_layer(const BuiltLayer *layer, Report *out);
