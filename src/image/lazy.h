/* Layers for lazy pulling: a runtime fetches one file of them at a time. eStargz is gzip of many
   members, zstd:chunked is zstd of many frames; a file begins one, so that its share of the bytes
   over the wire is known exactly, and an index at the end tells where each lies. What is counted
   comes from the tar, never from the index. Private to the room. */
#pragma once

#include "image/decode.h"
#include "image/image.h"

/* Where in the tar the index of eStargz begins, by the last bytes of the blob; UINT64_MAX when
   there is none. It is the last file, or stands behind the end. */
uint64_t lazy_index_of(const Decoder *decoder);
/* What the last bytes of the blob say, once all of it is decoded and walked. */
void lazy_settle(Arena *arena, const Decoder *decoder, LayerBlob *blob);
/* Where in the blob, which is settled, the index lies that can be read; false when it does not. */
bool lazy_index_place(const Decoder *decoder, const LayerBlob *blob, uint64_t *from, uint64_t *len);

/* ---- lazy_index.c ---- */

/* Of the index of a blob, which is settled: how it differs from the tar, empty where it does not;
   the digest by which a manifest calls it. Both are empty where it is longer than JSON may be.
   `end`: of the blob its last bytes, as many as may be JSON, or more. */
LazyIndex lazy_verify(Arena *arena, const Decoder *decoder, const Ground *end,
                      const ImageLimits *limits, const LayerBlob *blob);
