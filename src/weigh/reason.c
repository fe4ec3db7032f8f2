/* What a figure is mostly owed to: the one layer, path or category that has most of it. */
#include "weigh/metric.h"
#include "weigh/parts.h"

void reason_layer(const ImageCost *cost, size_t layer, BudgetReason *reason)
{
    const HistoryEntry *history = cost->image->layers.at[layer].history;
    reason->has_layer = true;
    reason->layer = layer;
    reason->made_by = history ? history->command : (Str){0};
}

/* ---- layers ---- */

static void heaviest_layer(const ImageCost *cost, const Scope *scope, size_t member,
                           BudgetReason *reason)
{
    for (size_t i = 0; i < cost->layer_count; i++) {
        uint64_t amount = *(const uint64_t *)((const char *)&cost->layers[i] + member);
        if (!scope_has_layer(cost, scope, i) || amount <= reason->amount)
            continue;
        reason->amount = amount;
        reason_layer(cost, i, reason);
    }
}

void reason_wire(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    (void)arena;
    for (size_t i = 0; i < cost->layer_count; i++) {
        uint64_t wire = layer_wire(&cost->image->layers.at[i]);
        if (!scope_has_layer(cost, scope, i) || wire <= reason->amount)
            continue;
        reason->amount = wire;
        reason_layer(cost, i, reason);
    }
}

void reason_tar(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    (void)arena;
    heaviest_layer(cost, scope, offsetof(LayerCost, tar), reason);
}

void reason_entries(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    (void)arena;
    heaviest_layer(cost, scope, offsetof(LayerCost, entries), reason);
}

/* ---- paths ---- */

typedef struct {
    const ImageCost *cost;
    const Scope *scope;
    Arena *arena;
    bool dead;
    Stored most;
    uint64_t bytes;
} Search;

static void look(void *context, const Stored *stored)
{
    Search *search = context;
    uint64_t bytes = cost_entry(search->cost, stored->layer, stored->entry)->stored;
    if ((stored->death != NULL) != search->dead || bytes <= search->bytes)
        return;
    ArenaMark mark = arena_mark(search->arena);
    bool wanted = scope_has_path(search->cost, search->scope, stored,
                                 stored_path(search->cost, search->arena, stored));
    arena_rewind(search->arena, mark);
    if (!wanted)
        return;
    search->most = *stored;
    search->bytes = bytes;
}

static void largest_path(const ImageCost *cost, const Scope *scope, Arena *arena, bool dead,
                         BudgetReason *reason)
{
    Search search = {.cost = cost, .scope = scope, .arena = arena, .dead = dead};
    cost_each(cost, look, &search);
    if (search.bytes == 0)
        return;
    reason->what = stored_path(cost, arena, &search.most);
    reason->amount = search.bytes;
    reason_layer(cost, search.most.layer, reason);
}

void reason_content(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    if (scope_is_layers(scope))
        heaviest_layer(cost, scope, offsetof(LayerCost, content), reason);
    else
        largest_path(cost, scope, arena, false, reason);
}

void reason_file(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    largest_path(cost, scope, arena, false, reason);
}

/* ---- what was lost ---- */

/* What a user layer stored again though the base has it counts for the user, too. */
static bool loss_counts(const ImageCost *cost, const Scope *scope, const Loss *loss)
{
    if (scope_has_layer(cost, scope, loss->layer))
        return true;
    bool copy = loss->cause == CAUSE_METADATA || loss->cause == CAUSE_IDENTICAL;
    return scope->kind == SCOPE_USER && copy && scope_has_layer(cost, scope, loss->killer);
}

static void name_loss(const ImageCost *cost, Arena *arena, const Loss *loss, BudgetReason *reason)
{
    reason->what = loss_path(cost, arena, loss);
    reason->amount = loss->bytes;
    reason_layer(cost, loss->killer, reason);
    reason->lost = true;
}

void reason_wasted(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    if (!scope_is_layers(scope)) {
        largest_path(cost, scope, arena, true, reason);
        return;
    }
    for (size_t i = 0; i < cost->losses.len; i++)
        if (loss_counts(cost, scope, &cost->losses.at[i])) {
            name_loss(cost, arena, &cost->losses.at[i], reason);
            return;
        }
}

void reason_hidden(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    const Death *most = NULL;
    (void)scope;
    for (size_t i = 0; i < cost->deaths.len; i++) {
        const Death *death = &cost->deaths.at[i];
        if (!death->hidden || death_bytes(cost, death) <= reason->amount)
            continue;
        most = death;
        reason->amount = death_bytes(cost, death);
    }
    if (!most)
        return;
    reason->what = death_path(cost, arena, most);
    reason_layer(cost, most->layer, reason);
}

void reason_duplicate(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason)
{
    (void)scope;
    if (cost->twins.len == 0)
        return;
    const Twins *most = &cost->twins.at[0];
    reason->what = entry_path(cost, arena, most->layer, most->entry);
    reason->amount = (most->files - 1) * most->stored;
    reason_layer(cost, most->layer, reason);
}

void reason_reclaimable(const ImageCost *cost, const Scope *scope, Arena *arena,
                        BudgetReason *reason)
{
    (void)scope, (void)arena;
    for (size_t i = 0; i < cost->categories.len; i++) {
        const CategoryCost *category = &cost->categories.at[i];
        if (category->level != RECLAIM_SAFE || category->live <= reason->amount)
            continue;
        reason->what = str_from(category->id);
        reason->amount = category->live;
        reason_layer(cost, category->largest.layer, reason);
    }
}
