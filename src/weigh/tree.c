#include "weigh/tree.h"

#include <assert.h>

static uint32_t node_new(FileTree *tree, uint32_t parent)
{
    uint32_t id = ++tree->nodes;
    if (id / NODES_A_CHUNK == tree->chunks.len)
        *PUSH(tree->arena, &tree->chunks) = NEW_ARRAY(tree->arena, NODES_A_CHUNK, Node);
    tree_node(tree, id)->parent = parent;
    return id;
}

FileTree *tree_open(Arena *arena, size_t layers)
{
    FileTree *tree = NEW(arena, FileTree);
    tree->arena = arena;
    tree->key = content_key_new(arena);
    tree->layers = NEW_ARRAY(arena, layers, TreeLayer);
    for (uint32_t id = NODE_ROOT; id <= NODE_AUFS; id++) {
        Node *node = tree_node(tree, node_new(tree, NODE_NONE));
        node->linked = true; /* in no list, and never to be */
        tree_raise_bare(tree, id, 0, "");
    }
    return tree;
}

void tree_close(FileTree *tree)
{
    arena_close(tree->slots.arena);
    arena_close(tree->kin.arena);
    tree->slots = (Slots){0};
    tree->kin = (KinChunks){0};
}

Node *tree_node(const FileTree *tree, uint32_t id)
{
    assert(id > NODE_NONE && id <= tree->nodes);
    return &tree->chunks.at[id / NODES_A_CHUNK][id % NODES_A_CHUNK];
}

const char *node_name(const FileTree *tree, const Node *node)
{
    const LayerRecord *record = tree->layers[node->layer].record;
    return node->bare ? tree->bare.at[node->entry]
                      : layer_name(record, layer_entry(record, node->entry));
}

LayerEntry *tree_entry(const FileTree *tree, Version version)
{
    return layer_entry(tree->layers[version.layer].record, version.entry);
}

bool tree_version(const FileTree *tree, const Node *node, Version *version)
{
    *version = (Version){node->layer, node->entry};
    if (node->kind == ENTRY_DIR)
        return false;
    if (node->kind != ENTRY_HARDLINK)
        return true;
    uint32_t link = tree->layers[node->layer].refs[node->entry];
    if (link > 0)
        *version = tree->links.at[link - 1];
    return link > 0;
}

bool tree_is_stream(const FileTree *tree, const Node *node)
{
    return tree->windows && node->parent > NODE_AUFS &&
           tree_node(tree, node->parent)->kind != ENTRY_DIR && strchr(node_name(tree, node), ':');
}

/* The directory in which it lies. */
static uint32_t above(const FileTree *tree, uint32_t id)
{
    const Node *node = tree_node(tree, id);
    return tree_is_stream(tree, node) ? tree_node(tree, node->parent)->parent : node->parent;
}

Str tree_path(const FileTree *tree, Arena *arena, uint32_t id)
{
    size_t len = 0;
    for (uint32_t at = id; at > NODE_AUFS; at = above(tree, at))
        len += strlen(node_name(tree, tree_node(tree, at))) + 1;
    if (len == 0)
        return (Str){0};
    char *path = NEW_ARRAY(arena, len, char), *end = path + len - 1;
    for (uint32_t at = id; at > NODE_AUFS; at = above(tree, at)) {
        const char *name = node_name(tree, tree_node(tree, at));
        size_t part = strlen(name);
        end -= part;
        memcpy(end, name, part);
        if (end > path)
            *--end = '/';
    }
    return (Str){path, len - 1};
}

enum { FOLDED = 256 };

/* Of long names the first letters will do. */
static uint32_t hash_of(const FileTree *tree, uint32_t parent, Str name)
{
    char folded[FOLDED];
    if (!tree->windows)
        return content_name(tree->key, parent, name);
    name = str_head(name, FOLDED);
    for (size_t i = 0; i < name.len; i++)
        folded[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] | 0x20) : name.at[i];
    return content_name(tree->key, parent, (Str){folded, name.len});
}

