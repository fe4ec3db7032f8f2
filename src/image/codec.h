/* The compressions that are decoded here step by step: one file, and one library, each.
   Private to the room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum {
    STEP_ON,     /* wants more input, or more room */
    STEP_END,    /* of one of possibly many pieces that stand one behind the other */
    STEP_BROKEN, /* with the flaw */
} Step;

typedef struct {
    Str in;    /* what is not decoded yet */
    char *out; /* where the next byte goes */
    size_t room;
    const char *flaw;
} CodecFlow;

typedef struct {
    /* Ready for a piece, which may reach `window` bytes back where that can be more than a few;
       NULL where there is no memory. */
    void *(*open)(Arena *arena, uint64_t window);
    Step (*step)(void *state, CodecFlow *flow);
    void (*again)(void *state); /* ready for the next piece */
} Codec;

extern const Codec codec_gzip; /* in codec_isal.c or codec_zlib.c */
extern const Codec codec_zstd;

/* How many bytes zstd makes of what it is told; nothing is kept. In codec_zstd.c. */
typedef struct Estimate Estimate;

extern const char estimate_missing[]; /* why nothing is told where there is none */

Estimate *estimate_open(Arena *arena); /* NULL where the library or memory is missing */
void estimate_add(void *estimate, Str bytes);
uint64_t estimate_end(Estimate *estimate);
