/* Which stored bodies lie at the place of an effect: told directory by directory, not path by path,
   since a layer may have a million. Private to the room. */
#pragma once

#include "ledger/ledger.h"

typedef struct Within Within;

/* The effect's path is known. */
Within *within_open(Arena *arena, const Effect *effect, const ImageCost *cost);
/* False: it holds none of the layer. */
bool within_reaches(Within *within, size_t layer);
bool within_holds(Within *within, size_t layer, uint32_t entry);
