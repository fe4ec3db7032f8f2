/* The inside of a LayerRecord, for the walk that fills it. Private to the room. */
#pragma once

#include "base/index.h"
#include "image/layer.h"

enum { ENTRIES_A_CHUNK = 512, ENTRIES_A_START = 16, DIRS_A_CHUNK = 256, DIR_ROOT = 0 };

/* One entry begins where the one before ends: where every 16th does is enough to know. */
typedef struct {
    uint64_t starts[ENTRIES_A_CHUNK / ENTRIES_A_START];
    LayerEntry entries[ENTRIES_A_CHUNK];
} EntryChunk;

/* Entries of one million files must not move while they grow. */
typedef struct {
    EntryChunk **at;
    size_t len, cap;
} EntryChunks;

/* Nor do directories. */
typedef struct {
    LayerDir **at;
    size_t len, cap;
} DirChunks;

/* The texts of names, found by a number of 32 bits: that of a page, and the place in it. Longer
   ones have several pages in a row. */
enum {
    NAMES_PAGE_BITS = 12,
    NAMES_PAGE = 1 << NAMES_PAGE_BITS,
    NAMES_PAGES = 1 << 18,
    NAMES_AN_ENTRY = 256
};

typedef struct {
    char **at;
    size_t len, cap;
    size_t used; /* of the last one */
} NamePages;

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
    NamePages names;
    DirChunks dir_chunks;
    uint32_t dirs;
    EntryMetas metas;
    uint32_t latest_meta; /* entries that follow each other mostly share it */
    Arena *index_arena;   /* of what finds these; NULL when no more come */
    Index dir_index;      /* ids are one higher than numbers of dirs and metas: 0 is nothing */
    Index meta_index;
    ContentState *pieces; /* for bodies that are hashed in pieces; NULL before the first one */
    SparseSizes sparse;
    ElfFiles elves; /* of a layer that does not lie still: those with something to strip */
    LayerBodies bodies;
    Warnings warnings;
};

LayerRecord *record_new(Arena *arena, const ContentKey *key, const BodyWish *wish);
void record_end(LayerRecord *record); /* nothing is added any more */
/* Of the newest entry. */
void record_elf(LayerRecord *record, ElfExtra extra);
/* One more, zeroed, which starts where the one before ends. */
LayerEntry *record_entry(LayerRecord *record, uint64_t start);
bool record_is_full(const LayerRecord *record); /* no name has room any more */
/* Its name; of a link the target, too. */
void record_name(LayerRecord *record, LayerEntry *entry, Str name, Str target);
uint32_t record_dir(LayerRecord *record, uint32_t parent, Str name);
uint32_t record_meta(LayerRecord *record, const EntryMeta *meta); /* keeps a copy of its xattrs */
