#include "base/path.h"
#include "weigh/own_dirs.h"
#include "weigh/tree.h"

/* Where Linux gives up, so does any engine. */
enum { LONGEST_TARGET = 4095 };

enum { DISK_BLOCK = 4096, INLINE_SYMLINK = 60 };

#define WHITEOUT ".wh."
#define OPAQUE ".wh..wh..opq"

typedef enum { ROLE_ADDED, ROLE_WHITEOUT, ROLE_OPAQUE, ROLE_AUFS, ROLE_IGNORED } Role;

typedef struct {
    uint32_t *at;
    size_t len, cap;
} Numbers;

typedef struct {
    uint32_t entry;
    bool directory; /* it removed one */
} Whiteout;

typedef struct {
    Whiteout *at;
    size_t len, cap;
} Whiteouts;

/* The node of a directory of the layer, as long as no directory or link has died since. */
typedef struct {
    uint32_t node, epoch;
} DirNode;

typedef struct {
    FileTree *tree;
    Arena *arena, *scratch; /* for the layer, for an entry */
    uint32_t layer;
    LayerRecord *record;
    bool *aufs; /* of each directory of the layer */
    DirNode *nodes;
    uint32_t epoch;
    Numbers chain; /* directories of the layer, the lowest first */
    Whiteouts whiteouts;
    OwnDirs own;          /* for overlay */
    Numbers touched;      /* nodes of directories that the layer has */
    uint64_t directories; /* these, and more in which it only removes something */
} Apply;

static void tell(Apply *apply, WarningKind kind, uint32_t index)
{
    ArenaMark mark = arena_mark(apply->scratch);
    warn(&apply->tree->warnings, apply->tree->arena, kind, apply->layer,
         layer_path(apply->record, apply->scratch, index));
    arena_rewind(apply->scratch, mark);
}

static void tell_node(Apply *apply, WarningKind kind, uint32_t id)
{
    ArenaMark mark = arena_mark(apply->scratch);
    warn(&apply->tree->warnings, apply->tree->arena, kind, apply->layer,
         tree_path(apply->tree, apply->scratch, id));
    arena_rewind(apply->scratch, mark);
}

/* ---- what an entry is for ---- */

static void mark_aufs(Apply *apply)
{
    uint32_t count = layer_dirs(apply->record);
    apply->aufs = NEW_ARRAY(apply->arena, count, bool);
    for (uint32_t dir = 1; dir < count; dir++) {
        const LayerDir *at = layer_dir(apply->record, dir);
        apply->aufs[dir] =
            at->parent == 0 ? strncmp(at->name, ".wh..wh.", 8) == 0 : apply->aufs[at->parent];
    }
}

