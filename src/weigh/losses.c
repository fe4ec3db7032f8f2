#include <stdlib.h>

#include "weigh/parts.h"

typedef struct {
    uint32_t *at;
    size_t len, cap;
} Nodes;

/* The bytes of one group of deaths, summed up over all directories above them. */
typedef struct {
    Arena *arena, *scratch;
    ImageCost *cost;
    FileTree *tree;
    uint64_t *sums;     /* of each node */
    uint32_t *files;    /* of each node */
    uint32_t *heaviest; /* of each node: the child with most */
    Nodes touched;
} Adder;

static int by_group(const void *a, const void *b)
{
    const Death *left = a, *right = b;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    if (left->killer != right->killer)
        return left->killer < right->killer ? -1 : 1;
    if (left->cause != right->cause)
        return left->cause < right->cause ? -1 : 1;
    return (left->entry > right->entry) - (left->entry < right->entry);
}

static bool same_group(const Death *a, const Death *b)
{
    return a->layer == b->layer && a->killer == b->killer && a->cause == b->cause;
}

static void add_up(Adder *adder, const Death *death)
{
    uint64_t bytes = tree_entry(adder->tree, (Version){death->layer, death->entry})->stored;
    uint32_t at = death->node > NODE_AUFS ? death->node : NODE_AUFS;
    for (; at != NODE_NONE; at = tree_node(adder->tree, at)->parent) {
        if (adder->files[at] == 0)
            *PUSH(adder->scratch, &adder->touched) = at;
        adder->sums[at] += bytes;
        adder->files[at]++;
    }
}

static bool is_heavier(const Adder *adder, uint32_t node, uint32_t than)
{
    return adder->sums[node] > adder->sums[than] ||
           (adder->sums[node] == adder->sums[than] && node < than);
}

static void find_heaviest(Adder *adder)
{
    for (size_t i = 0; i < adder->touched.len; i++) {
        uint32_t node = adder->touched.at[i];
        uint32_t *best = &adder->heaviest[tree_node(adder->tree, node)->parent];
        if (*best == NODE_NONE || is_heavier(adder, node, *best))
            *best = node;
    }
}

static void add_loss(Adder *adder, Loss loss, uint32_t node, uint64_t bytes, uint32_t files)
{
    loss.node = node > NODE_AUFS ? node : NODE_NONE;
    loss.bytes = bytes;
    loss.files = files;
    if (files > 0)
        *PUSH(adder->arena, &adder->cost->losses) = loss;
}

/* Down to where the bytes spread out, and the little that lies elsewhere for itself. */
static void add_losses(Adder *adder, Loss loss, uint32_t top)
{
    uint32_t node = top;
    for (;;) {
        uint32_t child = adder->heaviest[node];
        if (child == NODE_NONE || adder->sums[child] < adder->sums[node] / 10 * 9)
            break;
        node = child;
    }
    add_loss(adder, loss, node, adder->sums[node], adder->files[node]);
    add_loss(adder, loss, top, adder->sums[top] - adder->sums[node],
             adder->files[top] - adder->files[node]);
}

static void forget(Adder *adder)
{
    for (size_t i = 0; i < adder->touched.len; i++) {
        uint32_t node = adder->touched.at[i];
        adder->sums[node] = 0;
        adder->files[node] = 0;
        adder->heaviest[node] = NODE_NONE;
        adder->heaviest[tree_node(adder->tree, node)->parent] = NODE_NONE;
    }
    adder->touched.len = 0;
}

static void add_group(Adder *adder, uint32_t start, uint32_t end)
{
    const Death *deaths = adder->cost->deaths.at;
    for (uint32_t i = start; i < end; i++)
        add_up(adder, &deaths[i]);
    find_heaviest(adder);
    Loss loss = {.layer = deaths[start].layer,
                 .killer = deaths[start].killer,
                 .cause = deaths[start].cause,
                 .entry = deaths[start].entry,
                 .by = deaths[start].by};
    for (size_t i = 0; i < adder->touched.len; i++) {
        uint32_t node = adder->touched.at[i];
        uint32_t parent = tree_node(adder->tree, node)->parent;
        if (parent == NODE_ROOT || node == NODE_AUFS)
            add_losses(adder, loss, node);
    }
    forget(adder);
}

static int larger_loss(const void *a, const void *b)
{
    const Loss *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    if (left->entry != right->entry)
        return left->entry < right->entry ? -1 : 1;
    return (left->node > right->node) - (left->node < right->node);
}

static void group(Arena *arena, ImageCost *cost, FileTree *tree)
{
    Arena *scratch = arena_open();
    Adder adder = {.arena = arena, .scratch = scratch, .cost = cost, .tree = tree};
    adder.sums = NEW_ARRAY(scratch, (size_t)tree->nodes + 1, uint64_t);
    adder.files = NEW_ARRAY(scratch, (size_t)tree->nodes + 1, uint32_t);
    adder.heaviest = NEW_ARRAY(scratch, (size_t)tree->nodes + 1, uint32_t);
    for (uint32_t start = 0, end; start < cost->deaths.len; start = end) {
        for (end = start + 1; end < cost->deaths.len; end++)
            if (!same_group(&cost->deaths.at[start], &cost->deaths.at[end]))
                break;
        add_group(&adder, start, end);
    }
    if (cost->losses.len > 1)
        qsort(cost->losses.at, cost->losses.len, sizeof *cost->losses.at, larger_loss);
    arena_close(scratch);
}

/* ---- by path ---- */

static int by_path(const void *a, const void *b)
{
    const Death *left = a, *right = b;
    if (left->node != right->node)
        return left->node < right->node ? -1 : 1;
    return by_group(a, b);
}

static bool same_path(const Death *a, const Death *b)
{
    return a->node == b->node && a->node != NODE_NONE;
}

static int larger_path(const void *a, const void *b)
{
    const WastedPath *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    return (left->first > right->first) - (left->first < right->first);
}

static void list_paths(Arena *arena, ImageCost *cost, const FileTree *tree)
{
    const Death *deaths = cost->deaths.at;
    for (uint32_t i = 0; i < cost->deaths.len; i++) {
        WastedPath *last = cost->paths.len > 0 ? &cost->paths.at[cost->paths.len - 1] : NULL;
        if (!last || !same_path(&deaths[last->first], &deaths[i])) {
            last = PUSH(arena, &cost->paths);
            last->first = i;
        }
        last->count++;
        last->bytes += tree_entry(tree, (Version){deaths[i].layer, deaths[i].entry})->stored;
    }
    if (cost->paths.len > 1)
        qsort(cost->paths.at, cost->paths.len, sizeof *cost->paths.at, larger_path);
}

void cost_losses(Arena *arena, ImageCost *cost, FileTree *tree)
{
    if (cost->deaths.len == 0)
        return;
    qsort(cost->deaths.at, cost->deaths.len, sizeof *cost->deaths.at, by_group);
    group(arena, cost, tree);
    qsort(cost->deaths.at, cost->deaths.len, sizeof *cost->deaths.at, by_path);
    list_paths(arena, cost, tree);
}
