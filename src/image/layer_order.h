/* The order of layers, which manifests have told wrong: the configuration's diff_ids are digests of
   the tars themselves. Private to the room. */
#pragma once

#include "image/manifest.h"

/* The layers as the diff_ids have them, where each diff_id is that of one layer; else as they are
   said. False when that is another order. */
bool layers_in_order(Arena *arena, const Descriptors *said, const Strs *diff_ids,
                     Descriptors *layers);
