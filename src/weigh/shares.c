/* What the images of one archive have in common. Layers are equal by their tar, blobs by what is
   stored of them: one tar may be packed twice. */
#include <stdlib.h>

#include "weigh/weigh.h"

typedef struct {
    size_t image;
    const ImageLayer *layer;
    Str key;
} Use;

typedef struct {
    Use *at;
    size_t len, cap;
} Uses;

/* What has no digest is told by where it lies. */
static Str key_of(const ImageLayer *layer, bool tar)
{
    if (tar && layer->diff_id.len > 0)
        return layer->diff_id;
    if (layer->digest.len > 0)
        return layer->digest;
    return layer->diff_id.len > 0 ? layer->diff_id
                                  : (Str){(const char *)&layer->blob, sizeof layer->blob};
}

static int by_key(const void *a, const void *b)
{
    const Use *left = a, *right = b;
    int order = str_order(left->key, right->key);
    return order != 0 ? order : (left->image > right->image) - (left->image < right->image);
}

static Uses uses_of(Arena *arena, const Images *images, bool tar)
{
    Uses uses = {0};
    for (size_t i = 0; i < images->len; i++)
        for (size_t j = 0; j < images->at[i].layers.len; j++) {
            const ImageLayer *layer = &images->at[i].layers.at[j];
            *PUSH(arena, &uses) = (Use){i, layer, key_of(layer, tar)};
        }
    if (uses.len > 1)
        qsort(uses.at, uses.len, sizeof *uses.at, by_key);
    return uses;
}

/* How many of the uses from `start` on are of one layer. */
static size_t group_at(const Uses *uses, size_t start, bool *shared)
{
    size_t end = start + 1;
    while (end < uses->len && str_eq(uses->at[end].key, uses->at[start].key))
        end++;
    *shared = uses->at[end - 1].image != uses->at[start].image;
    return end - start;
}

static void add_tar(LayerBytes *bytes, const ImageLayer *layer)
{
    const LayerSums *sums = layer->blob ? layer_sums(layer->blob->record) : NULL;
    bytes->layers++;
    bytes->tar += sums ? sums->tar : 0;
    bytes->content += sums ? sums->content : 0;
}

static void add_blob(LayerBytes *bytes, const ImageLayer *layer)
{
    bytes->stored += layer->blob ? layer->blob->stored : 0;
    bytes->wire += layer->wire;
    bytes->has_wire = bytes->has_wire && layer->has_wire;
}

static void add_tars(ArchiveShares *shares, const Uses *uses)
{
    bool shared;
    for (size_t at = 0, count; at < uses->len; at += count) {
        count = group_at(uses, at, &shared);
        add_tar(&shares->distinct, uses->at[at].layer);
        for (size_t i = at; i < at + count; i++) {
            ImageShare *image = &shares->images[uses->at[i].image];
            add_tar(shared ? &image->shared : &image->own, uses->at[i].layer);
            add_tar(&shares->all, uses->at[i].layer);
        }
    }
}

/* An image has a blob once, however many of its layers are it. */
static void add_blobs(ArchiveShares *shares, const Uses *uses)
{
    bool shared;
    for (size_t at = 0, count; at < uses->len; at += count) {
        count = group_at(uses, at, &shared);
        add_blob(&shares->distinct, uses->at[at].layer);
        for (size_t i = at; i < at + count; i++) {
            if (i > at && uses->at[i].image == uses->at[i - 1].image)
                continue;
            ImageShare *image = &shares->images[uses->at[i].image];
            add_blob(shared ? &image->shared : &image->own, uses->at[i].layer);
            add_blob(&shares->all, uses->at[i].layer);
        }
    }
}

const ArchiveShares *archive_shares(Arena *arena, const Images *images)
{
    if (images->len < 2)
        return NULL;
    ArchiveShares *shares = NEW(arena, ArchiveShares);
    Arena *scratch = arena_open();
    shares->images = NEW_ARRAY(arena, images->len, ImageShare);
    shares->distinct.has_wire = shares->all.has_wire = true;
    for (size_t i = 0; i < images->len; i++)
        shares->images[i].shared.has_wire = shares->images[i].own.has_wire = true;
    Uses tars = uses_of(scratch, images, true), blobs = uses_of(scratch, images, false);
    add_tars(shares, &tars);
    add_blobs(shares, &blobs);
    arena_close(scratch);
    return shares;
}
