/* One blob read to its end: decoded, walked as the tar of a layer, and hashed where that is wanted.
   Private to the room. */
#pragma once

#include "image/digest.h"
#include "image/image.h"
#include "image/reader.h"

typedef struct {
    const ContentKey *key;
    ImageLimits limits;
    const BodyWish *wish; /* layer_bodies holds these; NULL: none */
    ImageWatch watch;
    bool estimate; /* what compression would make of the tar */
    bool verify;   /* the tar is hashed where it has to be unpacked */
} BlobWork;

/* Reads `from` to its end; without a record where that is no tar. What is kept lives in `arena`,
   which no other thread uses meanwhile. What flows (`lies` is NULL) is hashed now, since it comes
   only once: as it is stored, and its tar. */
void blob_read(Arena *arena, Reader *from, const Ground *lies, const BlobWork *work,
               LayerBlob *blob);

Reader *reader_that_hashes(Arena *arena, Reader *from, Digest *digest);
