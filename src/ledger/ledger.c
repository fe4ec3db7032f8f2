/* The ledger of one image and one target. */
#include "ledger/ledger.h"

#include "ledger/align.h"

enum {
    ENOUGH = 50, /* of a hundred lines: fewer that agree, and it is another file's image */
    LIKELY = 24, /* the score of a changed line that shares half its words */
};

/* The last entry tells best whose hand it is: what lies below may be the base's. */
static Builder main_builder(const Said *said, size_t count)
{
    for (size_t i = count; i-- > 0;)
        if (said[i].builder != BUILDER_UNKNOWN)
            return said[i].builder;
    return BUILDER_UNKNOWN;
}

/* kaniko writes down what made a layer, and BuildKit no trigger. */
static bool writes_entry(Builder builder, const Step *step)
{
    InstructionKind kind = step->instruction->kind;
    if (step->onbuild)
        return builder == BUILDER_CLASSIC || builder == BUILDER_BUILDAH;
    return builder != BUILDER_KANIKO || kind == INST_RUN || kind == INST_COPY || kind == INST_ADD;
}

static bool makes_layer(const Step *step)
{
    InstructionKind kind = step->instruction->kind;
    return !step->onbuild && (kind == INST_RUN || kind == INST_COPY || kind == INST_ADD);
}

static void add_line(Arena *arena, Ledger *ledger, const Alignment *lists, size_t entry,
                     const LedgerEntries *history)
{
    size_t index = ledger->lines.len;
    const Telling *telling = &lists->tellings[index];
    LedgerLine *line = PUSH(arena, &ledger->lines);
    line->step = telling->step;
    line->entry = entry;
    line->layer = entry == LEDGER_NONE ? LEDGER_NONE : history->at[entry].layer;
    if (entry == LEDGER_NONE)
        line->state = lists->written[index] ? LINE_MISSING : LINE_SILENT;
    else if (telling_score(telling, &lists->said[entry]) < TELLING_SAME)
        line->state = LINE_CHANGED;
}

static unsigned share_of_same(const Ledger *ledger)
{
    size_t same = 0, all = 0;
    for (size_t i = 0; i < ledger->lines.len; i++) {
        same += ledger->lines.at[i].state == LINE_SAME;
        all += ledger->lines.at[i].state != LINE_SILENT;
    }
    return all > 0 ? (unsigned)(100 * same / all) : 0;
}

/* How likely a line before the first that agrees is a changed one: little, and it is the base's. */
static void leave_base_alone(Ledger *ledger, const Alignment *lists)
{
    for (size_t i = 0; i < ledger->lines.len && ledger->lines.at[i].state != LINE_SAME; i++) {
        LedgerLine *line = &ledger->lines.at[i];
        if (line->state == LINE_CHANGED &&
            telling_score(&lists->tellings[i], &lists->said[line->entry]) < LIKELY) {
            line->state = lists->written[i] ? LINE_MISSING : LINE_SILENT;
            line->entry = line->layer = LEDGER_NONE;
        }
    }
}

static void find_base(Ledger *ledger, const LedgerEntries *history)
{
    for (size_t i = 0; i < ledger->lines.len && ledger->base_layers == LEDGER_NONE; i++) {
        size_t entry = ledger->lines.at[i].entry;
        if (entry == LEDGER_NONE)
            continue;
        ledger->base_layers = 0;
        for (size_t below = 0; below < entry; below++)
            ledger->base_layers += history->at[below].layer != LEDGER_NONE;
    }
}

/* What lies behind the base and is no line's. */
static void find_gone(Arena *arena, Ledger *ledger, const LedgerEntries *history)
{
    size_t next = LEDGER_NONE;
    size_t shared = LEDGER_NONE;
    for (size_t i = 0; i <= ledger->lines.len; i++) {
        bool end = i == ledger->lines.len;
        size_t entry = end ? history->len : ledger->lines.at[i].entry;
        if (!end && ledger->lines.at[i].shared)
            shared = ledger->lines.at[i].layer;
        if (entry == LEDGER_NONE)
            continue;
        for (; next != LEDGER_NONE && next < entry; next++)
            if (history->at[next].layer == LEDGER_NONE || history->at[next].layer != shared)
                *PUSH(arena, &ledger->gone) = next;
        next = entry + 1;
    }
}

