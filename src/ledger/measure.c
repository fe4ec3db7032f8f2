#include "ledger/bodies.h"
#include "ledger/packages.h"
#include "ledger/within.h"

/* Read when somebody first asks. */
typedef struct {
    bool asked;
    PackageBill *packages;
} Lazy;

struct Measure {
    Arena *arena; /* for paths, rewound */
    const Ledger *ledger;
    const ImageCost *cost;
    bool **dead;       /* of each layer, by entry; NULL for a layer without a dead one */
    uint32_t *killed;  /* deaths, by the layer that killed */
    size_t *killed_to; /* of each layer, where its own end */
    Lazy *lazy;
};

/* Where those of a layer begin stands in `killed_to` while they are sorted. */
static void sort_deaths(Measure *measure)
{
    const Deaths *deaths = &measure->cost->deaths;
    size_t *ends = NEW_ARRAY(measure->arena, measure->cost->layer_count + 1, size_t);
    measure->killed = NEW_ARRAY(measure->arena, deaths->len + 1, uint32_t);
    measure->killed_to = ends;
    for (size_t i = 0; i < deaths->len; i++)
        ends[deaths->at[i].killer + 1]++;
    for (size_t i = 0; i < measure->cost->layer_count; i++)
        ends[i + 1] += ends[i];
    for (uint32_t i = 0; i < deaths->len; i++)
        measure->killed[ends[deaths->at[i].killer]++] = i;
}

const Measure *measure_open(Arena *arena, const Ledger *ledger, const ImageCost *cost)
{
    Measure *measure = NEW(arena, Measure);
    *measure = (Measure){.arena = arena,
                         .ledger = ledger,
                         .cost = cost,
                         .dead = bodies_dead(arena, cost),
                         .lazy = NEW(arena, Lazy)};
    sort_deaths(measure);
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

bool measure_left(const Measure *measure, const Effect *effect, uint64_t *bytes)
{
    size_t layer;
    if (effect->path.known != VALUE_KNOWN || !find_layer(measure, effect->step, &layer))
        return false;
    LayerRecord *record = bodies_record(measure->cost, layer);
    const bool *dead = measure->dead[layer];
    *bytes = 0;
    ArenaMark mark = arena_mark(measure->arena);
    Within *within = within_open(measure->arena, effect, measure->cost);
    uint32_t entries = within_reaches(within, layer) ? layer_sums(record)->entries : 0;
    for (uint32_t i = 0; i < entries; i++) {
        uint64_t stored = layer_entry(record, i)->stored;
        if (stored > 0 && !(dead && dead[i]) && within_holds(within, layer, i))
            *bytes += stored;
    }
    arena_rewind(measure->arena, mark);
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
    ArenaMark mark = arena_mark(measure->arena);
    Within *within = within_open(measure->arena, effect, measure->cost);
    for (size_t i = layer ? measure->killed_to[layer - 1] : 0; i < measure->killed_to[layer]; i++) {
        const Death *death = &measure->cost->deaths.at[measure->killed[i]];
        if (death->layer < layer && within_holds(within, death->layer, death->entry))
            *bytes += death_bytes(measure->cost, death);
    }
    arena_rewind(measure->arena, mark);
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
