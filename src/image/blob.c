#include "image/blob.h"

#include "base/buf.h"
#include "image/codec.h"
#include "image/decode.h"
#include "image/lazy.h"
#include "image/source.h"
#include "image/tar_header.h"

enum { MOST_POINTS = 1 << 14 };

/* A point for each chunk at first; when there are many, every other one goes, and so on: the
   distance grows with the blob, and the memory does not. */
typedef struct {
    WirePoints points;
    uint64_t distance, next;
} Plotter;

/* Hashes what passes by. */
static void hash(void *digest, Str bytes)
{
    digest_add(digest, bytes);
}

Reader *reader_that_hashes(Arena *arena, Reader *from, Digest *digest)
{
    return reader_told(arena, from, hash, digest);
}

static void thin_out(Plotter *plotter)
{
    WirePoints *points = &plotter->points;
    for (size_t i = 0; i < points->len / 2; i++)
        points->at[i] = points->at[2 * i + 1];
    points->len /= 2;
    plotter->distance *= 2;
}

/* Whether a file of the tar begins a piece, as images for lazy pulling are packed. Ahead of the
   bytes that come next. */
static void cut(Arena *arena, const Decoder *decoder, const TarWalk *walk, uint64_t raw,
                BodyCuts *cuts)
{
    uint32_t entry;
    if (decoder->coding != CODING_NONE && decoder->piece.raw == raw &&
        tar_walk_at_body(walk, &entry))
        *PUSH(arena, cuts) = (BodyCut){entry, decoder->piece.stored};
}

static void plot(Arena *arena, Plotter *plotter, const Decoder *decoder)
{
    if (decoder->coding == CODING_NONE || decoder->reader.given < plotter->next)
        return;
    if (plotter->points.len == MOST_POINTS)
        thin_out(plotter);
    *PUSH(arena, &plotter->points) = (WirePoint){decoder->reader.given, decoder->stored};
    plotter->next = decoder->reader.given + plotter->distance;
}

/* Walks until there are no more bytes, or too many. */
static void walk_all(Arena *arena, Decoder *decoder, const Ground *lies, const BlobWork *work,
                     Digest *digest, LayerBlob *blob)
{
    TarOptions options = {
        .key = work->key, .limits = work->limits, .wish = work->wish, .lies = lies};
    TarWalk *walk = tar_walk_open(arena, &options);
    Plotter plotter = {.distance = 1};
    uint64_t told = 0;
    bool guesses = work->estimate && decoder->coding == CODING_NONE;
    Estimate *estimate = guesses ? estimate_open(arena) : NULL;
    if (guesses && !estimate)
        blob->untold = estimate_missing;
    for (;;) {
        Str bytes = reader_next(&decoder->reader);
        if (bytes.len == 0)
            break;
        if (decoder->coding != CODING_NONE && decoder->reader.given > work->limits.tar) {
            blob->flaw = "it unpacks to more bytes than are allowed (--max-decompressed)";
            break;
        }
        if (digest)
            digest_add(digest, bytes);
        if (estimate)
            estimate_add(estimate, bytes);
        plot(arena, &plotter, decoder);
        if (work->watch.advance)
            work->watch.advance(work->watch.context, decoder->stored - told);
        told = decoder->stored;
        cut(arena, decoder, walk, decoder->reader.given - bytes.len, &blob->cuts);
        tar_walk_feed(walk, bytes);
        if (!digest && !estimate)
            tar_walk_skip(walk, reader_skip(&decoder->reader, tar_walk_idle(walk)));
    }
    if (!blob->flaw)
        blob->flaw = decoder->reader.flaw;
    tar_walk_index(walk, lazy_index_of(decoder));
    blob->record = tar_walk_close(walk, blob->flaw != NULL);
    blob->points = plotter.points;
    blob->about = estimate ? estimate_end(estimate) : 0;
}

/* Where what is compressed is damaged before its first header, the walk finds that out. No bytes
   are an empty layer. */
static bool is_tar(Arena *arena, Decoder *decoder)
{
    Str head = reader_peek(arena, &decoder->reader, TAR_BLOCK);
    if (looks_like_tar(head))
        return true;
    return decoder->reader.flaw ? decoder->coding != CODING_NONE : head.len == 0;
}

/* The last bytes of what flows by, where an index for lazy pulling would lie: at least `most` of
   them, or all. */
typedef struct {
    Buf bytes;
    size_t most;
} Tail;

static void keep(void *opaque, Str bytes)
{
    Tail *tail = opaque;
    Buf *kept = &tail->bytes;
    if (kept->len / 2 > tail->most) {
        memmove(kept->at, kept->at + kept->len - tail->most, tail->most);
        kept->len = tail->most;
    }
    if (tail->most > 0)
        buf_add(kept, bytes);
}

void blob_read(Arena *arena, Reader *from, const Ground *lies, const BlobWork *work,
               LayerBlob *blob)
{
    Arena *scratch = arena_open();
    Digest *stored = lies ? NULL : digest_open(scratch, STR("sha256"));
    Reader *source = stored ? reader_that_hashes(scratch, from, stored) : from;
    bool may_keep = work->verify && !lies;
    Tail tail = {.most = may_keep ? (size_t)work->limits.json : 0};
    buf_init(&tail.bytes, scratch);
    source = may_keep ? reader_told(scratch, source, keep, &tail) : source;
    Decoder *decoder = decoder_of(scratch, source, &work->limits);
    blob->compressed = decoder->coding != CODING_NONE;
    blob->coding = coding_name(decoder->coding);
    tail.most = blob->compressed ? tail.most : 0;
    bool hashes_raw = blob->compressed && (work->verify || !lies);
    Digest *raw = hashes_raw ? digest_open(scratch, STR("sha256")) : NULL;
    if (is_tar(scratch, decoder))
        walk_all(arena, decoder, blob->compressed ? NULL : lies, work, raw, blob);
    else
        blob->flaw = "it is no tar";
    reader_skip(source, UINT64_MAX);
    blob->stored = source->given;
    blob->raw = decoder->reader.given;
    blob->trailer = decoder->trailer;
    lazy_settle(arena, decoder, blob);
    if (work->verify && blob->lazy != LAZY_NO) {
        Ground end = lies ? *lies : ground_of_bytes(buf_str(&tail.bytes));
        LazyIndex found = lazy_verify(scratch, decoder, &end, &work->limits, blob);
        blob->lazy_index.flaw = str_copy(arena, found.flaw);
        blob->lazy_index.digest = str_copy(arena, found.digest);
    }
    if (stored)
        blob->digest = digest_close(stored, arena);
    else if (!lies)
        blob->untold = digest_missing;
    if (!blob->flaw)
        blob->diff_id = raw ? digest_close(raw, arena) : blob->compressed ? (Str){0} : blob->digest;
    arena_close(scratch);
}

uint64_t blob_wire_at(const LayerBlob *blob, uint64_t raw)
{
    const WirePoints *points = &blob->points;
    size_t low = 0, high = points->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (points->at[middle].raw < raw)
            low = middle + 1;
        else
            high = middle;
    }
    WirePoint before = low > 0 ? points->at[low - 1] : (WirePoint){0};
    WirePoint after = low < points->len ? points->at[low] : (WirePoint){blob->raw, blob->stored};
    if (raw >= after.raw || after.raw == before.raw)
        return after.stored;
    double share = (double)(raw - before.raw) / (double)(after.raw - before.raw);
    return before.stored + (uint64_t)(share * (double)(after.stored - before.stored));
}
