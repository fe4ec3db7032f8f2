/* The inside of a walk over a tar: the machine (tar.c) reads blocks and bodies as they come,
   entries (tar_entry.c) puts together what the headers of one say. Private to the room. */
#pragma once

#include "image/elf.h"
#include "image/record.h"
#include "image/tar_sparse.h"

typedef enum {
    AT_HEADER,
    AT_EXTENSION,  /* in the body of a header that describes the next entry */
    AT_SPARSE_GNU, /* in blocks of a sparse map behind the header */
    AT_SPARSE_PAX, /* in the map at the head of a body */
    AT_BODY,
    AT_PADDING,
    AT_ZERO, /* behind one block of zeros */
    AT_END,
    AT_REST, /* nothing is looked at any more */
} State;

struct TarWalk {
    Arena *arena;
    TarOptions options;
    LayerRecord *record;
    size_t memory; /* of the arena when it began */
    State state;
    uint64_t at;    /* bytes read */
    uint64_t left;  /* of a body or of padding */
    uint64_t rest;  /* where more than zeros follow the end blocks; 0 when nothing does */
    uint64_t start; /* where the headers of the next entry began, when `begun` */
    bool begun, broken;
    char block[TAR_BLOCK];
    size_t held; /* of the block, when it comes in pieces */

    char extension; /* the type of the header whose body is read */
    Buf pax_body, long_name, long_link;
    Pax pax;
    bool extended; /* some of these hold something */

    LayerEntry *entry; /* whose body passes */
    SparseMap sparse;
    ContentState *hash;
    bool hashes; /* the body that passes */
    ElfScan *elf;
    bool is_elf;   /* the body that passes */
    char *room;    /* for the next bytes of a body that is wanted; NULL when it is not */
    uint64_t kept; /* bytes of wanted bodies */

    Buf joined, xattrs;
    Buf dir_text; /* of the entry before */
    uint32_t dir;
    bool dir_escapes;
};

/* ---- tar_entry.c ---- */

void walk_start_entry(TarWalk *walk, TarHeader *header, const char *block);
void walk_start_body(TarWalk *walk); /* its `left` bytes come next */
void walk_start_padding(TarWalk *walk);
void walk_forget_extensions(TarWalk *walk);

void walk_tell(TarWalk *walk, WarningKind kind, Str what);
void walk_broken(TarWalk *walk, const char *why); /* nothing more is read */
