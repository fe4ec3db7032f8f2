#include "report/compare.h"

#include <stdlib.h>

const char *const fate_names[] = {
    [FATE_KEPT] = "kept", [FATE_REBUILT] = "rebuilt", [FATE_CHANGED] = "changed",
    [FATE_NEW] = "new",   [FATE_GONE] = "gone",
};

Str growth_text(const WeighRun *run, const Growth *at)
{
    Buf buf;
    if (at->old == at->now)
        return STR("-");
    buf_init(&buf, run->scratch);
    buf_fmt(&buf, "%s%c", at->slack > 0 && at->rest ? "~" : "", at->now > at->old ? '+' : '-');
    weigh_bytes(run, &buf, at->now > at->old ? at->now - at->old : at->old - at->now);
    return buf_str(&buf);
}

Str growth_side(const WeighRun *run, const Growth *at, uint64_t bytes)
{
    bool below = bytes == 0 && at->slack > 0;
    Buf buf;
    buf_init(&buf, run->scratch);
    buf_add(&buf, below ? STR("<") : STR(""));
    weigh_bytes(run, &buf, below ? at->slack + 1 : bytes);
    return buf_str(&buf);
}

Str growth_name(Arena *arena, const Growth *at)
{
    if (str_eq(at->old_version, at->now_version))
        return at->name;
    Buf buf;
    buf_init(&buf, arena);
    buf_add(&buf, at->name);
    if (at->old_version.len > 0)
        buf_fmt(&buf, " %.*s", STR_ARG(at->old_version));
    if (at->now_version.len > 0)
        buf_fmt(&buf, "%s %.*s", at->old_version.len > 0 ? " ->" : "", STR_ARG(at->now_version));
    return buf_str(&buf);
}

Str growth_maker(const SnapshotLayer *layer)
{
    return layer->instruction.len > 0 ? layer->instruction : STR("(no history)");
}

Str growth_percent(Arena *arena, uint64_t old, uint64_t now)
{
    Buf buf;
    if (old == 0 || old == now)
        return (Str){0};
    buf_init(&buf, arena);
    buf_fmt(&buf, "%+.1f %%", 100 * ((double)now - (double)old) / (double)old);
    return buf_str(&buf);
}

size_t growth_figures(const Comparison *comparison, GrowthFigure figures[GROWTH_FIGURES])
{
    const Snapshot *old = comparison->old, *now = comparison->now;
    const BudgetExtent *was = &comparison->extents.old, *is = &comparison->extents.now;
    bool base = was->has_base && is->has_base;
    const GrowthFigure all[GROWTH_FIGURES] = {
        {"content", true, false, old->content, now->content},
        {"base", base, false, was->base, is->base},
        {"own", base, false, was->content - was->base, is->content - is->base},
        {"wire", old->has_wire && now->has_wire, false, old->wire, now->wire},
        {"tar", true, false, old->tar, now->tar},
        {"wasted", true, false, old->wasted, now->wasted},
        {"unpacked", true, false, old->unpacked, now->unpacked},
        {"files", true, true, old->files, now->files},
    };
    size_t count = 0;
    for (size_t i = 0; i < GROWTH_FIGURES; i++)
        if (all[i].known)
            figures[count++] = all[i];
    return count;
}

Growth growth_of_layer(const LayerGrowth *layer)
{
    return (Growth){.old = layer->old ? layer->old->content : 0,
                    .now = layer->now ? layer->now->content : 0};
}

static int by_change(const void *a, const void *b)
{
    const LayerGrowth *left = a, *right = b;
    Growth one = growth_of_layer(left), other = growth_of_layer(right);
    int64_t l = llabs(growth(one.old, one.now)), r = llabs(growth(other.old, other.now));
    if (l != r)
        return l > r ? -1 : 1;
    if ((left->now == NULL) != (right->now == NULL))
        return left->now ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

LayerGrowths growth_layers(Arena *arena, const Comparison *comparison)
{
    LayerGrowths layers = {0};
    for (size_t i = 0; i < comparison->layers.len; i++) {
        Growth at = growth_of_layer(&comparison->layers.at[i]);
        if (at.old != at.now)
            *PUSH(arena, &layers) = comparison->layers.at[i];
    }
    if (layers.len > 1)
        qsort(layers.at, layers.len, sizeof *layers.at, by_change);
    return layers;
}

uint32_t growth_line(const CompareReport *report, const LayerGrowth *layer)
{
    if (!report->ledger || !layer->now)
        return 0;
    for (size_t i = 0; i < report->ledger->lines.len; i++) {
        const LedgerLine *line = &report->ledger->lines.at[i];
        if (line->layer == layer->index && !line->shared)
            return source_line(report->file, line->step->written->span.start);
    }
    return 0;
}

void growth_lists(const Comparison *comparison, GrowthList lists[GROWTH_LISTS])
{
    lists[0] = (GrowthList){"package", "packages", &comparison->packages};
    lists[1] = (GrowthList){"directory", "directories", &comparison->directories};
    lists[2] = (GrowthList){"file", "files", &comparison->files};
    lists[3] = (GrowthList){"category", "categories", &comparison->categories};
}

Str growth_limits(const WeighRun *run, const Comparison *comparison)
{
    uint64_t old = comparison->old->kept_from, now = comparison->now->kept_from;
    Buf buf;
    buf_init(&buf, run->scratch);
    if (old == 0 && now == 0)
        return (Str){0};
    buf_add(&buf, STR("a baseline keeps no package and no path below "));
    weigh_bytes(run, &buf, old > now ? old : now);
    buf_add(&buf, STR(": what is smaller is told by the directory above it"));
    return buf_str(&buf);
}
