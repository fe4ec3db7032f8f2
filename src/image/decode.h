/* What stored bytes hold once their compression is taken off. What it is, their first bytes say:
   names and media types lie. Damage ends the bytes early and is told as the reader's flaw.
   Private to the room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

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

typedef struct {
    Reader reader; /* of what is decoded: its flaw is that of the whole */
    Coding coding;
    uint64_t stored;  /* bytes of the source that made those that were given */
    uint64_t trailer; /* bytes of the source behind the end of what is compressed; at the end */
} Decoder;

Decoder *decoder_of(Arena *arena, Reader *from);

/* ---- decode_archive.c ---- */

/* The same for what is rare: xz, bzip2, lz4, lzma. */
Decoder *decoder_of_rare(Arena *arena, Reader *from, Coding coding);
