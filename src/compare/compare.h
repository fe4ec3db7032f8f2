/* compare: how an image has grown, and why.

   Two snapshots are held against each other: what the layers, packages, directories and files of an
   image weigh. A snapshot is taken of an image, or read from a baseline, the small file that stands
   for one. A baseline keeps nothing below a certain size: what it cannot answer is marked, and
   never made up. This room knows figures; it refuses to know archives and how a figure is printed.
 */
#pragma once

#include "base/buf.h"
#include "weigh/weigh.h"

/* ---- what an image weighs ---- */

typedef struct {
    Str diff_id;     /* may be empty */
    Str instruction; /* what made it, cut where it is long; may be empty */
    uint64_t hash;   /* of all of it, without what changes with the files that are copied */
    bool has_wire;
    uint64_t wire, tar, content, dead;
} SnapshotLayer;

typedef struct {
    SnapshotLayer *at;
    size_t len, cap;
} SnapshotLayers;

/* A path and the living bytes in it and below. The first node is the root. */
typedef struct {
    Str name; /* one component, UTF-8 */
    bool directory;
    uint64_t bytes;
    uint32_t parent, first, count; /* its children stand together, by name */
} OutlineNode;

typedef struct {
    OutlineNode *at;
    size_t len, cap;
} Outline;

typedef struct {
    Str name;
    uint64_t bytes;
    Str version; /* of a package whose database tells; else empty */
} Weight;

typedef struct {
    Weight *at;
    size_t len, cap;
} Weights;

typedef struct {
    bool baseline;               /* read from one */
    uint64_t kept_from;          /* packages and paths with fewer bytes are not in it; 0: all are */
    Str config_digest, platform; /* either may be empty */
    bool complete;               /* false: sums are lower bounds; never of a baseline */
    size_t base_layers;          /* 0: not known */
    bool has_wire;
    uint64_t content, tar, wire, live, wasted, hidden, duplicate, unpacked, files, entries;
    SnapshotLayers layers;
    bool databases;     /* packages of the distribution are in it, "deb libc6", if it has any */
    Weights packages;   /* "npm lodash", by name */
    Weights categories; /* as weigh calls them, by name; living bytes */
    Outline outline;
} Snapshot;

/* Of an image that was read with packages_wish; else it has no packages of the distribution. */
const Snapshot *snapshot_of(Arena *arena, const ImageCost *cost);

/* ---- baselines ---- */

bool baseline_begins(Str head); /* whether a file that begins so is one, and no image */
void baseline_write(Buf *out, const Snapshot *snapshot, const char *version);
/* NULL with a Fail when it is damaged, or not of the version that is known here. */
const Snapshot *baseline_read(Arena *arena, Str path, Str text, Fail *fail);

/* ---- how it has grown ---- */

/* What has become of a layer. */
typedef enum {
    FATE_KEPT,    /* the very same */
    FATE_REBUILT, /* the same instruction, other files */
    FATE_CHANGED, /* another instruction in its place */
    FATE_NEW,
    FATE_GONE
} LayerFate;

typedef struct {
    LayerFate fate;
    const SnapshotLayer *old, *now; /* NULL where it is not there */
    size_t index;                   /* of `now`, else of `old` */
} LayerGrowth;

typedef struct {
    LayerGrowth *at;
    size_t len, cap;
} LayerGrowths;

typedef struct {
    Str name;
    Str old_version, now_version; /* of a package; empty where nothing tells */
    uint64_t old, now;
    uint64_t slack; /* by so much it may be wrong, since a baseline does not keep what is small */
    bool rest;      /* of a directory: what is not in those that have rows of their own */
} Growth;

typedef struct {
    Growth *at;
    size_t len, cap;
} Growths;

typedef struct {
    const Snapshot *old, *now;
    BudgetGrowth extents;
    LayerGrowths layers; /* as they lie in `now`, those that are gone where they were */
    size_t fresh_layers; /* of `now`, that `old` does not have: whoever has `old` pulls them */
    bool has_fresh_wire;
    uint64_t fresh_tar, fresh_wire;
    Growths packages, categories; /* what changed, the most first; so are the next */
    Growths directories;          /* as deep as it takes to tell; none lies in another one */
    Growths files;
} Comparison;

/* How much is the base's on both sides: what is known of layers that both have goes for both. */
BudgetGrowth compare_extents(const Snapshot *old, const Snapshot *now);
/* What is not the same on both sides. */
const Comparison *compare(Arena *arena, const Snapshot *old, const Snapshot *now);
/* How much has a layer, a file, a sum become larger; less than nothing where it has shrunk. */
static inline int64_t growth(uint64_t old, uint64_t now)
{
    return (int64_t)(now - old);
}
