/* Stored bodies of a weighed image: which of them are dead. Private to the room. */
#pragma once

#include "weigh/weigh.h"

LayerRecord *bodies_record(const ImageCost *cost, size_t layer); /* NULL where it was not read */
/* Of each layer, by entry; NULL for a layer without a dead one. */
bool **bodies_dead(Arena *arena, const ImageCost *cost);
