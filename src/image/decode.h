/* What stored bytes hold once their compression is taken off. What it is, their first bytes say:
   names and media types lie. Damage ends the bytes early and is told as the reader's flaw.
   Private to the room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "image/limits.h"
#include "image/reader.h"

typedef enum {
    CODING_NONE,
    CODING_GZIP,
    CODING_ZSTD,
    CODING_XZ,
    CODING_BZIP2,
    CODING_LZ4,
    CODING_LZMA,
} Coding;

enum { CODING_HEAD = 14 }; /* bytes that are enough to tell */

Coding coding_of(Str head);
Str coding_name(Coding coding); /* "gzip" */

enum { CODING_TAIL = 72 }; /* of the source, enough for what an index for lazy pulling ends with */

typedef struct {
    Reader reader; /* of what is decoded: its flaw is that of the whole */
    Coding coding;
    uint64_t stored;  /* bytes of the source that made those that were given */
    uint64_t trailer; /* bytes of the source behind the end of what is compressed; at the end */
    /* Of gzip and zstd, which may come in pieces: where that piece began which the bytes given last
       are of, in both counts; where the last one ended that gave any. */
    struct {
        uint64_t raw, stored;
    } piece;
    uint64_t filled;
    char tail[CODING_TAIL]; /* the last bytes of the source that were decoded */
    size_t tail_len;
} Decoder;

Decoder *decoder_of(Arena *arena, Reader *from, const ImageLimits *limits);

/* ---- decode_archive.c ---- */

/* The same for what is rare: xz, bzip2, lz4, lzma. */
Decoder *decoder_of_rare(Arena *arena, Reader *from, Coding coding);