static bool same_name(const FileTree *tree, Str a, Str b)
{
    return tree->windows ? str_eq_nocase(a, b) : str_eq(a, b);
}

static uint32_t slot_first(const Slots *slots, uint32_t hash)
{
    return (uint32_t)((uint64_t)hash * slots->size >> 32);
}

static uint32_t slot_after(const Slots *slots, uint32_t slot)
{
    return slot + 1 == slots->size ? 0 : slot + 1;
}

static uint32_t find_any(const FileTree *tree, uint32_t parent, uint32_t hash, Str name)
{
    const Slots *slots = &tree->slots;
    uint32_t slot = slot_first(slots, hash), id = NODE_NONE;
    for (; slots->size > 0 && (id = slots->at[slot]) != NODE_NONE; slot = slot_after(slots, slot)) {
        const Node *node = tree_node(tree, id);
        if (node->parent == parent && same_name(tree, str_from(node_name(tree, node)), name))
            return id;
    }
    return NODE_NONE;
}

static void slot_put(Slots *slots, uint32_t hash, uint32_t id)
{
    uint32_t slot = slot_first(slots, hash);
    while (slots->at[slot] != NODE_NONE)
        slot = slot_after(slots, slot);
    slots->at[slot] = id;
}

/* The slots that were too few are gone before there are new ones. */
void tree_reserve(FileTree *tree, uint32_t count)
{
    Slots *slots = &tree->slots;
    uint64_t all = (uint64_t)tree->nodes + count, size = all + all * 2 / 5 + 16;
    uint64_t least = (uint64_t)slots->size * 3 / 2; /* or small layers would bring new ones often */
    if (all * 4 < (uint64_t)slots->size * 3)
        return;
    size = size < least ? least : size;
    arena_close(slots->arena);
    slots->arena = arena_open();
    slots->size = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
    slots->at = NEW_ARRAY(slots->arena, slots->size, uint32_t);
    for (uint32_t id = NODE_AUFS + 1; id <= tree->nodes; id++) {
        const Node *node = tree_node(tree, id);
        slot_put(slots, hash_of(tree, node->parent, str_from(node_name(tree, node))), id);
    }
}

uint32_t tree_find(const FileTree *tree, uint32_t parent, Str name)
{
    uint32_t id = find_any(tree, parent, hash_of(tree, parent, name), name);
    return id != NODE_NONE && tree_node(tree, id)->alive ? id : NODE_NONE;
}

uint32_t tree_place(FileTree *tree, uint32_t parent, Str name)
{
    uint32_t hash = hash_of(tree, parent, name);
    uint32_t id = find_any(tree, parent, hash, name);
    if (id == NODE_NONE) {
        tree_reserve(tree, 1);
        id = node_new(tree, parent);
        slot_put(&tree->slots, hash, id);
    }
    return id;
}

/* ---- children: most trees never ask for them ---- */

static Kin *kin_of(const FileTree *tree, uint32_t id)
{
    return &tree->kin.at[id / NODES_A_CHUNK][id % NODES_A_CHUNK];
}

static void link_child(FileTree *tree, uint32_t id)
{
    KinChunks *kin = &tree->kin;
    while (kin->len < tree->chunks.len)
        *PUSH(kin->arena, kin) = NEW_ARRAY(kin->arena, NODES_A_CHUNK, Kin);
    Kin *above = kin_of(tree, tree_node(tree, id)->parent);
    kin_of(tree, id)->next = above->child;
    above->child = id;
}

bool tree_has_child(FileTree *tree, uint32_t id)
{
    if (!tree_node(tree, id)->fruitful)
        return false;
    bool first = !tree->kin.arena;
    if (first)
        tree->kin.arena = arena_open();
    for (uint32_t child = NODE_AUFS + 1; first && child <= tree->nodes; child++)
        if (tree_node(tree, child)->linked)
            link_child(tree, child);
    return kin_of(tree, id)->child != NODE_NONE;
}

