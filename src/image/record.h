/* The inside of a LayerRecord, for the walk that fills it. Private to the room. */
#pragma once

#include "base/index.h"
#include "image/layer.h"

enum { ENTRIES_A_CHUNK = 2048, DIR_ROOT = 0 };

/* Entries of one million files must not move while they grow. */
typedef struct {
    LayerEntry **at;
    size_t len, cap;
} EntryChunks;

typedef struct {
    LayerDir *at;
    size_t len, cap;
} LayerDirs;

typedef struct {
    EntryMeta *at;
    size_t len, cap;
} EntryMetas;

typedef struct {
    uint32_t entry;
    uint64_t logical;
} SparseSize;

typedef struct {
    SparseSize *at;
    size_t len, cap;
} SparseSizes;

typedef struct {
    uint32_t entry;
    ElfExtra extra;
} ElfFile;

typedef struct {
    ElfFile *at;
    size_t len, cap;
} ElfFiles;

struct LayerRecord {
    Arena *arena;
    const ContentKey *key;
    const BodyWish *wish; /* may be NULL */
    Ground ground;        /* where the raw tar lies, when `lies` */
    bool lies;
    LayerSums sums;
    EntryChunks chunks;
    LayerDirs dirs;
    Index dir_index; /* ids are one higher than numbers of dirs and metas: 0 is nothing */
    EntryMetas metas;
    Index meta_index;
    ContentState *pieces; /* for bodies that are hashed in pieces; NULL before the first one */
    SparseSizes sparse;
    ElfFiles elves; /* of a layer that does not lie still: those with something to strip */
    LayerBodies bodies;
    Warnings warnings;
};

LayerRecord *record_new(Arena *arena, const ContentKey *key, const BodyWish *wish);
/* Of the newest entry. */
void record_elf(LayerRecord *record, ElfExtra extra);
LayerEntry *record_entry(LayerRecord *record); /* one more, zeroed */
uint32_t record_dir(LayerRecord *record, uint32_t parent, Str name);
uint32_t record_meta(LayerRecord *record, const EntryMeta *meta); /* keeps a copy of its xattrs */
