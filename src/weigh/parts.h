/* The steps by which a tree becomes figures. Private to the room. */
#pragma once

#include "weigh/tree.h"

/* Which dead versions are hidden, and which living ones of so many bytes are twins. Bodies of
   layers that lie still are read only where another one has the same length. */
void cost_twins(Arena *arena, ImageCost *cost, FileTree *tree, uint64_t least);
/* Deaths by path and layer, and what they add up to. */
void cost_losses(Arena *arena, ImageCost *cost, FileTree *tree);

/* Which layers only store again what there is. */
void cost_copies(Arena *arena, ImageCost *cost);
/* What belongs to which category. */
void cost_reclaimable(Arena *arena, ImageCost *cost, FileTree *tree);

/* Over the wire, or about; 0 where nobody knows. */
static inline uint64_t layer_wire(const ImageLayer *layer)
{
    return layer->has_wire ? layer->wire : layer->wire_about;
}

/* Whether it is a body that some path of the final tree stands for. */
static inline bool is_live(const LayerEntry *entry, uint32_t refs)
{
    return refs > 0 && entry->kind != ENTRY_HARDLINK;
}
