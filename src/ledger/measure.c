#include "ledger/bodies.h"
#include "ledger/packages.h"
#include "ledger/writers.h"

/* Read when somebody first asks. */
typedef struct {
    bool asked;
    PackageBill *packages;
} Lazy;

struct Measure {
    Arena *arena; /* for paths, rewound */
    const Ledger *ledger;
    const ImageCost *cost;
    bool **dead; /* of each layer, by entry; NULL for a layer without a dead one */
    Lazy *lazy;
};

const Measure *measure_open(Arena *arena, const Ledger *ledger, const ImageCost *cost)
{
    Measure *measure = NEW(arena, Measure);
    *measure = (Measure){arena, ledger, cost, bodies_dead(arena, cost), NEW(arena, Lazy)};
    return measure;
}

static bool find_layer(const Measure *measure, const Step *step, size_t *layer)
{
    const LedgerLines *lines = &measure->ledger->lines;
    for (size_t i = 0; i < lines->len; i++)
        if (lines->at[i].step == step) {
            *layer = lines->at[i].layer;
            return *layer != LEDGER_NONE && !lines->at[i].shared &&
                   measure->cost->layers[*layer].known;
        }
    return false;
}

static bool is_there(const Measure *measure, const Effect *effect, size_t layer, uint32_t entry)
{
    ArenaMark mark = arena_mark(measure->arena);
    Str path = layer_path(bodies_record(measure->cost, layer), measure->arena, entry);
    bool there = effect_holds(effect, str_joined(measure->arena, STR("/"), path));
    arena_rewind(measure->arena, mark);
    return there;
}

bool measure_left(const Measure *measure, const Effect *effect, uint64_t *bytes)
{
    size_t layer;
    if (effect->path.known != VALUE_KNOWN || !find_layer(measure, effect->step, &layer))
        return false;
    LayerRecord *record = bodies_record(measure->cost, layer);
    const bool *dead = measure->dead[layer];
    *bytes = 0;
    for (uint32_t i = 0; i < layer_sums(record)->entries; i++) {
        uint64_t stored = layer_entry(record, i)->stored;
        if (stored > 0 && !(dead && dead[i]) && is_there(measure, effect, layer, i))
            *bytes += stored;
    }
    return true;
}

bool measure_killed(const Measure *measure, const Effect *taker, uint64_t *bytes)
{
    size_t layer;
    Effect moved = *taker;
    const Effect *effect = taker;
    if (taker->kind == EFFECT_MOVE) {
        moved.path = taker->from;
        moved.glob = taker->from_glob;
        effect = &moved;
    }
    if (effect->path.known != VALUE_KNOWN || !find_layer(measure, effect->step, &layer))
        return false;
    *bytes = 0;
    for (size_t i = 0; i < measure->cost->deaths.len; i++) {
        const Death *death = &measure->cost->deaths.at[i];
        if (death->killer == layer && death->layer < layer &&
            is_there(measure, effect, death->layer, death->entry))
            *bytes += layer_entry(bodies_record(measure->cost, death->layer), death->entry)->stored;
    }
    return true;
}

bool measure_packages_beyond(const Measure *measure, const Command *install,
                             const PackageWish *wish, uint64_t *bytes)
{
    Lazy *lazy = measure->lazy;
    if (!lazy->asked)
        lazy->packages = package_bill(measure->arena, measure->ledger, measure->cost);
    lazy->asked = true;
    return lazy->packages && package_bill_beyond(lazy->packages, install, wish, bytes);
}

bool measure_base_beyond(const Measure *measure, const ImageCost *other, uint64_t *bytes)
{
    size_t layers = measure->ledger->base_layers;
    uint64_t base = 0;
    if (layers == LEDGER_NONE || !other->complete)
        return false;
    for (size_t i = 0; i < layers; i++) {
        if (!measure->cost->layers[i].known)
            return false;
        base += measure->cost->layers[i].content;
    }
    *bytes = base > other->content ? base - other->content : 0;
    return true;
}
