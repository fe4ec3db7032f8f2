#include "image/layer_order.h"

/* The digest of its tar, as far as anybody knows. */
static Str diff_id_of(const Descriptor *layer)
{
    const LayerBlob *blob = layer->member ? layer->member->blob : NULL;
    if (!blob || !blob->record)
        return (Str){0};
    return blob->diff_id.len || blob->compressed ? blob->diff_id : layer->digest;
}

/* Docker 25.0 named empty descriptors in front of those of the layers. */
static Descriptors without_empty(Arena *arena, const Descriptors *layers)
{
    Descriptors kept = {0};
    for (size_t i = 0; i < layers->len; i++)
        if (layers->at[i].digest.len || layers->at[i].member)
            *PUSH(arena, &kept) = layers->at[i];
    return kept;
}

/* The first of the layers that are left with this diff_id; of equal ones the order stays. */
static const Descriptor *take(const Descriptors *layers, bool *taken, Str diff_id)
{
    for (size_t i = 0; i < layers->len; i++) {
        if (taken[i] || !str_eq(diff_id_of(&layers->at[i]), diff_id))
            continue;
        taken[i] = true;
        return &layers->at[i];
    }
    return NULL;
}

bool layers_in_order(Arena *arena, const Descriptors *said, const Strs *diff_ids,
                     Descriptors *layers)
{
    *layers = *said;
    if (said->len > diff_ids->len && diff_ids->len > 0) {
        Descriptors kept = without_empty(arena, said);
        if (kept.len == diff_ids->len)
            *layers = kept;
    }
    size_t count = layers->len, right = 0;
    while (right < count && count == diff_ids->len &&
           str_eq(diff_id_of(&layers->at[right]), diff_ids->at[right]))
        right++;
    if (right == count || count != diff_ids->len)
        return true;
    Descriptors found = {0};
    bool *taken = NEW_ARRAY(arena, count, bool);
    for (size_t i = 0; i < count; i++) {
        const Descriptor *layer = take(layers, taken, diff_ids->at[i]);
        if (!layer)
            return true;
        *PUSH(arena, &found) = *layer;
    }
    *layers = found;
    return false;
}
