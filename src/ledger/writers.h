/* Which command of a line, or of lines that share a layer, wrote a file that lies in the layer: as
   far as the model's effects tell. */
#pragma once

#include "ledger/ledger.h"

typedef struct Writers Writers;

Writers *writers_open(Arena *arena, const StepRefs *steps);
/* The effect that speaks of the path most closely; NULL when none does, or when
   those of two commands do. */
const Effect *writers_find(const Writers *writers, Str path);
