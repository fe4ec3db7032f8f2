/* The 512 bytes before an entry, as Go's archive/tar reads them: v7, ustar, pax, GNU, star; numbers
   in octal or base 256. Private to the room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { TAR_BLOCK = 512, TAR_SPARSE_HERE = 4, TAR_SPARSE_MORE = 21 };

typedef struct {
    Str prefix, name, link; /* in the block; the prefix goes before the name, with a '/' */
    int64_t size, mode, uid, gid, major, minor;
    bool gnu;
    char type;
} TarHeader;

/* NULL, or what is wrong with it. */
const char *tar_header_read(const char *block, TarHeader *header);

/* The number in a field; false when it is none. */
bool tar_number(const char *field, size_t len, int64_t *number);

bool tar_is_zero(Str bytes);

/* Bytes behind a body that fill its last block. */
static inline uint64_t tar_padding(uint64_t size)
{
    return -size % TAR_BLOCK;
}