/* Takes the first child off the list, so that no kill looks at it again. */
static uint32_t unlink_child(FileTree *tree, uint32_t id)
{
    uint32_t child = kin_of(tree, id)->child;
    kin_of(tree, id)->child = kin_of(tree, child)->next;
    tree_node(tree, child)->linked = false;
    return child;
}

/* ---- what becomes of nodes ---- */

void tree_raise(FileTree *tree, uint32_t id, uint8_t kind, Version made)
{
    Node *node = tree_node(tree, id);
    node->kind = kind;
    node->layer = (uint16_t)made.layer;
    node->entry = made.entry;
    node->alive = true;
    node->bare = false;
    if (node->linked)
        return;
    node->linked = true;
    tree_node(tree, node->parent)->fruitful = true;
    if (tree->kin.arena)
        link_child(tree, id);
}

void tree_raise_bare(FileTree *tree, uint32_t id, uint32_t layer, const char *name)
{
    *PUSH(tree->arena, &tree->bare) = name;
    tree_raise(tree, id, ENTRY_DIR, (Version){layer, (uint32_t)tree->bare.len - 1});
    tree_node(tree, id)->bare = true;
}

uint32_t tree_walk(const FileTree *tree, Str clean)
{
    uint32_t at = NODE_ROOT;
    while (clean.len > 0 && at != NODE_NONE) {
        StrCut cut = str_cut(clean, '/');
        clean = cut.tail;
        if (cut.head.len == 0)
            continue;
        at = tree_node(tree, at)->kind == ENTRY_DIR ? tree_find(tree, at, cut.head) : NODE_NONE;
    }
    return at;
}

static void die(FileTree *tree, Version version, Death death)
{
    const LayerEntry *entry = tree_entry(tree, version);
    death.layer = (uint16_t)version.layer;
    death.entry = version.entry;
    death.hidden = true;
    if (entry->stored > 0)
        *PUSH(tree->arena, &tree->deaths) = death;
}

void tree_never_lived(FileTree *tree, Version version, Cause cause)
{
    die(tree, version,
        (Death){.by = ENTRY_NONE, .killer = (uint16_t)version.layer, .cause = (uint8_t)cause});
}

static void drop_leaf(FileTree *tree, uint32_t id, uint32_t of, Death death)
{
    Version version;
    if (!tree_version(tree, tree_node(tree, id), &version))
        return;
    death.node = id;
    /* A stream goes with its file, whatever became of that. */
    if (id != of && (death.cause == CAUSE_METADATA || death.cause == CAUSE_IDENTICAL)) {
        death.cause = CAUSE_OVERWRITTEN;
        death.by = ENTRY_NONE;
    }
    if (--tree->layers[version.layer].refs[version.entry] == 0)
        die(tree, version, death);
}

void tree_kill(FileTree *tree, uint32_t id, Cause cause, uint32_t killer, uint32_t by)
{
    Death death = {.cause = (uint8_t)cause, .killer = (uint16_t)killer, .by = by};
    uint32_t at = id;
    for (;;) {
        Node *node = tree_node(tree, at);
        if (tree_has_child(tree, at)) {
            uint32_t child = unlink_child(tree, at);
            at = tree_node(tree, child)->alive ? child : at;
            continue;
        }
        if (node->alive)
            drop_leaf(tree, at, id, death);
        node->alive = false;
        if (at == id)
            return;
        at = node->parent;
    }
}

bool tree_clear(FileTree *tree, uint32_t id, Cause cause, uint32_t killer)
{
    bool any = false;
    while (tree_has_child(tree, id)) {
        uint32_t child = unlink_child(tree, id);
        if (!tree_node(tree, child)->alive)
            continue;
        any = true;
        tree_kill(tree, child, cause, killer, ENTRY_NONE);
    }
    return any;
}
