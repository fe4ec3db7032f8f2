#include <stdlib.h>

#include "compare/parts.h"

/* ---- lists of names ---- */

static int by_change(const void *a, const void *b)
{
    const Growth *left = a, *right = b;
    int64_t l = growth(left->old, left->now), r = growth(right->old, right->now);
    if (llabs(l) != llabs(r))
        return llabs(l) > llabs(r) ? -1 : 1;
    int order = str_order(left->name, right->name);
    return order != 0 ? order : left->rest - right->rest;
}

void growths_sort(Growths *growths)
{
    if (growths->len > 1)
        qsort(growths->at, growths->len, sizeof *growths->at, by_change);
}

/* ---- layers ---- */

static LayerFate fate_of(const SnapshotLayer *old, const SnapshotLayer *now)
{
    if (!old)
        return FATE_NEW;
    if (!now)
        return FATE_GONE;
    if (old->diff_id.len > 0 && str_eq(old->diff_id, now->diff_id))
        return FATE_KEPT;
    return old->hash == now->hash ? FATE_REBUILT : FATE_CHANGED;
}

static void add_layer(Arena *arena, Comparison *into, const SnapshotLayer *old,
                      const SnapshotLayer *now, size_t index)
{
    *PUSH(arena, &into->layers) =
        (LayerGrowth){.fate = fate_of(old, now), .old = old, .now = now, .index = index};
}

static void list_layers(Arena *arena, Comparison *into)
{
    const SnapshotLayers *old = &into->old->layers, *now = &into->now->layers;
    const size_t *partner = align_layers(arena, into->old, into->now);
    size_t b = 0;
    for (size_t a = 0; a < old->len; a++) {
        if (partner[a] == LAYER_NONE) {
            add_layer(arena, into, &old->at[a], NULL, a);
            continue;
        }
        for (; b < partner[a]; b++)
            add_layer(arena, into, NULL, &now->at[b], b);
        add_layer(arena, into, &old->at[a], &now->at[b], b);
        b++;
    }
    for (; b < now->len; b++)
        add_layer(arena, into, NULL, &now->at[b], b);
}

static int by_diff_id(const void *a, const void *b)
{
    return str_order(*(const Str *)a, *(const Str *)b);
}

/* What who has the old image has yet to pull. */
static void count_fresh(Comparison *into)
{
    const SnapshotLayers *old = &into->old->layers, *now = &into->now->layers;
    Arena *scratch = arena_open();
    Str *has = NEW_ARRAY(scratch, old->len + 1, Str);
    for (size_t i = 0; i < old->len; i++)
        has[i] = old->at[i].diff_id;
    qsort(has, old->len, sizeof *has, by_diff_id);
    into->has_fresh_wire = true;
    for (size_t i = 0; i < now->len; i++) {
        const SnapshotLayer *layer = &now->at[i];
        if (layer->diff_id.len > 0 &&
            bsearch(&layer->diff_id, has, old->len, sizeof *has, by_diff_id))
            continue;
        into->fresh_layers++;
        into->fresh_tar += layer->tar;
        into->fresh_wire += layer->wire;
        into->has_fresh_wire = into->has_fresh_wire && layer->has_wire;
    }
    arena_close(scratch);
}

/* ---- the base ---- */

static size_t common_layers(const Snapshot *a, const Snapshot *b)
{
    size_t same = 0;
    while (same < a->layers.len && same < b->layers.len && a->layers.at[same].diff_id.len > 0 &&
           str_eq(a->layers.at[same].diff_id, b->layers.at[same].diff_id))
        same++;
    return same;
}

/* Of layers that both have, both know the same. */
static size_t base_of(const Snapshot *of, const Snapshot *other)
{
    size_t told = other->base_layers;
    return told > of->base_layers && told <= common_layers(of, other) ? told : of->base_layers;
}

static BudgetExtent extent_of(const Snapshot *of, const Snapshot *other)
{
    size_t base = base_of(of, other);
    BudgetExtent extent = {.has_base = base > 0, .content = of->content};
    for (size_t i = 0; i < base && i < of->layers.len; i++)
        extent.base += of->layers.at[i].content;
    return extent;
}

BudgetGrowth compare_extents(const Snapshot *old, const Snapshot *now)
{
    return (BudgetGrowth){extent_of(old, now), extent_of(now, old)};
}

/* Without those of the distribution where only one side tells of them. */
static Weights packages_in(Arena *arena, const Snapshot *side, const Snapshot *other)
{
    Weights kept = {0};
    if (side->databases <= other->databases)
        return side->packages;
    for (size_t i = 0; i < side->packages.len; i++) {
        Str kind = str_cut(side->packages.at[i].name, ' ').head;
        if (!str_eq(kind, STR("deb")) && !str_eq(kind, STR("apk")))
            *PUSH(arena, &kept) = side->packages.at[i];
    }
    return kept;
}

const Comparison *compare(Arena *arena, const Snapshot *old, const Snapshot *now)
{
    Comparison *into = NEW(arena, Comparison);
    into->old = old;
    into->now = now;
    into->extents = compare_extents(old, now);
    list_layers(arena, into);
    count_fresh(into);
    Weights was = packages_in(arena, old, now), is = packages_in(arena, now, old);
    into->packages = compare_weights(arena, &was, &is, old->kept_from, now->kept_from);
    into->categories = compare_weights(arena, &old->categories, &now->categories, 0, 0);
    compare_paths(arena, old, now, &into->directories, &into->files);
    return into;
}
