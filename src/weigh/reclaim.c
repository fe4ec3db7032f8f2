/* What each category has in an image. */
#include <stdlib.h>

#include "base/index.h"
#include "weigh/category.h"
#include "weigh/parts.h"

/* Directories with one state share it: there are few. */
typedef struct {
    CategoryState *at;
    size_t len, cap;
} States;

typedef struct {
    uint32_t *at;
    size_t len, cap;
} Chain;

typedef struct {
    Arena *arena, *scratch;
    ImageCost *cost;
    FileTree *tree;
    const CategoryRules *rules;
    uint32_t *states; /* of each node that is a directory, from 1 */
    States known;
    Index index;
    Chain chain;
    CategoryCost *costs; /* of each row */
    int inside;          /* the row of what is found inside programs */
} Sorter;

static uint32_t state_id(Sorter *sorter, const CategoryState *state)
{
    Str bytes = {(const char *)state, sizeof *state};
    uint32_t hash = content_name(sorter->cost->tree->key, 0, bytes), at;
    for (uint32_t id = index_find(&sorter->index, hash, &at); id != 0;
         id = index_next(&sorter->index, hash, &at))
        if (memcmp(&sorter->known.at[id - 1], state, sizeof *state) == 0)
            return id;
    *PUSH(sorter->scratch, &sorter->known) = *state;
    index_add(&sorter->index, sorter->scratch, hash, (uint32_t)sorter->known.len);
    return (uint32_t)sorter->known.len;
}

static const CategoryState *state_of(Sorter *sorter, uint32_t directory)
{
    const FileTree *tree = sorter->cost->tree;
    sorter->chain.len = 0;
    for (; sorter->states[directory] == 0; directory = tree_node(tree, directory)->parent)
        *PUSH(sorter->scratch, &sorter->chain) = directory;
    while (sorter->chain.len > 0) {
        uint32_t id = sorter->chain.at[--sorter->chain.len];
        const Node *node = tree_node(tree, id);
        CategoryState above = sorter->known.at[sorter->states[node->parent] - 1];
        CategoryState state = category_step(sorter->rules, &above, str_from(node_name(tree, node)));
        sorter->states[id] = state_id(sorter, &state);
        directory = id;
    }
    return &sorter->known.at[sorter->states[directory] - 1];
}

static const LayerEntry *entry_of(const Sorter *sorter, const Stored *stored)
{
    return cost_entry(sorter->cost, stored->layer, stored->entry);
}

/* Of a part of a body its share of what goes over the wire. */
static uint64_t wire_of(const Sorter *sorter, const Stored *stored, uint64_t bytes)
{
    uint64_t whole = entry_of(sorter, stored)->stored;
    uint64_t wire = entry_wire(sorter->cost, stored->layer, stored->entry);
    return bytes == whole ? wire : (uint64_t)((double)wire * ((double)bytes / (double)whole));
}

static uint64_t tar_of(const Sorter *sorter, const Stored *stored, uint64_t bytes)
{
    const LayerRecord *record = sorter->cost->image->layers.at[stored->layer].blob->record;
    return bytes == entry_of(sorter, stored)->stored ? layer_cost(record, stored->entry) : bytes;
}

/* Rows are few: their number from 1 fits into a byte. */
static void note(const Sorter *sorter, const Stored *stored, int row)
{
    TreeLayer *layer = &sorter->tree->layers[stored->layer];
    if (!layer->categories)
        layer->categories = NEW_ARRAY(sorter->arena, layer_sums(layer->record)->entries, uint8_t);
    layer->categories[stored->entry] = (uint8_t)(row + 1);
}

static void add(const Sorter *sorter, int row, const Stored *stored, uint64_t bytes)
{
    CategoryCost *cost = &sorter->costs[row];
    note(sorter, stored, row);
    if (!cost->layers)
        cost->layers = NEW_ARRAY(sorter->arena, sorter->cost->layer_count, uint64_t);
    if (stored->death) {
        cost->dead += bytes;
        return;
    }
    cost->live += bytes;
    cost->files++;
    cost->wire += wire_of(sorter, stored, bytes);
    cost->tar += tar_of(sorter, stored, bytes);
    cost->layers[stored->layer] += bytes;
    if (bytes > cost->largest_bytes) {
        cost->largest_bytes = bytes;
        cost->largest = *stored;
    }
}

/* A program that is wanted may hold what is not. */
static void look_inside(const Sorter *sorter, const Stored *stored)
{
    LayerRecord *record = sorter->cost->image->layers.at[stored->layer].blob->record;
    uint64_t bytes = elf_extra_bytes(layer_elf(record, stored->entry));
    if (bytes > 0)
        add(sorter, sorter->inside, stored, bytes);
}

static void sort_one(void *context, const Stored *stored)
{
    Sorter *sorter = context;
    if (stored->node == NODE_NONE)
        return;
    const Node *node = tree_node(sorter->cost->tree, stored->node);
    int row = category_row(sorter->rules, state_of(sorter, node->parent),
                           str_from(node_name(sorter->cost->tree, node)));
    if (row >= 0 && category_keeps(&category_rows[row]))
        return;
    uint64_t bytes = entry_of(sorter, stored)->stored;
    if (row < 0)
        look_inside(sorter, stored);
    else if (bytes >= category_rows[row].least && (!category_rows[row].dead_only || stored->death))
        add(sorter, row, stored, bytes);
}

static int row_inside(void)
{
    int row = 0;
    while (*category_rows[row].patterns)
        row++;
    return row;
}

static int heavier(const void *a, const void *b)
{
    const CategoryCost *left = a, *right = b;
    if (left->live != right->live)
        return left->live > right->live ? -1 : 1;
    if (left->dead != right->dead)
        return left->dead > right->dead ? -1 : 1;
    return strcmp(left->id, right->id);
}

static void list(Arena *arena, ImageCost *cost, const CategoryCost *costs)
{
    for (size_t row = 0; row < category_count; row++) {
        if (costs[row].live + costs[row].dead == 0)
            continue;
        CategoryCost *kept = PUSH(arena, &cost->categories);
        *kept = costs[row];
        kept->id = category_rows[row].id;
        kept->level = category_rows[row].level;
        kept->advice = category_rows[row].advice;
        cost->reclaimable[kept->level] += kept->live;
    }
    if (cost->categories.len > 1)
        qsort(cost->categories.at, cost->categories.len, sizeof *cost->categories.at, heavier);
}

void cost_reclaimable(Arena *arena, ImageCost *cost, FileTree *tree)
{
    Sorter sorter = {.arena = arena,
                     .scratch = arena_open(),
                     .cost = cost,
                     .tree = tree,
                     .inside = row_inside()};
    sorter.rules = category_compile(sorter.scratch);
    sorter.states = NEW_ARRAY(sorter.scratch, (size_t)cost->tree->nodes + 1, uint32_t);
    sorter.costs = NEW_ARRAY(sorter.scratch, category_count, CategoryCost);
    CategoryState start = category_start(sorter.rules);
    sorter.states[NODE_ROOT] = state_id(&sorter, &start);
    cost_each(cost, sort_one, &sorter);
    list(arena, cost, sorter.costs);
    arena_close(sorter.scratch);
}
