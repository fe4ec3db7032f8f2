#include "weigh/parts.h"

enum { BLOCK = 512, END_BLOCKS = 1024, MOST_LAYERS = UINT16_MAX };

Str cause_id(Cause cause)
{
    static const Str ids[] = {
        [CAUSE_DELETED] = STR_INIT("deleted"),
        [CAUSE_OPAQUE] = STR_INIT("opaque"),
        [CAUSE_SHADOWED] = STR_INIT("shadowed"),
        [CAUSE_OVERWRITTEN] = STR_INIT("overwritten"),
        [CAUSE_METADATA] = STR_INIT("metadata-only"),
        [CAUSE_IDENTICAL] = STR_INIT("identical"),
        [CAUSE_DUPLICATE_ENTRY] = STR_INIT("duplicate-entry"),
        [CAUSE_WHITEOUT_BODY] = STR_INIT("whiteout-body"),
        [CAUSE_AUFS] = STR_INIT("aufs-metadata"),
        [CAUSE_IGNORED] = STR_INIT("ignored-entry"),
    };
    return ids[cause];
}

static void add_warnings(Arena *arena, ImageCost *cost, const Warnings *from, uint32_t layer)
{
    for (size_t i = 0; i < from->len; i++) {
        Warning *warning = PUSH(arena, &cost->warnings);
        *warning = from->at[i];
        if (warning->layer == NO_LAYER)
            warning->layer = layer;
        cost->complete = cost->complete && !warning_is_damage(warning->kind);
    }
}

/* Where the layers are stacked. */
static FileTree *stack(Arena *arena, ImageCost *cost, const ImageLayers *layers)
{
    FileTree *tree = tree_open(arena, cost->layer_count);
    tree->engine = cost->image->engine;
    tree->hops = image_limits((ImageLimits){.hops = cost->image->hops}).hops;
    tree->windows = image_is_windows(cost->image);
    for (uint32_t i = 0; i < cost->layer_count; i++) {
        const LayerBlob *blob = layers->at[i].blob;
        if (blob && blob->record) {
            tree_apply(tree, i, blob->record, &cost->layers[i]);
            add_warnings(arena, cost, layer_warnings(blob->record), i);
        } else {
            cost->complete = false;
        }
    }
    tree_close(tree);
    cost->deaths = tree->deaths;
    return tree;
}

static bool same_blob(const ImageLayer *a, const ImageLayer *b)
{
    return a->digest.len > 0 ? str_eq(a->digest, b->digest) : a->blob && a->blob == b->blob;
}

static void add_wire(ImageCost *cost, const ImageLayers *layers)
{
    cost->has_wire = true;
    bool about = true;
    cost->wire_exact = cost->layer_count > 0;
    cost->wire = cost->image->config_bytes + cost->image->manifest_bytes;
    cost->wire_about = cost->wire;
    for (size_t i = 0; i < cost->layer_count; i++) {
        const ImageLayer *layer = &layers->at[i];
        size_t first = 0;
        while (!same_blob(layer, &layers->at[first]) && first < i)
            first++;
        cost->has_wire = cost->has_wire && layer->has_wire;
        about = about && (layer->has_wire || layer->wire_about > 0);
        cost->wire_exact = cost->wire_exact && layer->blob && layer->blob->exact;
        cost->lazy_index += first == i && layer->blob ? layer->blob->index : 0;
        cost->wire += first == i ? layer->wire : 0;
        cost->wire_about += first == i ? layer_wire(layer) : 0;
        cost->layers[i].as[AS_REGISTRY] = layer->wire;
    }
    cost->as[AS_REGISTRY] = cost->wire;
    if (cost->has_wire || !about)
        cost->wire_about = 0;
}

static void add_layers(ImageCost *cost)
{
    for (size_t i = 0; i < cost->layer_count; i++) {
        const LayerCost *layer = &cost->layers[i];
        cost->tar += layer->tar;
        cost->content += layer->content;
        cost->logical += layer->logical;
        cost->entries += layer->entries;
        if (i >= cost->image->base_layers)
            cost->user_total += layer->content;
        for (size_t tool = 0; tool < AS_REGISTRY; tool++)
            cost->as[tool] += layer->as[tool];
    }
}