static void share(LedgerLine *line, size_t layer)
{
    line->shared = true;
    line->layer = layer;
}

/* buildah without --layers writes each stage into one layer, which its last line has, whatever that
   line does. */
static void share_with_next(Ledger *ledger)
{
    LedgerLine *carrier = NULL;
    size_t layer = LEDGER_NONE;
    for (size_t i = ledger->lines.len; i-- > 0;) {
        LedgerLine *line = &ledger->lines.at[i];
        if (line->layer != LEDGER_NONE) {
            carrier = line;
            layer = line->layer;
        } else if (carrier && line->entry != LEDGER_NONE && makes_layer(line->step)) {
            share(line, layer);
            if (makes_layer(carrier->step))
                share(carrier, layer);
            else
                carrier->layer = LEDGER_NONE;
        }
    }
}

/* docker build --squash leaves all lines without a layer, and one behind them that holds all. */
static void share_squashed(Ledger *ledger, const LedgerEntries *history)
{
    const LedgerEntry *last = history->len > 0 ? &history->at[history->len - 1] : NULL;
    if (ledger->base_layers == LEDGER_NONE || last->layer != ledger->base_layers)
        return;
    for (size_t i = 0; i < ledger->lines.len; i++)
        if (ledger->lines.at[i].layer != LEDGER_NONE)
            return;
    for (size_t i = 0; i < ledger->lines.len; i++)
        if (makes_layer(ledger->lines.at[i].step) && ledger->lines.at[i].entry != LEDGER_NONE)
            share(&ledger->lines.at[i], last->layer);
}

static void forget(Ledger *ledger)
{
    for (size_t i = 0; i < ledger->lines.len; i++)
        ledger->lines.at[i].entry = ledger->lines.at[i].layer = LEDGER_NONE;
    ledger->base_layers = LEDGER_NONE;
}

static void read_steps(Arena *arena, const Stage *target, Alignment *lists, Builder builder)
{
    StepRefs chain = stage_chain(arena, target);
    Telling *tellings = NEW_ARRAY(arena, chain.len + 1, Telling);
    bool *written = NEW_ARRAY(arena, chain.len + 1, bool);
    for (size_t i = 0; i < chain.len; i++) {
        if (chain.at[i]->instruction->kind == INST_FROM)
            continue;
        tellings[lists->steps] = telling_of(arena, chain.at[i]);
        written[lists->steps++] = writes_entry(builder, chain.at[i]);
    }
    lists->tellings = tellings;
    lists->written = written;
}

const Ledger *ledger_read(Arena *arena, const Stage *target, const LedgerEntries *history)
{
    Ledger *ledger = NEW(arena, Ledger);
    Said *said = NEW_ARRAY(arena, history->len + 1, Said);
    for (size_t i = 0; i < history->len; i++)
        said[i] = said_read(arena, &history->at[i]);
    ledger->builder = main_builder(said, history->len);
    ledger->base_layers = LEDGER_NONE;
    Alignment lists = {.said = said, .entries = history->len};
    read_steps(arena, target, &lists, ledger->builder);
    const size_t *partner = align(arena, &lists);
    for (size_t i = 0; i < lists.steps; i++)
        add_line(arena, ledger, &lists, partner[i], history);
    leave_base_alone(ledger, &lists);
    ledger->same = share_of_same(ledger);
    ledger->known = ledger->same >= ENOUGH;
    if (!ledger->known)
        forget(ledger);
    find_base(ledger, history);
    if (ledger->builder == BUILDER_BUILDAH)
        share_with_next(ledger);
    share_squashed(ledger, history);
    find_gone(arena, ledger, history);
    return ledger;
}
