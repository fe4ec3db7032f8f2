/* Sparse files in a tar: four ways to write which pieces of a file are there. Only whether the map
   makes sense is kept of it, and how long the file is. Private to the room. */
#pragma once

#include "image/pax.h"
#include "image/tar_header.h"

typedef struct {
    int64_t size;   /* of the file with its holes */
    int64_t end;    /* where the last piece ended */
    int64_t offset; /* of the piece whose length comes next */
    int64_t pieces; /* pax 1.0: those to come; below 0 until their number is known */
    bool has_offset;
    char token[24]; /* a number that goes on in the next block */
    size_t held;
} SparseMap;

typedef enum {
    SPARSE_NO,
    SPARSE_READ,   /* the map stood in the headers and is read */
    SPARSE_BEHIND, /* GNU's own goes on in blocks behind the header */
    SPARSE_IN_BODY,
    SPARSE_BAD, /* there is no sense in it */
} SparseKind;

extern const char sparse_nonsense[]; /* the flaw of a bad one */

/* What header and pax records say of the entry whose body has `size` bytes. */
SparseKind sparse_start(SparseMap *map, const TarHeader *header, const char *block, const Pax *pax,
                        int64_t size);

/* The next block behind a header; `more` while it goes on. False: no sense in it. */
bool sparse_gnu_block(SparseMap *map, const char *block, bool *more);

/* The next block of a map in the body; `more` while it goes on. False: no sense in it. */
bool sparse_map_block(SparseMap *map, const char *block, bool *more);
