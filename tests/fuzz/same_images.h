/* An archive is read twice: where it lies still, and as it flows by. Both must tell the same, and
   weigh the same. */
#pragma once

#include <string.h>

#include "fuzz/must.h"
#include "fuzz/weigh_all.h"
#include "image/image.h"
#include "unit/make_archive.h"

/* What files take over the wire adds up, of layers for lazy pulling without any estimate. The index
   of eStargz is one of them, unless it stands behind the end. */
static inline void check_shares(const LayerBlob *blob)
{
    uint32_t entries = layer_sums(blob->record)->entries;
    uint64_t sum = 0, files = blob->stored - blob->index;
    uint64_t end = blob->lazy == LAZY_ESTARGZ ? blob->stored : files;
    MUST(blob->index <= blob->stored);
    for (uint32_t i = 0; i < entries; i++) {
        uint64_t share = blob_wire_of(blob, i);
        MUST(share <= end - sum);
        sum += share;
    }
    MUST(entries == 0 || sum == end || sum == files);
}

static inline void check_layer(const Image *image, const ImageLayer *layer)
{
    MUST((layer->state == LAYER_READ) == (layer->blob && layer->blob->record));
    MUST(!layer->history || (layer->history >= image->history.at &&
                             layer->history < image->history.at + image->history.len));
    if (layer->state != LAYER_READ)
        return;
    const LayerSums *sums = layer_sums(layer->blob->record);
    MUST(sums->content <= sums->tar && sums->tar <= layer->blob->raw);
    uint64_t cost = sums->trailer, wire = 0;
    for (uint32_t i = 0; i < sums->entries; i++)
        cost += layer_cost(layer->blob->record, i);
    MUST(cost == sums->tar);
    if (layer->blob->lazy != LAZY_NO)
        check_shares(layer->blob);
    for (uint64_t i = 0; i <= 16; i++) {
        uint64_t next = blob_wire_at(layer->blob, layer->blob->raw / 16 * i);
        MUST(wire <= next && next <= layer->blob->stored);
        wire = next;
    }
}

/* How much comes out of compressed data that breaks off hangs on the pieces that it is read in. */
static inline bool is_cut(const ImageLayer *layer)
{
    return layer->blob && layer->blob->flaw;
}

static inline void check_same(const ImageLayer *lying, const ImageLayer *flowing)
{
    if (lying->state != flowing->state)
        fprintf(stderr, "%d %d %s %s\n", lying->state, flowing->state,
                lying->blob ? lying->blob->flaw : "-", flowing->blob ? flowing->blob->flaw : "-");
    MUST(lying->state == flowing->state && str_eq(lying->digest, flowing->digest));
    MUST(lying->has_wire == flowing->has_wire && lying->wire == flowing->wire);
    MUST(str_eq(lying->diff_id, flowing->diff_id));
    if (lying->state != LAYER_READ || is_cut(lying))
        return;
    const LayerSums *one = layer_sums(lying->blob->record);
    const LayerSums *other = layer_sums(flowing->blob->record);
    MUST(one->tar == other->tar && one->content == other->content);
    MUST(one->entries == other->entries && one->whole == other->whole);
    MUST(lying->blob->lazy == flowing->blob->lazy && lying->blob->index == flowing->blob->index);
    MUST(lying->blob->exact == flowing->blob->exact);
    MUST(str_eq(lying->blob->lazy_index.flaw, flowing->blob->lazy_index.flaw));
}

static inline void check_all(Arena *arena, const Images *lying, const Images *flowing)
{
    MUST(lying->len == flowing->len && str_eq(lying->layout, flowing->layout));
    MUST(lying->unreferenced_bytes == flowing->unreferenced_bytes);
    MUST(lying->attestation_bytes == flowing->attestation_bytes);
    for (size_t i = 0; i < lying->len; i++) {
        const Image *one = &lying->at[i], *other = &flowing->at[i];
        MUST(one->layers.len == other->layers.len && one->base_layers <= one->layers.len);
        MUST(one->warnings.len == other->warnings.len && one->base_rule);
        bool cut = false;
        for (size_t j = 0; j < one->layers.len; j++) {
            check_layer(one, &one->layers.at[j]);
            check_same(&one->layers.at[j], &other->layers.at[j]);
            cut |= is_cut(&one->layers.at[j]);
        }
        const ImageCost *cost = weigh_all(arena, lying, one);
        const ImageCost *again = weigh_all(arena, flowing, other);
        if (!cut)
            check_same_cost(cost, again);
    }
}

static inline void check_archive(Str archive)
{
    Arena *arena = arena_open();
    Buf wrapped;
    buf_init(&wrapped, arena);
    make_gzip(&wrapped, archive);
    ImageQuery query = {.path = STR("a"), .platform = STR("all"), .verify = true, .jobs = 1};
    query.limits.tar = 1 << 24;
    ImageQuery flow = query;
    query.bytes = archive.len ? archive : STR("");
    flow.bytes = buf_str(&wrapped);
    Images lying, flowing;
    Fail fail = {0}, other = {0};
    bool done = images_read(arena, &query, &lying, &fail);
    MUST(images_read(arena, &flow, &flowing, &other) == done);
    if (!done && strcmp(fail.text, other.text))
        fprintf(stderr, "%s\n%s\n", fail.text, other.text);
    MUST(done || strcmp(fail.text, other.text) == 0);
    if (done)
        check_all(arena, &lying, &flowing);
    query.verify = false;
    query.platform = (Str){0};
    if (images_read(arena, &query, &lying, &fail))
        for (size_t i = 0; i < lying.len; i++)
            weigh_all(arena, &lying, &lying.at[i]);
    arena_close(arena);
}
