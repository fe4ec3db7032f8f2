/* Which layer of one image stands for which of another: those with the same diff_id, as many as
   go in order; between them those of the same instruction; between these, where both are of the
   base or both above it, those that look most alike. */
#include "compare/parts.h"

/* No number of pairs of a lesser kind is worth one of a greater kind. */
#define SAME_LAYER ((int64_t)1 << 40)
#define SAME_INSTRUCTION ((int64_t)1 << 20)

enum { MOST_ALIKE = 100 };

typedef enum { STEP_PAIR, STEP_OLD, STEP_NOW } Step;

typedef struct {
    const Snapshot *old, *now;
    size_t first;        /* so many are the same at the beginning */
    size_t olds, nows;   /* behind them */
    unsigned char *from; /* Step of each cell */
} Aligner;

static bool same_layer(const SnapshotLayer *a, const SnapshotLayer *b)
{
    return a->diff_id.len > 0 && str_eq(a->diff_id, b->diff_id);
}

/* "RUN", "COPY"; empty for what is no instruction. */
static Str keyword(Str instruction)
{
    Str word = str_cut(instruction, ' ').head;
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'A' || word.at[i] > 'Z')
            return (Str){0};
    return word;
}

/* By what both begin and end with. */
static int alike(Str a, Str b)
{
    size_t least = a.len < b.len ? a.len : b.len, most = a.len + b.len - least, head = 0, tail = 0;
    while (head < least && a.at[head] == b.at[head])
        head++;
    while (tail < least - head && a.at[a.len - 1 - tail] == b.at[b.len - 1 - tail])
        tail++;
    return most == 0 ? 1 : 1 + (int)((head + tail) * (MOST_ALIKE - 1) / most);
}

/* 0: they do not go together. */
static int64_t score(const Aligner *a, size_t old, size_t now)
{
    const SnapshotLayer *left = &a->old->layers.at[old], *right = &a->now->layers.at[now];
    if (same_layer(left, right))
        return SAME_LAYER;
    if (left->instruction.len > 0 && left->hash == right->hash)
        return SAME_INSTRUCTION;
    bool both_base = (old < a->old->base_layers) == (now < a->now->base_layers);
    bool same_kind = str_eq(keyword(left->instruction), keyword(right->instruction));
    return both_base && same_kind ? alike(left->instruction, right->instruction) : 0;
}

static void fill_row(Aligner *a, size_t old, const int64_t *above, int64_t *row)
{
    unsigned char *from = a->from + old * (a->nows + 1);
    row[0] = 0;
    from[0] = STEP_OLD;
    for (size_t now = 1; now <= a->nows; now++) {
        int64_t worth = score(a, a->first + old - 1, a->first + now - 1);
        int64_t pair = worth > 0 ? above[now - 1] + worth : -1;
        row[now] = above[now] >= row[now - 1] ? above[now] : row[now - 1];
        from[now] = above[now] >= row[now - 1] ? STEP_OLD : STEP_NOW;
        if (pair > row[now]) {
            row[now] = pair;
            from[now] = STEP_PAIR;
        }
    }
}

static void walk_back(const Aligner *a, size_t *partner)
{
    size_t old = a->olds, now = a->nows;
    while (old > 0 && now > 0) {
        Step step = (Step)a->from[old * (a->nows + 1) + now];
        old -= step != STEP_NOW;
        now -= step != STEP_OLD;
        if (step == STEP_PAIR)
            partner[a->first + old] = a->first + now;
    }
}

size_t *align_layers(Arena *arena, const Snapshot *old, const Snapshot *now)
{
    Aligner a = {.old = old, .now = now};
    size_t *partner = NEW_ARRAY(arena, old->layers.len + 1, size_t);
    for (size_t i = 0; i < old->layers.len; i++)
        partner[i] = LAYER_NONE;
    while (a.first < old->layers.len && a.first < now->layers.len &&
           same_layer(&old->layers.at[a.first], &now->layers.at[a.first])) {
        partner[a.first] = a.first;
        a.first++;
    }
    a.olds = old->layers.len - a.first;
    a.nows = now->layers.len - a.first;
    Arena *scratch = arena_open();
    int64_t *above = NEW_ARRAY(scratch, a.nows + 1, int64_t);
    int64_t *row = NEW_ARRAY(scratch, a.nows + 1, int64_t);
    a.from = NEW_ARRAY(scratch, (a.olds + 1) * (a.nows + 1), unsigned char);
    for (size_t i = 1; i <= a.olds; i++) {
        fill_row(&a, i, above, row);
        int64_t *last = above;
        above = row;
        row = last;
    }
    walk_back(&a, partner);
    arena_close(scratch);
    return partner;
}