static bool is_invalid_whiteout(const char *marker)
{
    const char *name = marker + strlen(WHITEOUT);
    return strcmp(name, "") == 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static Role role_of(const Apply *apply, const LayerEntry *entry)
{
    const char *name = layer_name(apply->record, entry);
    bool marker = strncmp(name, WHITEOUT, strlen(WHITEOUT)) == 0;
    bool opaque = marker && strcmp(name, OPAQUE) == 0;
    if (entry->flags & ENTRY_ROOT)
        return ROLE_IGNORED;
    if (opaque)
        return ROLE_OPAQUE;
    if (apply->aufs[entry->dir] || (marker && entry->dir == 0 && strncmp(name, ".wh..wh.", 8) == 0))
        return ROLE_AUFS;
    if (!marker)
        return entry->kind == ENTRY_UNKNOWN ? ROLE_IGNORED : ROLE_ADDED;
    return is_invalid_whiteout(name) ? ROLE_IGNORED : ROLE_WHITEOUT;
}

/* ---- phase 1: what the layer removes from the lower ones ---- */

/* From `dir` up to the first directory for which nothing is known. */
static void chain_up(Apply *apply, uint32_t dir)
{
    apply->chain.len = 0;
    for (; dir != 0 && apply->nodes[dir].epoch != apply->epoch;
         dir = layer_dir(apply->record, dir)->parent)
        *PUSH(apply->arena, &apply->chain) = dir;
}

/* The same path in the tree, no link followed; NODE_NONE when it is no directory there. */
static uint32_t literal_dir(const Apply *apply, uint32_t dir)
{
    ArenaMark mark = arena_mark(apply->scratch);
    Numbers chain = {0};
    for (; dir != 0; dir = layer_dir(apply->record, dir)->parent)
        *PUSH(apply->scratch, &chain) = dir;
    uint32_t at = NODE_ROOT;
    while (chain.len > 0 && at != NODE_NONE) {
        at = tree_find(apply->tree, at,
                       str_from(layer_dir(apply->record, chain.at[--chain.len])->name));
        if (at != NODE_NONE && tree_node(apply->tree, at)->kind != ENTRY_DIR)
            at = NODE_NONE;
    }
    arena_rewind(apply->scratch, mark);
    return at;
}

/* What a whiteout removes. */
static const char *hidden_name(const Apply *apply, const LayerEntry *whiteout)
{
    return layer_name(apply->record, whiteout) + strlen(WHITEOUT);
}

static uint32_t whiteout_target(const Apply *apply, const LayerEntry *entry)
{
    uint32_t dir = literal_dir(apply, entry->dir);
    Str name = str_from(hidden_name(apply, entry));
    return dir == NODE_NONE ? NODE_NONE : tree_find(apply->tree, dir, name);
}

/* ---- where engines differ from the specification ---- */

static bool is_like(const Apply *apply, LayerEngine engine)
{
    return apply->tree->engine == engine;
}

static void hide_all(Apply *apply, uint32_t index, const LayerEntry *entry)
{
    uint32_t dir = literal_dir(apply, entry->dir);
    if (dir == NODE_NONE)
        return;
    /* An overlay cannot mark its root. */
    bool stays = dir == NODE_ROOT && is_like(apply, ENGINE_OVERLAY);
    bool any = stays ? tree_has_child(apply->tree, dir)
                     : tree_clear(apply->tree, dir, CAUSE_OPAQUE, apply->layer);
    if (any && dir == NODE_ROOT)
        tell(apply, WARN_OPAQUE_ROOT, index);
}

static void remove_one(Apply *apply, uint32_t index, const LayerEntry *entry)
{
    uint32_t target = whiteout_target(apply, entry);
    Whiteout *whiteout = PUSH(apply->arena, &apply->whiteouts);
    whiteout->entry = index;
    if (target == NODE_NONE) {
        tell(apply, WARN_WHITEOUT_OF_NOTHING, index);
        return;
    }
    whiteout->directory = tree_node(apply->tree, target)->kind == ENTRY_DIR;
    /* Where both have a name the directory wins, and what lies below shows through it. */
    if (whiteout->directory && is_like(apply, ENGINE_OVERLAY) &&
        own_dirs_has(&apply->own, entry->dir, hidden_name(apply, entry)))
        return;
    if (tree_node(apply->tree, target)->layer == apply->layer)
        tell(apply, WARN_WHITEOUT_OF_ADDED, index);
    apply->epoch++;
    tree_kill(apply->tree, target, CAUSE_DELETED, apply->layer, ENTRY_NONE);
}

static void remove_lower(Apply *apply)
{
    uint32_t count = layer_sums(apply->record)->entries;
    for (uint32_t i = 0; i < count; i++) {
        const LayerEntry *entry = layer_entry(apply->record, i);
        if (layer_name(apply->record, entry)[0] != '.')
            continue;
        Role role = role_of(apply, entry);
        if (role == ROLE_OPAQUE)
            hide_all(apply, i, entry);
        else if (role == ROLE_WHITEOUT && !is_like(apply, ENGINE_NAIVE))
            remove_one(apply, i, entry);
        if (role == ROLE_OPAQUE || role == ROLE_WHITEOUT)
            tree_never_lived(apply->tree, (Version){apply->layer, i}, CAUSE_WHITEOUT_BODY);
    }
}

/* Engines disagree on what a layer both removes and adds. */
static void compare_whiteouts(Apply *apply)
{
    for (size_t i = 0; i < apply->whiteouts.len; i++) {
        Whiteout whiteout = apply->whiteouts.at[i];
        uint32_t id = whiteout_target(apply, layer_entry(apply->record, whiteout.entry));
        const Node *node = id != NODE_NONE ? tree_node(apply->tree, id) : NULL;
        if (!node || node->layer != apply->layer)
            continue;
        if (whiteout.directory && node->kind == ENTRY_DIR)
            tell(apply, WARN_WHITEOUT_AND_DIRECTORY, whiteout.entry);
        else if (node->entry < whiteout.entry)
            tell(apply, WARN_WHITEOUT_OF_ADDED, whiteout.entry);
    }
}

/* ---- phase 2: where what is added goes ---- */

static void touch(Apply *apply, uint32_t id)
{
    Node *node = tree_node(apply->tree, id);
    if (!node->touched)
        *PUSH(apply->arena, &apply->touched) = id;
    node->touched = true;
}

static void replace(Apply *apply, uint32_t id, Cause cause, uint32_t by)
{
    uint8_t kind = tree_node(apply->tree, id)->kind;
    apply->epoch += kind == ENTRY_DIR || kind == ENTRY_SYMLINK;
    tree_kill(apply->tree, id, cause, apply->layer, by);
}

static Str target_of(const FileTree *tree, Version link)
{
    const LayerRecord *record = tree->layers[link.layer].record;
    return layer_target(record, layer_entry(record, link.entry));
}

static uint32_t step(Apply *apply, uint32_t parent, const char *name, unsigned *hops);

/* Engines resolve a link inside the root, "..", too, before they look what is there. */
static uint32_t follow(Apply *apply, uint32_t link, unsigned *hops)
{
    Arena *arena = apply->tree->arena; /* names that are new stay */
    const Node *node = tree_node(apply->tree, link);
    Str target = target_of(apply->tree, (Version){node->layer, node->entry});
    Str above = str_joined(arena, STR("/"), tree_path(apply->tree, arena, node->parent));
    Str path = str_tail(path_join(arena, above, target), 1);
    uint32_t at = NODE_ROOT;
    if (node->layer == apply->layer)
        tell(apply, WARN_THROUGH_SYMLINK, node->entry);
    else
        tell_node(apply, WARN_THROUGH_SYMLINK, link);
    while (path.len > 0) {
        StrCut cut = str_cut(path, '/');
        path = cut.tail;
        at = step(apply, at, str_terminated(arena, cut.head), hops);
    }
    return at;
}

static bool is_followed(const Apply *apply, const Node *node)
{
    return node->kind == ENTRY_SYMLINK &&
           (node->layer == apply->layer || is_like(apply, ENGINE_NAIVE)) &&
           target_of(apply->tree, (Version){node->layer, node->entry}).len <= LONGEST_TARGET;
}

/* The directory `name` in another one, made when it is not there. Only links of this very layer are
   followed; what lower layers have in its place goes. */
static uint32_t step(Apply *apply, uint32_t parent, const char *name, unsigned *hops)
{
    uint32_t id = tree_find(apply->tree, parent, str_from(name));
    const Node *node = id != NODE_NONE ? tree_node(apply->tree, id) : NULL;
    if (node && node->kind == ENTRY_DIR)
        return id;
    if (node && is_followed(apply, node) && (*hops)++ < apply->tree->hops)
        return follow(apply, id, hops);
    if (node) {
        bool link = node->kind == ENTRY_SYMLINK;
        tell_node(apply, link ? WARN_REPLACES_LOWER_SYMLINK : WARN_REPLACES_LOWER_FILE, id);
        replace(apply, id, CAUSE_SHADOWED, ENTRY_NONE);
    }
    id = tree_place(apply->tree, parent, str_from(name));
    tree_raise_bare(apply->tree, id, apply->layer, name);
    return id;
}

static uint32_t dir_node(Apply *apply, uint32_t dir)
{
    if (dir == 0)
        return NODE_ROOT;
    unsigned hops = 0;
    chain_up(apply, dir);
    while (apply->chain.len > 0) {
        uint32_t next = apply->chain.at[--apply->chain.len];
        const LayerDir *at = layer_dir(apply->record, next);
        uint32_t above = at->parent == 0 ? NODE_ROOT : apply->nodes[at->parent].node;
        uint32_t node = step(apply, above, at->name, &hops);
        touch(apply, node);
        apply->nodes[next] = (DirNode){node, apply->epoch};
    }
    return apply->nodes[dir].node;
}

/* ---- phase 2: what is added ---- */

static bool same_content(const FileTree *tree, Version a, Version b)
{
    LayerRecord *left = tree->layers[a.layer].record, *right = tree->layers[b.layer].record;
    const LayerEntry *one = layer_entry(left, a.entry), *other = layer_entry(right, b.entry);
    if (one->stored != other->stored ||
        layer_logical(left, a.entry) != layer_logical(right, b.entry))
        return false;
    if (!((one->flags | other->flags) & ENTRY_HASHED) &&
        layer_head_hash(left, a.entry) != layer_head_hash(right, b.entry))
        return false;
    return layer_hash(left, a.entry) == layer_hash(right, b.entry);
}

static Cause cause_of(const FileTree *tree, const Node *old, Version with)
{
    Version before;
    if (old->kind == ENTRY_DIR)
        return CAUSE_SHADOWED;
    if (old->layer == with.layer)
        return CAUSE_DUPLICATE_ENTRY;
    const LayerEntry *entry = tree_entry(tree, with);
    if (entry->kind != ENTRY_FILE || !tree_version(tree, old, &before) ||
        tree_entry(tree, before)->kind != ENTRY_FILE || !same_content(tree, before, with))
        return CAUSE_OVERWRITTEN;
    const EntryMeta *left =
        layer_meta(tree->layers[before.layer].record, tree_entry(tree, before)->meta);
    const EntryMeta *right = layer_meta(tree->layers[with.layer].record, entry->meta);
    return entry_meta_change(left, right) == META_SAME ? CAUSE_IDENTICAL : CAUSE_METADATA;
}

/* The path a hard link names is taken literally; files of aufs' own lie apart. */
static bool link_source(Apply *apply, uint32_t index, Version *source)
{
    FileTree *tree = apply->tree;
    Str target =
        path_join(apply->scratch, STR("/"), target_of(apply->tree, (Version){apply->layer, index}));
    uint32_t id = str_starts(target, STR("/.wh..wh.plnk"))
                      ? tree_find(tree, NODE_AUFS, path_base(target))
                      : NODE_NONE;
    if (id == NODE_NONE)
        id = tree_walk(tree, target);
    if (id == NODE_NONE || !tree_version(tree, tree_node(tree, id), source)) {
        tell(apply, WARN_DANGLING_HARDLINK, index);
        return false;
    }
    if (source->layer != apply->layer)
        tell(apply, WARN_HARDLINK_TO_LOWER, index);
    return true;
}

/* The new reference is taken before the old one goes: a link may name itself. */
static void take_reference(Apply *apply, uint32_t index, const LayerEntry *entry)
{
    FileTree *tree = apply->tree;
    uint32_t *refs = &tree->layers[apply->layer].refs[index];
    Version source;
    if (entry->kind != ENTRY_HARDLINK) {
        *refs = 1;
    } else if (link_source(apply, index, &source)) {
        tree->layers[source.layer].refs[source.entry]++;
        *PUSH(tree->arena, &tree->links) = source;
        *refs = (uint32_t)tree->links.len;
    }
}

/* The file whose stream it is, where that is there; else the directory. */
static uint32_t file_of_stream(const Apply *apply, uint32_t parent, const LayerEntry *entry)
{
    if (!apply->tree->windows)
        return parent;
    Str name = str_from(layer_name(apply->record, entry));
    size_t colon = str_find_char(name, ':');
    if (colon == 0 || colon == name.len)
        return parent;
    uint32_t file = tree_find(apply->tree, parent, str_head(name, colon));
    bool is_file = file != NODE_NONE && tree_node(apply->tree, file)->kind != ENTRY_DIR;
    return is_file ? file : parent;
}

static void add_leaf(Apply *apply, uint32_t parent, uint32_t index, const LayerEntry *entry)
{
    Version version = {apply->layer, index};
    parent = file_of_stream(apply, parent, entry);
    take_reference(apply, index, entry);
    uint32_t id = tree_place(apply->tree, parent, str_from(layer_name(apply->record, entry)));
    const Node *node = tree_node(apply->tree, id);
    if (node->alive)
        replace(apply, id, cause_of(apply->tree, node, version), index);
    tree_raise(apply->tree, id, entry->kind, version);
}

static void add_dir(Apply *apply, uint32_t parent, uint32_t index, const LayerEntry *entry)
{
    uint32_t id = tree_place(apply->tree, parent, str_from(layer_name(apply->record, entry)));
    const Node *node = tree_node(apply->tree, id);
    if (node->alive && node->kind != ENTRY_DIR)
        replace(apply, id, CAUSE_SHADOWED, index);
    tree_raise(apply->tree, id, ENTRY_DIR, (Version){apply->layer, index});
    touch(apply, id);
}

static void add(Apply *apply, uint32_t index, const LayerEntry *entry)
{
    Role role = role_of(apply, entry);
    ArenaMark mark = arena_mark(apply->scratch);
    if (role == ROLE_ADDED && entry->kind == ENTRY_DIR)
        add_dir(apply, dir_node(apply, entry->dir), index, entry);
    else if (role == ROLE_ADDED)
        add_leaf(apply, dir_node(apply, entry->dir), index, entry);
    else if (role == ROLE_AUFS && (entry->kind == ENTRY_FILE || entry->kind == ENTRY_UNKNOWN))
        add_leaf(apply, NODE_AUFS, index, entry);
    else if (role == ROLE_WHITEOUT && is_like(apply, ENGINE_NAIVE))
        remove_one(apply, index, entry);
    else if (role == ROLE_IGNORED)
        tree_never_lived(apply->tree, (Version){apply->layer, index}, CAUSE_IGNORED);
    if (role == ROLE_AUFS)
        tell(apply, WARN_AUFS_METADATA, index);
    if (role == ROLE_IGNORED && !(entry->flags & ENTRY_ROOT) && entry->kind != ENTRY_UNKNOWN)
        tell(apply, WARN_INVALID_WHITEOUT, index);
    arena_rewind(apply->scratch, mark);
}

/* ---- what the layer is by itself ---- */

static uint64_t on_disk(uint64_t bytes)
{
    return (bytes + DISK_BLOCK - 1) / DISK_BLOCK * DISK_BLOCK;
}

/* What is left of the layer when it is unpacked alone, each file once. */
static void weigh_unpacked(const Apply *apply, LayerCost *cost)
{
    const uint32_t *refs = apply->tree->layers[apply->layer].refs;
    for (uint32_t i = 0; i < cost->entries; i++) {
        const LayerEntry *entry = layer_entry(apply->record, i);
        if (refs[i] == 0 || (entry->kind != ENTRY_FILE && entry->kind != ENTRY_SYMLINK))
            continue;
        size_t target = layer_target(apply->record, entry).len;
        cost->as[AS_DOCKER] += entry->kind == ENTRY_FILE ? layer_logical(apply->record, i) : target;
        cost->as[AS_CONTAINERD] += on_disk(target < INLINE_SYMLINK ? entry->stored : target);
    }
    cost->as[AS_CONTAINERD] += DISK_BLOCK * apply->directories;
    cost->as[AS_PODMAN] = cost->tar;
    cost->as[AS_DIVE] = cost->logical;
}

/* The root is in every layer, and so are directories in which something is only removed. */
static void count_directories(Apply *apply)
{
    apply->directories = 1 + apply->touched.len;
    for (size_t i = 0; i < apply->touched.len; i++)
        tree_node(apply->tree, apply->touched.at[i])->touched = false;
    for (uint32_t dir = 1; dir < layer_dirs(apply->record); dir++)
        apply->directories += apply->nodes[dir].node == NODE_NONE && !apply->aufs[dir];
}

static void add_all(Apply *apply)
{
    uint32_t count = layer_sums(apply->record)->entries;
    for (uint32_t i = 0; i < count; i++)
        add(apply, i, layer_entry(apply->record, i));
    tree_clear(apply->tree, NODE_AUFS, CAUSE_AUFS, apply->layer);
}

void tree_apply(FileTree *tree, uint32_t layer, LayerRecord *record, LayerCost *cost)
{
    const LayerSums *sums = layer_sums(record);
    Apply apply = {.tree = tree, .layer = layer, .record = record, .epoch = 1};
    tree->layers[layer] =
        (TreeLayer){.record = record, .refs = NEW_ARRAY(tree->arena, sums->entries, uint32_t)};
    apply.arena = arena_open();
    apply.scratch = arena_open();
    apply.nodes = NEW_ARRAY(apply.arena, layer_dirs(record), DirNode);
    mark_aufs(&apply);
    tree_reserve(tree, sums->entries);
    if (tree->engine == ENGINE_OVERLAY)
        apply.own = own_dirs(apply.arena, tree->key, record);
    remove_lower(&apply);
    add_all(&apply);
    compare_whiteouts(&apply);
    count_directories(&apply);
    *cost = (LayerCost){.known = true,
                        .tar = sums->tar,
                        .content = sums->content,
                        .logical = sums->logical,
                        .entries = sums->entries};
    weigh_unpacked(&apply, cost);
    arena_close(apply.scratch);
    arena_close(apply.arena);
}
