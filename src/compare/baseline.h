/* What a baseline's members are called, for who writes and who reads them. Private to the room. */
#pragma once

#include <stddef.h>

#include "compare/parts.h"

enum { BASELINE_VERSION = 1 };

typedef struct {
    const char *key;
    size_t offset; /* of a uint64_t in its struct */
} NumberRow;

extern const NumberRow baseline_totals[]; /* of Snapshot; ended by a key that is NULL */
extern const NumberRow baseline_layer[];  /* of SnapshotLayer; the same */

static inline uint64_t *number_at(void *object, const NumberRow *row)
{
    return (uint64_t *)(void *)((char *)object + row->offset);
}
