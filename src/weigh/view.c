#include <stdlib.h>

#include "text/glob.h"
#include "weigh/parts.h"

/* ---- all that is stored ---- */

typedef struct {
    const ImageCost *cost;
    bool **seen; /* of each entry of each layer */
    void (*visit)(void *context, const Stored *stored);
    void *context;
} Visitor;

static void visit_node(const Visitor *visitor, uint32_t id, const Node *node)
{
    Version version;
    if (!node->alive || !tree_version(visitor->cost->tree, node, &version))
        return;
    bool *seen = &visitor->seen[version.layer][version.entry];
    if (*seen || tree_entry(visitor->cost->tree, version)->stored == 0)
        return;
    *seen = true;
    visitor->visit(visitor->context,
                   &(Stored){.layer = version.layer, .entry = version.entry, .node = id});
}

/* A body with several names is that of the path it was stored for, where that still is. */
static void visit_nodes(const Visitor *visitor, bool links)
{
    const FileTree *tree = visitor->cost->tree;
    for (uint32_t id = NODE_AUFS + 1; id <= tree->nodes; id++) {
        const Node *node = tree_node(tree, id);
        if ((node->kind == ENTRY_HARDLINK) == links)
            visit_node(visitor, id, node);
    }
}

void cost_each(const ImageCost *cost, void (*visit)(void *context, const Stored *stored),
               void *context)
{
    Arena *scratch = arena_open();
    Visitor visitor = {.cost = cost, .visit = visit, .context = context};
    visitor.seen = NEW_ARRAY(scratch, cost->layer_count, bool *);
    for (size_t i = 0; i < cost->layer_count; i++)
        visitor.seen[i] = NEW_ARRAY(scratch, (size_t)cost->layers[i].entries + 1, bool);
    visit_nodes(&visitor, false);
    visit_nodes(&visitor, true);
    for (size_t i = 0; i < cost->deaths.len; i++) {
        const Death *death = &cost->deaths.at[i];
        bool named =
            death->node != NODE_NONE && tree_node(cost->tree, death->node)->parent != NODE_AUFS;
        visit(context, &(Stored){death->layer, death->entry, named ? death->node : 0, death});
    }
    arena_close(scratch);
}

Str stored_path(const ImageCost *cost, Arena *arena, const Stored *stored)
{
    return stored->node != NODE_NONE ? tree_path(cost->tree, arena, stored->node)
                                     : entry_path(cost, arena, stored->layer, stored->entry);
}

/* ---- the tree with sums ---- */

typedef struct {
    uint64_t live, dead, wire;
    uint32_t files;
    uint32_t child, next; /* of those that have bytes */
    bool linked;
} Sums;

struct CostTree {
    const ImageCost *cost;
    Arena *scratch;
    Sums *sums; /* of each node */
    long layer;
    Str glob;
};

static bool is_wanted(const CostTree *tree, const Stored *stored)
{
    if (tree->layer >= 0 && stored->layer != (uint32_t)tree->layer)
        return false;
    if (tree->glob.len == 0)
        return true;
    ArenaMark mark = arena_mark(tree->scratch);
    bool wanted = glob_match(tree->glob, stored_path(tree->cost, tree->scratch, stored));
    arena_rewind(tree->scratch, mark);
    return wanted;
}

static void link_node(CostTree *tree, uint32_t id, uint32_t parent)
{
    Sums *sums = &tree->sums[id];
    if (sums->linked || parent == NODE_NONE)
        return;
    sums->linked = true;
    sums->next = tree->sums[parent].child;
    tree->sums[parent].child = id;
}

static void add_stored(void *context, const Stored *stored)
{
    CostTree *tree = context;
    if (!is_wanted(tree, stored))
        return;
    uint64_t bytes = cost_entry(tree->cost, stored->layer, stored->entry)->stored;
    uint64_t wire = entry_wire(tree->cost, stored->layer, stored->entry);
    uint32_t at = stored->node != NODE_NONE ? stored->node : NODE_ROOT;
    bool stream = tree_is_stream(tree->cost->tree, tree_node(tree->cost->tree, at));
    at = stream ? tree_node(tree->cost->tree, at)->parent : at;
    while (at != NODE_NONE) {
        Sums *sums = &tree->sums[at];
        uint32_t parent = tree_node(tree->cost->tree, at)->parent;
        sums->live += stored->death ? 0 : bytes;
        sums->dead += stored->death ? bytes : 0;
        sums->files += !stored->death && !stream;
        sums->wire += wire;
        link_node(tree, at, parent);
        at = parent;
    }
}

const CostTree *cost_tree(Arena *arena, const ImageCost *cost, long layer, Str glob)
{
    CostTree *tree = NEW(arena, CostTree);
    *tree = (CostTree){.cost = cost, .scratch = arena_open(), .layer = layer, .glob = glob};
    tree->sums = NEW_ARRAY(arena, (size_t)cost->tree->nodes + 1, Sums);
    cost_each(cost, add_stored, tree);
    arena_close(tree->scratch);
    return tree;
}

static int heaviest(const void *a, const void *b)
{
    const CostNode *left = a, *right = b;
    uint64_t l = left->live + left->dead, r = right->live + right->dead;
    if (l != r)
        return l > r ? -1 : 1;
    return strcmp(left->name, right->name);
}

CostNodes cost_children(Arena *arena, const CostTree *tree, uint32_t node)
{
    CostNodes children = {0};
    uint32_t id = tree->sums[node == 0 ? NODE_ROOT : node].child;
    for (; id != NODE_NONE; id = tree->sums[id].next) {
        const Node *at = tree_node(tree->cost->tree, id);
        const Sums *sums = &tree->sums[id];
        *PUSH(arena, &children) = (CostNode){.node = id,
                                             .name = node_name(tree->cost->tree, at),
                                             .directory = sums->child != NODE_NONE,
                                             .alive = at->alive,
                                             .live = sums->live,
                                             .dead = sums->dead,
                                             .wire = sums->wire,
                                             .files = sums->files};
    }
    if (children.len > 1)
        qsort(children.at, children.len, sizeof *children.at, heaviest);
    return children;
}
