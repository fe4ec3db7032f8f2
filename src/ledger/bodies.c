#include "ledger/bodies.h"

LayerRecord *bodies_record(const ImageCost *cost, size_t layer)
{
    const LayerBlob *blob = cost->image->layers.at[layer].blob;
    return blob ? blob->record : NULL;
}

bool **bodies_dead(Arena *arena, const ImageCost *cost)
{
    bool **dead = NEW_ARRAY(arena, cost->layer_count + 1, bool *);
    for (size_t i = 0; i < cost->deaths.len; i++) {
        const Death *death = &cost->deaths.at[i];
        bool **of_layer = &dead[death->layer];
        if (!*of_layer)
            *of_layer =
                NEW_ARRAY(arena, layer_sums(bodies_record(cost, death->layer))->entries, bool);
        (*of_layer)[death->entry] = true;
    }
    return dead;
}
