#include "weigh/metric.h"

#include <stdlib.h>

#include "weigh/category.h"
#include "weigh/parts.h"

/* ---- scopes ---- */

static bool scope_argument(Str scope, const char *kind, Str *argument)
{
    StrCut cut = str_cut(scope, ':');
    *argument = cut.tail;
    return cut.found && cut.tail.len > 0 && str_eq(cut.head, str_from(kind));
}

/* The layers of a scope that is made of layers: [from, to). */
static bool scope_layers(const ImageCost *cost, Str scope, size_t *from, size_t *to)
{
    Str argument;
    *from = str_eq(scope, STR("user")) ? cost->image->base_layers : 0;
    *to = str_eq(scope, STR("base")) ? cost->image->base_layers : cost->layer_count;
    if (scope_argument(scope, "layer", &argument)) {
        *from = (size_t)strtoul(argument.at, NULL, 10);
        *to = *from + 1;
    }
    *from = *from < cost->layer_count ? *from : cost->layer_count;
    *to = *to < cost->layer_count ? *to : cost->layer_count;
    return str_find_char(scope, ':') == scope.len || scope_argument(scope, "layer", &argument);
}

static bool is_digits(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len > 0 && text.len < 6;
}

static bool is_category(Str id)
{
    for (size_t i = 0; i < category_count; i++)
        if (!category_keeps(&category_rows[i]) && str_eq(id, str_from(category_rows[i].id)))
            return true;
    return false;
}

static Measure measure_wasted(const ImageCost *cost, Str scope, Arena *scratch);

bool scope_is_known(const Metric *metric, Str scope)
{
    Str argument;
    if (scope.len == 0)
        return true;
    if (metric->whole)
        return false;
    if (metric->kind == METRIC_GROWTH)
        return str_listed(STR("user base"), scope);
    if (scope_argument(scope, "layer", &argument))
        return is_digits(argument);
    bool parts = metric->measure == measure_content || metric->measure == measure_wasted;
    if (scope_argument(scope, "path", &argument))
        return parts;
    if (scope_argument(scope, "category", &argument))
        return parts && is_category(argument);
    return str_listed(STR("user base"), scope);
}

/* ---- sums over layers ---- */

static Measure sum(const ImageCost *cost, Str scope, size_t member)
{
    Measure measure = {.known = true};
    size_t from, to;
    scope_layers(cost, scope, &from, &to);
    for (size_t i = from; i < to; i++)
        measure.value += *(const uint64_t *)((const char *)&cost->layers[i] + member);
    return measure;
}

/* Live bytes of what is no run of layers, or dead ones. */
static Measure part(const ImageCost *cost, Str scope, Arena *scratch, bool dead)
{
    Measure measure = {.known = true};
    Str argument;
    if (scope_argument(scope, "path", &argument)) {
        CostNodes roots = cost_children(scratch, cost_tree(scratch, cost, -1, argument), 0);
        for (size_t i = 0; i < roots.len; i++)
            measure.value += dead ? roots.at[i].dead : roots.at[i].live;
    }
    if (scope_argument(scope, "category", &argument))
        for (size_t i = 0; i < cost->categories.len; i++)
            if (str_eq(argument, str_from(cost->categories.at[i].id)))
                measure.value += dead ? cost->categories.at[i].dead : cost->categories.at[i].live;
    return measure;
}

Measure measure_content(const ImageCost *cost, Str scope, Arena *scratch)
{
    size_t from, to;
    return scope_layers(cost, scope, &from, &to) ? sum(cost, scope, offsetof(LayerCost, content))
                                                 : part(cost, scope, scratch, false);
}

static Measure measure_wasted(const ImageCost *cost, Str scope, Arena *scratch)
{
    size_t from, to;
    if (str_eq(scope, STR("user")))
        return (Measure){.known = true, .value = cost->user_wasted};
    return scope_layers(cost, scope, &from, &to) ? sum(cost, scope, offsetof(LayerCost, dead))
                                                 : part(cost, scope, scratch, true);
}

static Measure measure_tar(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scratch;
    return sum(cost, scope, offsetof(LayerCost, tar));
}

static Measure measure_entries(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scratch;
    return sum(cost, scope, offsetof(LayerCost, entries));
}

static Measure measure_layers(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scratch;
    size_t from, to;
    scope_layers(cost, scope, &from, &to);
    return (Measure){.known = true, .value = to > from ? to - from : 0};
}

static Measure measure_wire(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scratch;
    Measure measure = {.known = true, .exact = true};
    size_t from, to;
    scope_layers(cost, scope, &from, &to);
    for (size_t i = from; i < to; i++) {
        const ImageLayer *layer = &cost->image->layers.at[i];
        measure.known = measure.known && layer->has_wire;
        measure.exact = measure.exact && !(layer->blob && layer->blob->flaw);
        measure.value += layer->wire;
    }
    if (scope.len == 0)
        measure.value = cost->wire;
    return measure;
}

/* ---- of the whole image ---- */

static Measure measure_unpacked(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->unpacked};
}

static Measure measure_largest(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->largest};
}

static Measure measure_hidden(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->hidden};
}

static Measure measure_duplicate(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->duplicate};
}

static Measure measure_reclaimable(const ImageCost *cost, Str scope, Arena *scratch)
{
    (void)scope, (void)scratch;
    return (Measure){.known = true, .value = cost->reclaimable[RECLAIM_SAFE]};
}

const Metric metrics[] = {
    {"max-wire", METRIC_BYTES, false, false, measure_wire},
    {"max-tar", METRIC_BYTES, false, false, measure_tar},
    {"max-content", METRIC_BYTES, false, false, measure_content},
    {"max-unpacked", METRIC_BYTES, false, true, measure_unpacked},
    {"max-layers", METRIC_COUNT, false, false, measure_layers},
    {"max-entries", METRIC_COUNT, false, false, measure_entries},
    {"max-file", METRIC_BYTES, false, true, measure_largest},
    {"max-wasted", METRIC_BYTES, false, false, measure_wasted},
    {"max-hidden", METRIC_BYTES, false, true, measure_hidden},
    {"max-duplicate", METRIC_BYTES, false, true, measure_duplicate},
    {"max-reclaimable", METRIC_BYTES, false, true, measure_reclaimable},
    {"min-efficiency", METRIC_SHARE, true, false, measure_wasted},
    {"max-cost", METRIC_COST, false, true, NULL},
    {"max-growth", METRIC_GROWTH, false, false, NULL},
    {"forbid-path", METRIC_PATH, false, true, NULL},
    {"forbid-warning", METRIC_WARNING, false, true, NULL},
};

const size_t metric_count = sizeof metrics / sizeof *metrics;
