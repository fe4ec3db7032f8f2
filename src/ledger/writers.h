/* Which command of a line, or of lines that share a layer, wrote a file that lies in the layer: as
   far as the model's effects tell. */
#pragma once

#include "model/model.h"

/* The path ("/usr/bin/x") is the effect's place, matches it, or lies below. */
bool effect_holds(const Effect *effect, Str path);

typedef struct Writers Writers;

Writers *writers_open(Arena *arena, const StepRefs *steps);
/* The effect that speaks of the path most closely; NULL when none does, or when
   those of two commands do. */
const Effect *writers_find(const Writers *writers, Str path);
