#include "weigh/metric.h"

#include "weigh/parts.h"

bool metric_has_scope(const Metric *metric, const Scope *scope)
{
    switch (scope->kind) {
    case SCOPE_IMAGE:
        return true;
    case SCOPE_USER:
    case SCOPE_BASE:
        return metric->scopes >= OF_BASE;
    case SCOPE_LAYER:
    case SCOPE_MADE_BY:
        return metric->scopes >= OF_LAYERS;
    case SCOPE_PATH:
    case SCOPE_CATEGORY:
    case SCOPE_PACKAGE:
        return metric->scopes >= OF_PATHS;
    case SCOPE_COUNT:
        break;
    }
    return false;
}

/* In layers content is what is stored, elsewhere what lives; of a package its database may be gone.
 */
bool metric_only_grows(const Metric *metric, const Scope *scope)
{
    bool lives = metric->lives || (metric->measure == measure_content && !scope_is_layers(scope));
    return !metric->least && !lives && scope->kind != SCOPE_PACKAGE;
}

/* ---- sums over layers ---- */

static Measure sum(const ImageCost *cost, const Scope *scope, size_t member)
{
    Measure measure = {.known = true};
    for (size_t i = 0; i < cost->layer_count; i++)
        if (scope_has_layer(cost, scope, i))
            measure.value += *(const uint64_t *)((const char *)&cost->layers[i] + member);
    return measure;
}

static Measure measure_tar(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scratch;
    return sum(cost, scope, offsetof(LayerCost, tar));
}

static Measure measure_entries(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scratch;
    return sum(cost, scope, offsetof(LayerCost, entries));
}

static Measure measure_layers(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scratch;
    Measure measure = {.known = true};
    for (size_t i = 0; i < cost->layer_count; i++)
        measure.value += scope_has_layer(cost, scope, i);
    return measure;
}

static Measure measure_wire(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scratch;
    Measure measure = {.known = true, .exact = true};
    for (size_t i = 0; i < cost->layer_count; i++) {
        const ImageLayer *layer = &cost->image->layers.at[i];
        if (!scope_has_layer(cost, scope, i))
            continue;
        measure.known = measure.known && (layer->has_wire || layer->wire_about > 0);
        measure.about = measure.about || !layer->has_wire;
        measure.exact = measure.exact && layer->has_wire && !(layer->blob && layer->blob->flaw);
        measure.value += layer_wire(layer);
    }
    if (scope->kind == SCOPE_IMAGE)
        measure.value = cost->wire_about > 0 ? cost->wire_about : cost->wire;
    return measure;
}

static Measure measure_reclaimable(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scratch;
    Measure measure = {.known = true};
    for (size_t i = 0; i < cost->categories.len; i++) {
        const CategoryCost *category = &cost->categories.at[i];
        for (size_t j = 0; category->level == RECLAIM_SAFE && j < cost->layer_count; j++)
            if (scope_has_layer(cost, scope, j))
                measure.value += category->layers[j];
    }
    return measure;
}

/* ---- sums over what is stored ---- */

typedef enum { LIVE, DEAD, HIDDEN, LARGEST } Share;

typedef struct {
    const ImageCost *cost;
    const Scope *scope;
    Arena *scratch;
    Share share;
    uint64_t value;
} Adder;

static bool counts(const Adder *adder, const Stored *stored)
{
    switch (adder->share) {
    case LIVE:
    case LARGEST:
        return !stored->death;
    case DEAD:
        return stored->death;
    case HIDDEN:
        return stored->death && stored->death->hidden;
    }
    return false;
}

static void add(void *context, const Stored *stored)
{
    Adder *adder = context;
    uint64_t bytes = cost_entry(adder->cost, stored->layer, stored->entry)->stored;
    if (!counts(adder, stored) || (adder->share == LARGEST && bytes <= adder->value))
        return;
    ArenaMark mark = arena_mark(adder->scratch);
    Str path = stored_path(adder->cost, adder->scratch, stored);
    if (scope_has_path(adder->cost, adder->scope, stored, path))
        adder->value = adder->share == LARGEST ? bytes : adder->value + bytes;
    arena_rewind(adder->scratch, mark);
}

