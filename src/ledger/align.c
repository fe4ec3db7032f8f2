/* Needleman and Wunsch, behind a tail that agrees word by word. */
#include "ledger/align.h"

enum {
    GAP = -6, /* a line without its entry, an entry without its line */
    CELLS = 1 << 24,
};

typedef enum { STEP_PAIR, STEP_LINE, STEP_ENTRY } StepKind;

typedef struct {
    const Alignment *lists;
    size_t steps, entries; /* what the tail has left */
    size_t *partner;
    unsigned char *from; /* StepKind of each cell */
} Aligner;

/* What was not edited since ends alike: almost always all of it. */
static void take_tail(Aligner *a)
{
    const Alignment *lists = a->lists;
    while (a->steps > 0) {
        size_t step = a->steps - 1;
        bool same = a->entries > 0 && telling_score(&lists->tellings[step],
                                                    &lists->said[a->entries - 1]) >= TELLING_SAME;
        if (!same && lists->written[step])
            return;
        a->steps--;
        if (same)
            a->partner[step] = --a->entries;
    }
}

/* One row a step: `above` the best scores without it, `row` with it. */
static void fill_row(Aligner *a, size_t step, const int *above, int *row)
{
    const Alignment *lists = a->lists;
    int gap = lists->written[step - 1] ? GAP : 0;
    unsigned char *from = a->from + step * (a->entries + 1);
    row[0] = above[0] + gap;
    from[0] = STEP_LINE;
    for (size_t entry = 1; entry <= a->entries; entry++) {
        int pair =
            above[entry - 1] + telling_score(&lists->tellings[step - 1], &lists->said[entry - 1]);
        int line = above[entry] + gap, skip = row[entry - 1] + GAP;
        int best = line >= skip ? line : skip;
        from[entry] = line >= skip ? STEP_LINE : STEP_ENTRY;
        if (pair > best) {
            best = pair;
            from[entry] = STEP_PAIR;
        }
        row[entry] = best;
    }
}

static void walk_back(Aligner *a)
{
    size_t step = a->steps, entry = a->entries;
    while (step > 0) {
        switch ((StepKind)a->from[step * (a->entries + 1) + entry]) {
        case STEP_PAIR:
            a->partner[--step] = --entry;
            break;
        case STEP_ENTRY:
            entry--;
            break;
        case STEP_LINE:
            step--;
            break;
        }
    }
}

size_t *align(Arena *arena, const Alignment *lists)
{
    Aligner a = {lists, lists->steps, lists->entries, NEW_ARRAY(arena, lists->steps + 1, size_t),
                 NULL};
    for (size_t i = 0; i < lists->steps; i++)
        a.partner[i] = LEDGER_NONE;
    take_tail(&a);
    if (a.steps == 0 || a.entries == 0 || a.steps + 1 > CELLS / (a.entries + 1))
        return a.partner;
    ArenaMark mark = arena_mark(arena);
    int *above = NEW_ARRAY(arena, a.entries + 1, int), *row = NEW_ARRAY(arena, a.entries + 1, int);
    a.from = NEW_ARRAY(arena, (a.steps + 1) * (a.entries + 1), unsigned char);
    for (size_t step = 1; step <= a.steps; step++) {
        fill_row(&a, step, above, row);
        int *last = above;
        above = row;
        row = last;
    }
    walk_back(&a);
    arena_rewind(arena, mark);
    return a.partner;
}
