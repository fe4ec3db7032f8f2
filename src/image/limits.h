/* Limits: how much is read of what anybody may have written, so that no image can take all memory
   or all time. */
#pragma once

#include <stdint.h>

/* 0 is what stands beside it. */
typedef struct {
    uint64_t entries; /* of a layer, with directories that no entry makes: 5,000,000 */
    uint64_t layers;  /* of an image: 1024 */
    uint64_t tar;     /* bytes that a compressed layer unpacks to: 64 GiB */
    uint64_t archive; /* bytes that an archive which is compressed as a whole unpacks to: 256 GiB */
    uint64_t json;    /* bytes of a manifest or configuration: 16 MiB */
    /* Of zstd, back into which it may reach: 128 MiB, as its own command has it. No more than
       2 GiB, and a power of two, or the next lower one. */
    uint64_t window;
    uint64_t hops; /* symbolic links that are followed on the way to an entry: 40 */
    /* What is more is read, and told: */
    uint64_t ratio; /* of the tar to what is stored: 1100, which deflate cannot reach */
    uint64_t path;  /* bytes: 4096 */
} ImageLimits;

/* With what stands beside those that are 0. */
ImageLimits image_limits(ImageLimits asked);