static void add_deaths(ImageCost *cost, const FileTree *tree)
{
    size_t base = cost->image->base_layers;
    for (size_t i = 0; i < cost->deaths.len; i++) {
        const Death *death = &cost->deaths.at[i];
        uint64_t bytes = death_bytes(cost, death);
        LayerCost *killer = &cost->layers[death->killer];
        cost->layers[death->layer].dead += bytes;
        killer->culprit += bytes;
        killer->by_cause[death->cause] += bytes;
        cost->wasted += bytes;
        cost->hidden += death->hidden ? bytes : 0;
        cost->wire_wasted += entry_wire(cost, death->layer, death->entry);
        if (death->layer >= base)
            cost->user_wasted += bytes;
        else
            cost->base_sunk += bytes;
        bool copy = death->cause == CAUSE_METADATA || death->cause == CAUSE_IDENTICAL;
        /* What a user layer stored again though the base has it could have been spared, too. */
        if (copy && death->layer < base && death->killer >= base &&
            tree->layers[death->killer].refs[death->by] > 0)
            cost->user_wasted += bytes;
    }
    cost->live = cost->content - cost->wasted;
}

static void add_live(ImageCost *cost, const FileTree *tree)
{
    cost->squashed = END_BLOCKS;
    for (uint32_t id = NODE_AUFS + 1; id <= tree->nodes; id++) {
        const Node *node = tree_node(tree, id);
        if (node->alive && !node->bare)
            cost->squashed += layer_head(tree_entry(tree, (Version){node->layer, node->entry}));
    }
    for (size_t layer = 0; layer < cost->layer_count; layer++) {
        const TreeLayer *at = &tree->layers[layer];
        for (uint32_t i = 0; i < cost->layers[layer].entries; i++) {
            const LayerEntry *entry = layer_entry(at->record, i);
            if (!is_live(entry, at->refs[i]) || entry->kind != ENTRY_FILE)
                continue;
            cost->files++;
            if (entry->stored > cost->largest) {
                cost->largest = entry->stored;
                cost->largest_layer = (uint32_t)layer;
                cost->largest_entry = i;
            }
            cost->unpacked += layer_logical(at->record, i);
            cost->squashed += (entry->stored + BLOCK - 1) / BLOCK * BLOCK;
        }
    }
}

/* Bodies that had to be compared may be gone since the layer was read. */
static void add_late_flaws(Arena *arena, ImageCost *cost, const ImageLayers *layers)
{
    for (uint32_t i = 0; i < cost->layer_count; i++) {
        const LayerBlob *blob = layers->at[i].blob;
        const char *flaw = blob && blob->record && !blob->flaw ? layer_flaw(blob->record) : NULL;
        if (!flaw)
            continue;
        warn(&cost->warnings, arena, WARN_BLOB_DAMAGED, i, str_from(flaw));
        cost->complete = false;
    }
}

static double share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 1.0 : (double)part / (double)whole;
}

static const ImageCost *cost_of(Arena *arena, const Image *image, bool listed)
{
    ImageCost *cost = NEW(arena, ImageCost);
    cost->image = image;
    cost->complete = true;
    cost->layer_count = image->layers.len < MOST_LAYERS ? image->layers.len : MOST_LAYERS - 1;
    cost->layers = NEW_ARRAY(arena, cost->layer_count, LayerCost);
    add_warnings(arena, cost, &image->warnings, NO_LAYER);
    FileTree *tree = stack(arena, cost, &image->layers);
    cost->tree = tree;
    cost_twins(arena, cost, tree, listed ? 0 : TWINS_LEAST);
    if (listed)
        cost_losses(arena, cost, tree);
    add_layers(cost);
    add_wire(cost, &image->layers);
    add_deaths(cost, tree);
    if (listed) {
        cost_copies(arena, cost);
        add_live(cost, tree);
    }
    cost_reclaimable(arena, cost, tree);
    add_warnings(arena, cost, &tree->warnings, NO_LAYER);
    add_late_flaws(arena, cost, &image->layers);
    cost->efficiency = share(cost->live, cost->content);
    cost->user_efficiency =
        1.0 - (cost->user_total == 0 ? 0.0 : (double)cost->user_wasted / (double)cost->user_total);
    return cost;
}

const ImageCost *image_cost(Arena *arena, const Image *image)
{
    return cost_of(arena, image, true);
}

const ImageCost *image_cost_unlisted(Arena *arena, const Image *image)
{
    return cost_of(arena, image, false);
}
