#include "weigh/parts.h"

#include "weigh/category.h"

const LayerEntry *cost_entry(const ImageCost *cost, uint32_t layer, uint32_t entry)
{
    return tree_entry(cost->tree, (Version){layer, entry});
}

bool cost_is_live(const ImageCost *cost, uint32_t layer, uint32_t entry)
{
    return is_live(cost_entry(cost, layer, entry), cost->tree->layers[layer].refs[entry]);
}

uint32_t cost_names(const ImageCost *cost, uint32_t layer, uint32_t entry)
{
    return cost_is_live(cost, layer, entry) ? cost->tree->layers[layer].refs[entry] : 0;
}

Spare cost_spare(const ImageCost *cost, uint32_t layer, uint32_t entry)
{
    const TreeLayer *at = &cost->tree->layers[layer];
    if (!at->categories || at->categories[entry] == 0)
        return (Spare){0};
    const CategoryRow *row = &category_rows[at->categories[entry] - 1];
    bool inside = row->patterns[0] == '\0';
    uint64_t bytes = inside ? elf_extra_bytes(layer_elf(at->record, entry))
                            : layer_entry(at->record, entry)->stored;
    return (Spare){row->id, row->advice, bytes};
}

Str entry_path(const ImageCost *cost, Arena *arena, uint32_t layer, uint32_t entry)
{
    return layer_path(cost->tree->layers[layer].record, arena, entry);
}

Str death_path(const ImageCost *cost, Arena *arena, const Death *death)
{
    bool named =
        death->node != NODE_NONE && tree_node(cost->tree, death->node)->parent != NODE_AUFS;
    return named ? tree_path(cost->tree, arena, death->node)
                 : entry_path(cost, arena, death->layer, death->entry);
}

Str loss_path(const ImageCost *cost, Arena *arena, const Loss *loss)
{
    return loss->node != NODE_NONE ? tree_path(cost->tree, arena, loss->node)
                                   : entry_path(cost, arena, loss->layer, loss->entry);
}

static const EntryMeta *meta_of(const ImageCost *cost, uint32_t layer, uint32_t entry)
{
    return layer_meta(cost->tree->layers[layer].record, cost_entry(cost, layer, entry)->meta);
}

static MetaChange change(const ImageCost *cost, Version old, Version now)
{
    return now.entry == ENTRY_NONE ? META_SAME
                                   : entry_meta_change(meta_of(cost, old.layer, old.entry),
                                                       meta_of(cost, now.layer, now.entry));
}

MetaChange loss_change(const ImageCost *cost, const Loss *loss)
{
    return change(cost, (Version){loss->layer, loss->entry}, (Version){loss->killer, loss->by});
}

MetaChange death_change(const ImageCost *cost, const Death *death)
{
    return change(cost, (Version){death->layer, death->entry}, (Version){death->killer, death->by});
}

uint64_t death_bytes(const ImageCost *cost, const Death *death)
{
    return cost_entry(cost, death->layer, death->entry)->stored;
}

uint64_t entry_wire(const ImageCost *cost, uint32_t layer, uint32_t entry)
{
    const ImageLayer *at = &cost->image->layers.at[layer];
    if (!at->has_wire || !at->blob || at->blob->points.len == 0)
        return 0;
    return blob_wire_of(at->blob, entry);
}
