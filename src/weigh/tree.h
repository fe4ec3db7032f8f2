/* The tree that layers make, one applied on the other, as the OCI specification says and overlay
   engines do: what is removed is looked up in the lower layers only, what is added comes in the
   order of the tar. Every version of a file is counted by how many paths stand for it; when none
   does any more its death is written down, with its cause and the layer that did it. Private to the
   room. */
#pragma once

#include "image/image.h"
#include "weigh/weigh.h"

enum { NODES_A_CHUNK = 4096, NODE_NONE = 0, NODE_ROOT = 1, NODE_AUFS = 2 };

/* A path that some layer had; it stays when the path is gone, and is used again when it comes back.
 */
typedef struct {
    uint32_t parent;
    uint32_t entry; /* that made it last; of a `bare` one the number of its name */
    uint16_t layer; /* that made it last */
    uint8_t kind;   /* EntryKind */
    bool alive : 1;
    bool linked : 1;   /* among the children of its parent */
    bool fruitful : 1; /* it had children */
    bool bare : 1;     /* a directory that no entry made */
    bool touched : 1;  /* the layer that is applied has it as a directory */
} Node;

/* Of a node, where children are asked for: one of its own, and another one of its parent. */
typedef struct {
    uint32_t child, next;
} Kin;

typedef struct {
    Arena *arena; /* NULL before something with children is killed; closed when all is applied */
    Kin **at;     /* chunks as of nodes */
    size_t len, cap;
} KinChunks;

typedef struct {
    const char **at;
    size_t len, cap;
} BareNames;

typedef struct {
    Node **at;
    size_t len, cap;
} NodeChunks;

typedef struct {
    uint32_t layer, entry;
} Version;

typedef struct {
    Version *at;
    size_t len, cap;
} Versions;

typedef struct {
    LayerRecord *record; /* NULL when the layer could not be read */
    /* Of an entry that stores something: the paths that stand for it. Of a hard link: the number of
       the version it stands for in `links`, from 1; 0 for none. */
    uint32_t *refs;
    uint8_t *categories; /* of each entry its row, from 1; NULL where none has one */
} TreeLayer;

/* Nodes by parent and name: their numbers, 0 for none, each at the place of its hash or behind it.
   The hash is not kept, since the name is there to be asked. */
typedef struct {
    Arena *arena; /* closed when all layers are applied */
    uint32_t *at;
    uint32_t size;
} Slots;

struct FileTree {
    Arena *arena;
    const ContentKey *key;
    Slots slots;
    NodeChunks chunks;
    KinChunks kin;
    uint32_t nodes; /* numbers in use, 1 to nodes */
    uint64_t hops;  /* links that are followed on the way to an entry */
    LayerEngine engine;
    bool windows; /* names differ by more than the case of letters, and files have streams */
    BareNames bare;
    TreeLayer *layers;
    Versions links;
    Deaths deaths;
    Warnings warnings;
};

FileTree *tree_open(Arena *arena, size_t layers);
void tree_apply(FileTree *tree, uint32_t layer, LayerRecord *record, LayerCost *cost);
void tree_close(FileTree *tree);                   /* nothing more is applied; the nodes stay */
void tree_reserve(FileTree *tree, uint32_t count); /* about so many nodes come now */

/* A stream of a file is a child of it, and bears its name: "file:stream". */
bool tree_is_stream(const FileTree *tree, const Node *node);
Node *tree_node(const FileTree *tree, uint32_t id);
const char *node_name(const FileTree *tree, const Node *node); /* "" for the root */
/* What a path stands for; false for directories and dangling links. */
bool tree_version(const FileTree *tree, const Node *node, Version *version);
LayerEntry *tree_entry(const FileTree *tree, Version version);
Str tree_path(const FileTree *tree, Arena *arena, uint32_t id); /* "" for the root */

/* ---- the tree as a container of names ---- */

uint32_t tree_find(const FileTree *tree, uint32_t parent, Str name); /* NODE_NONE when not alive */
/* Its node, alive or not. A new one has no name before it is raised, which must come next. */
uint32_t tree_place(FileTree *tree, uint32_t parent, Str name);
/* Alive, new or again, as that entry made it. */
void tree_raise(FileTree *tree, uint32_t id, uint8_t kind, Version made);
void tree_raise_bare(FileTree *tree, uint32_t id, uint32_t layer, const char *name);
bool tree_has_child(FileTree *tree, uint32_t id);    /* alive, or not yet forgotten */
uint32_t tree_walk(const FileTree *tree, Str clean); /* "/usr/bin": no link is followed */
/* Drops it and all below. `by`: the entry of the killing layer that takes its place, or ENTRY_NONE.
 */
void tree_kill(FileTree *tree, uint32_t id, Cause cause, uint32_t killer, uint32_t by);
/* Drops all that is in a directory; whether there was anything. */
bool tree_clear(FileTree *tree, uint32_t id, Cause cause, uint32_t killer);
/* A version that was never in the tree. */
void tree_never_lived(FileTree *tree, Version version, Cause cause);
