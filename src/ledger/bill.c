#include "ledger/bodies.h"
#include "ledger/packages.h"
#include "ledger/writers.h"

typedef struct {
    Arena *arena;
    const Ledger *ledger;
    const ImageCost *cost;
    bool **dead;           /* of each layer, by entry */
    bool *accounted;       /* layers that have a row */
    PackageBill *packages; /* NULL when the image does not tell */
    BillRows rows;
} Biller;

static BillRow *add_row(Biller *b, BillKind kind, size_t layer)
{
    BillRow *row = PUSH(b->arena, &b->rows);
    *row = (BillRow){.kind = kind, .layer = layer};
    if (layer == LEDGER_NONE || b->accounted[layer])
        return row;
    const LayerCost *cost = &b->cost->layers[layer];
    const ImageLayer *from = &b->cost->image->layers.at[layer];
    row->has_wire = from->has_wire;
    row->wire = from->wire;
    row->tar = cost->tar;
    row->content = cost->content;
    row->dead = cost->dead;
    row->culprit = cost->culprit;
    b->accounted[layer] = true;
    return row;
}

static BillPart *part_of(Biller *b, BillParts *parts, const Command *command)
{
    for (size_t i = 0; i < parts->len; i++)
        if (parts->at[i].command == command)
            return &parts->at[i];
    BillPart *part = PUSH(b->arena, parts);
    part->command = command;
    return part;
}

/* One with the rest, which no command is known to have written. */
static void sort_parts(BillParts *parts)
{
    for (size_t i = 1; i < parts->len; i++) {
        BillPart part = parts->at[i];
        size_t at = i;
        for (; at > 0 && part.command &&
               (!parts->at[at - 1].command || parts->at[at - 1].command > part.command);
             at--)
            parts->at[at] = parts->at[at - 1];
        parts->at[at] = part;
    }
}

/* The row of the step among the last `count`; that of the rest when none is its own. */
static BillRow *row_of(Biller *b, size_t first, const Step *step)
{
    for (size_t i = first; step && i < b->rows.len; i++)
        if (b->rows.at[i].line && b->rows.at[i].line->step == step)
            return &b->rows.at[i];
    return &b->rows.at[b->rows.len - 1];
}

typedef struct {
    const Step *step;
    const Command *command;
} Writer;

/* The database of packages knows better than what effects foretell. */
static Writer writer_of(const Biller *b, const Writers *writers, size_t layer, uint32_t entry)
{
    const Command *install = b->packages ? package_bill_writer(b->packages, layer, entry) : NULL;
    if (install)
        return (Writer){install->step, install};
    ArenaMark mark = arena_mark(b->arena);
    Str path = layer_path(bodies_record(b->cost, layer), b->arena, entry);
    const Effect *effect = writers_find(writers, str_joined(b->arena, STR("/"), path));
    arena_rewind(b->arena, mark);
    return effect ? (Writer){effect->step, effect->command} : (Writer){0};
}

/* Each body of the layer goes to the command that wrote it, and to the row of its line. */
static void split(Biller *b, size_t layer, size_t first, const StepRefs *steps)
{
    LayerRecord *record = bodies_record(b->cost, layer);
    const Writers *writers = writers_open(b->arena, steps);
    const bool *dead = b->dead[layer];
    BillRow *rest = &b->rows.at[b->rows.len - 1];
    for (uint32_t i = 0; record && i < layer_sums(record)->entries; i++) {
        uint64_t stored = layer_entry(record, i)->stored;
        if (stored == 0)
            continue;
        Writer writer = writer_of(b, writers, layer, i);
        uint64_t lost = dead && dead[i] ? stored : 0;
        BillRow *row = row_of(b, first, writer.step);
        BillPart *part = part_of(b, &row->parts, writer.command);
        part->content += stored;
        part->dead += lost;
        if (row != rest) {
            row->content += stored;
            row->dead += lost;
            rest->content -= stored;
            rest->dead -= lost;
        }
    }
    for (size_t i = first; i < b->rows.len; i++)
        sort_parts(&b->rows.at[i].parts);
}

static bool is_base(const Ledger *ledger, size_t layer)
{
    return ledger->known && layer < ledger->base_layers;
}

/* The layers below it that no line explains. */
static void add_layers_below(Biller *b, size_t layer)
{
    for (size_t below = 0; below < layer; below++)
        if (!b->accounted[below])
            add_row(b, is_base(b->ledger, below) ? BILL_BASE : BILL_OTHER, below);
}

/* All the lines that share a layer, then a row for what is left of it. Where they end. */
static size_t add_shared(Biller *b, size_t at)
{
    const LedgerLines *lines = &b->ledger->lines;
    size_t layer = lines->at[at].layer, first = b->rows.len;
    StepRefs steps = {0};
    for (; at < lines->len && (!lines->at[at].shared || lines->at[at].layer == layer); at++) {
        BillRow *row = add_row(b, BILL_LINE, LEDGER_NONE);
        row->line = &lines->at[at];
        if (lines->at[at].shared)
            *PUSH(b->arena, &steps) = lines->at[at].step;
    }
    add_row(b, BILL_OTHER, layer);
    split(b, layer, first, &steps);
    return at;
}

BillRows bill_make(Arena *arena, const Ledger *ledger, const ImageCost *cost)
{
    Biller b = {.arena = arena,
                .ledger = ledger,
                .cost = cost,
                .dead = bodies_dead(arena, cost),
                .accounted = NEW_ARRAY(arena, cost->layer_count + 1, bool),
                .packages = package_bill(arena, ledger, cost)};
    if (b.packages)
        package_bill_weigh(b.packages);
    for (size_t i = 0; i < ledger->lines.len;) {
        const LedgerLine *line = &ledger->lines.at[i];
        if (line->layer != LEDGER_NONE)
            add_layers_below(&b, line->layer);
        if (line->shared) {
            i = add_shared(&b, i);
            continue;
        }
        size_t first = b.rows.len;
        BillRow *row = add_row(&b, BILL_LINE, line->layer);
        row->line = line;
        StepRefs steps = {0};
        *PUSH(arena, &steps) = line->step;
        if (line->layer != LEDGER_NONE && line->state == LINE_SAME && line->step->script)
            split(&b, line->layer, first, &steps);
        i++;
    }
    add_layers_below(&b, cost->layer_count);
    return b.rows;
}
