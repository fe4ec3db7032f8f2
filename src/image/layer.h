/* layer: what one walk over the raw tar of a layer learns, under the rules of Go's archive/tar,
   which every container engine uses.

   It knows entries, their bytes and what was wrong with the tar. It knows nothing of compression,
   digests, manifests or other layers: the reading side (decode) brings the bytes, the tree compares
   layers. A record may stand for several layers of several images, so nothing writes to it later
   but hashes that were not needed before. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "image/content.h"
#include "image/elf.h"
#include "image/limits.h"
#include "image/warning.h"

typedef enum {
    ENTRY_FILE,
    ENTRY_DIR,
    ENTRY_SYMLINK,
    ENTRY_HARDLINK,
    ENTRY_CHAR,
    ENTRY_BLOCK,
    ENTRY_FIFO,
    ENTRY_UNKNOWN, /* a type that engines do not know; its body is stored all the same */
} EntryKind;

/* What is set beside the bytes; entries with equal ones share it within a layer. */
typedef struct {
    uint64_t uid, gid;
    uint32_t mode;         /* & 07777 */
    uint32_t major, minor; /* of devices */
    Str xattrs;            /* "NAME=VALUE", sorted, each preceded by its length in 4 bytes */
} EntryMeta;

/* What differs between two of them, the first of: */
typedef enum { META_SAME, META_MODE, META_OWNER, META_XATTRS } MetaChange;

MetaChange entry_meta_change(const EntryMeta *before, const EntryMeta *after);

/* A directory that some entry of the layer lies in. 0 is the root; a parent comes before its
 * children. */
typedef struct {
    const char *name; /* one component; "" for the root */
    uint32_t parent;
    uint16_t mark; /* the wish's */
} LayerDir;

enum { ENTRY_HASHED = 1, ENTRY_SPARSE = 2, ENTRY_ROOT = 4, ENTRY_HEADED = 8 };

enum { LAYER_HEAD_BITS = 24, LAYER_HEAD_MOST = (1 << LAYER_HEAD_BITS) - 1 };

/* Bytes of a body that is hashed as it passes even where it could be read later; a look at its
   header costs as much. */
enum { LAYER_SMALL = 4096 };

/* There may be millions: what can be found out otherwise is not kept. */
typedef struct {
    uint64_t stored;  /* bytes of the body, no sparse map; 0 for all but files and unknown types */
    ContentHash hash; /* of these bytes with ENTRY_HASHED, of the first with ENTRY_HEADED */
    uint32_t name;    /* for layer_name and layer_target */
    uint32_t dir;     /* in layer_dir */
    uint32_t meta;    /* in layer_meta */
    uint32_t head : LAYER_HEAD_BITS; /* blocks of the tar from its first header, extensions too, to
                                        the body */
    uint32_t kind : 4;               /* EntryKind */
    uint32_t flags : 4;
} LayerEntry;

typedef struct LayerRecord LayerRecord;

/* Which bytes are wanted. */
typedef struct {
    /* What is to know of a directory, asked once: its mark, by that of the one above; the root's
       is 0. */
    uint16_t (*mark)(uint16_t above, Str name);
    bool (*wants)(const LayerRecord *record, const LayerEntry *entry); /* of the newest entry */
} BodyWish;

/* Such bytes: all of them, or none when there are too many to hold. */
typedef struct {
    uint32_t entry;
    Str body;
} LayerBody;

typedef struct {
    LayerBody *at;
    size_t len, cap;
} LayerBodies;

typedef struct {
    uint64_t tar;     /* bytes of the raw stream, all of them; what diff_id is the digest of */
    uint64_t content; /* bodies, sparse maps left out */
    uint64_t logical; /* bodies as the container sees them, holes too */
    uint64_t trailer; /* bytes behind the last entry: end blocks, padding */
    uint32_t entries;
    bool whole; /* false: truncated or broken, and all of these are lower bounds */
} LayerSums;

/* Entries are read by number, 0 to layer_sums().entries - 1, in the order of the tar. */
const LayerSums *layer_sums(const LayerRecord *record);
LayerEntry *layer_entry(const LayerRecord *record, uint32_t index);
const LayerDir *layer_dir(const LayerRecord *record, uint32_t index);
uint32_t layer_dirs(const LayerRecord *record);
const EntryMeta *layer_meta(const LayerRecord *record, uint32_t index);
const LayerBodies *layer_bodies(const LayerRecord *record); /* wanted ones, in the same order */
Str layer_body(const LayerRecord *record, uint32_t index);  /* of a wanted one; else empty */
const Warnings *layer_warnings(const LayerRecord *record);  /* their layer is NO_LAYER */

uint64_t layer_start(const LayerRecord *record, uint32_t index); /* of its first header */
uint64_t layer_head(const LayerEntry *entry);                    /* bytes from there to its body */
uint64_t layer_cost(const LayerRecord *record, uint32_t index);  /* its bytes of the tar */
uint64_t layer_logical(const LayerRecord *record, uint32_t index); /* its size for the container */
/* Its last component, NUL behind it; of a link the target, as it is written. */
const char *layer_name(const LayerRecord *record, const LayerEntry *entry);
Str layer_target(const LayerRecord *record, const LayerEntry *entry);
Str layer_path(const LayerRecord *record, Arena *arena, uint32_t index); /* "usr/bin/tool" */

/* The hash of the entry's bytes, made now when the layer lies still and nobody asked before. */
ContentHash layer_hash(LayerRecord *record, uint32_t index);
bool layer_lies(const LayerRecord *record); /* still: bodies can be read at any time */
/* The first bytes of the body, at most `most`, for which there is room; empty when the layer does
   not lie still. */
Str layer_body_head(const LayerRecord *record, uint32_t index, char *room, size_t most);
/* A hash of the first bytes of a body that is not hashed. */
uint64_t layer_head_hash(LayerRecord *record, uint32_t index);
/* What of the entry only debuggers read; of small files nobody asks. Of a layer that lies still the
   section table is looked at now. */
ElfExtra layer_elf(const LayerRecord *record, uint32_t index);
/* Why bodies that were there could not be read again, by now; NULL where they could. */
const char *layer_flaw(const LayerRecord *record);

enum { ELF_LEAST = 256 << 10 };

typedef struct TarWalk TarWalk;

typedef struct {
    const ContentKey *key; /* the same for all layers of a run */
    ImageLimits limits;
    const BodyWish *wish; /* NULL: no body */
    /* Where the tar can be read again for as long as the record is used; NULL: nowhere. Then bodies
       are hashed when asked for, and need not be fed. */
    const Ground *lies;
} TarOptions;

/* The record and all that belongs to it live in `arena`, which no other thread uses meanwhile. */
TarWalk *tar_walk_open(Arena *arena, const TarOptions *options);
/* The next bytes, any amount. False: nothing more is wanted, since the tar is broken; what still
   comes is counted if it is fed all the same. */
bool tar_walk_feed(TarWalk *walk, Str bytes);
/* Whether the bytes that come next are the first of a body: that of `entry`. */
bool tar_walk_at_body(const TarWalk *walk, uint32_t *entry);
/* How many of the next bytes need not be fed if they are skipped: at most so many at a time. */
uint64_t tar_walk_idle(const TarWalk *walk);
void tar_walk_skip(TarWalk *walk, uint64_t count);
/* What follows the end of the tar from byte `from` on was put there on purpose. Before the walk is
   closed. */
void tar_walk_index(TarWalk *walk, uint64_t from);
/* `cut`: the source ended early or could not be decoded further. */
LayerRecord *tar_walk_close(TarWalk *walk, bool cut);
