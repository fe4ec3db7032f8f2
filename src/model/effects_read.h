/* From steps to their effects. Private to the room. */
#pragma once

#include "model/model.h"

/* All of the step but its effects is filled in, and so are those of the steps before it. */
Effects effects_read(Arena *arena, const Dockerfile *file, const Step *step,
                     const ModelContext *context);