static Measure stored_sum(const ImageCost *cost, const Scope *scope, Arena *scratch, Share share)
{
    Adder adder = {.cost = cost, .scope = scope, .scratch = scratch, .share = share};
    cost_each(cost, add, &adder);
    return (Measure){.known = true, .value = adder.value};
}

static Measure of_category(const ImageCost *cost, const Scope *scope, bool dead)
{
    Measure measure = {.known = true};
    for (size_t i = 0; i < cost->categories.len; i++)
        if (str_eq(scope->argument, str_from(cost->categories.at[i].id)))
            measure.value += dead ? cost->categories.at[i].dead : cost->categories.at[i].live;
    return measure;
}

Measure measure_content(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    return scope_is_layers(scope)          ? sum(cost, scope, offsetof(LayerCost, content))
           : scope->kind == SCOPE_CATEGORY ? of_category(cost, scope, false)
                                           : stored_sum(cost, scope, scratch, LIVE);
}

static Measure measure_wasted(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    if (scope->kind == SCOPE_USER)
        return (Measure){.known = true, .value = cost->user_wasted};
    return scope_is_layers(scope)          ? sum(cost, scope, offsetof(LayerCost, dead))
           : scope->kind == SCOPE_CATEGORY ? of_category(cost, scope, true)
                                           : stored_sum(cost, scope, scratch, DEAD);
}

static Measure measure_hidden(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    return stored_sum(cost, scope, scratch, HIDDEN);
}

static Measure measure_largest(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    return stored_sum(cost, scope, scratch, LARGEST);
}

/* ---- of the whole image ---- */

static Measure measure_unpacked(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->unpacked};
}

static Measure measure_duplicate(const ImageCost *cost, const Scope *scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->duplicate};
}

const Metric metrics[] = {
    {"max-wire", METRIC_BYTES, OF_LAYERS, false, false, measure_wire, reason_wire},
    {"max-tar", METRIC_BYTES, OF_LAYERS, false, false, measure_tar, reason_tar},
    {"max-content", METRIC_BYTES, OF_PATHS, false, false, measure_content, reason_content},
    {"max-unpacked", METRIC_BYTES, OF_IMAGE, false, true, measure_unpacked, reason_file},
    {"max-layers", METRIC_COUNT, OF_LAYERS, false, false, measure_layers, NULL},
    {"max-entries", METRIC_COUNT, OF_LAYERS, false, false, measure_entries, reason_entries},
    {"max-file", METRIC_BYTES, OF_PATHS, false, true, measure_largest, reason_file},
    {"max-wasted", METRIC_BYTES, OF_PATHS, false, false, measure_wasted, reason_wasted},
    {"max-hidden", METRIC_BYTES, OF_PATHS, false, true, measure_hidden, reason_hidden},
    {"max-duplicate", METRIC_BYTES, OF_IMAGE, false, true, measure_duplicate, reason_duplicate},
    {"max-reclaimable", METRIC_BYTES, OF_LAYERS, false, true, measure_reclaimable,
     reason_reclaimable},
    {"min-efficiency", METRIC_SHARE, OF_LAYERS, true, false, measure_wasted, reason_wasted},
    {"max-cost", METRIC_COST, OF_IMAGE, false, false, NULL, NULL},
    {"max-growth", METRIC_GROWTH, OF_BASE, false, false, NULL, NULL},
    {"forbid-path", METRIC_PATH, OF_LAYERS, false, false, NULL, NULL},
    {"forbid-secret", METRIC_SECRET, OF_LAYERS, false, false, NULL, NULL},
    {"forbid-warning", METRIC_WARNING, OF_IMAGE, false, false, NULL, NULL},
};

const size_t metric_count = sizeof metrics / sizeof *metrics;
