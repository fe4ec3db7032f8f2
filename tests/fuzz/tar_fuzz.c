/* Any bytes as the tar of one layer, or of two, in pieces and where it lies still: both must learn
   the same, and the figures must add up. The first two bytes say where the layers part and how long
   a piece is.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "image/make_image.h"
#include "weigh/weigh.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static const ImageCost *weigh(Arena *arena, Str bytes, size_t part, MadeReading reading)
{
    MadeLayers layers = {0};
    for (int i = 0; i < 2; i++) {
        make_layer(arena, &layers);
        buf_add(&layers.at[i].tar, i == 0 ? str_head(bytes, part) : str_tail(bytes, part));
    }
    return image_cost(arena, make_image(arena, &layers, 1, reading));
}

static uint16_t no_mark(uint16_t above, Str name)
{
    (void)name;
    return above;
}

static bool is_wanted(const LayerRecord *record, const LayerEntry *entry)
{
    (void)record;
    (void)entry;
    return true;
}

static const BodyWish every_body = {no_mark, is_wanted};

/* Bodies of whole files are the same, whether they stay or are kept. */
static void must_have_bodies(const ImageCost *a, const ImageCost *b)
{
    for (size_t i = 0; i < a->layer_count; i++) {
        const LayerBodies *here = layer_bodies(a->image->layers.at[i].blob->record);
        const LayerBodies *there = layer_bodies(b->image->layers.at[i].blob->record);
        must(here->len == there->len);
        for (size_t j = 0; j < here->len; j++)
            must(here->at[j].entry == there->at[j].entry &&
                 str_eq(here->at[j].body, there->at[j].body));
    }
}

static void must_add_up(const ImageCost *cost, Str bytes)
{
    uint64_t dead = 0, culprit = 0;
    for (size_t i = 0; i < cost->layer_count; i++) {
        dead += cost->layers[i].dead;
        culprit += cost->layers[i].culprit;
    }
    must(cost->tar == bytes.len && cost->content <= bytes.len);
    must(cost->live + cost->wasted == cost->content && cost->hidden <= cost->wasted);
    must(dead == cost->wasted && culprit == cost->wasted);
}

/* What is changed at random would else not get past the checksum. */
static Str with_checksums(Arena *arena, Str bytes)
{
    char *at = NEW_ARRAY(arena, bytes.len + 1, char);
    memcpy(at, bytes.at, bytes.len);
    for (size_t block = 0; block + 512 <= bytes.len; block += 512)
        if (memcmp(at + block + 257, "ustar", 5) == 0)
            make_checksum(at + block);
    return (Str){at, bytes.len};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    Arena *arena = arena_open();
    Str bytes = {(const char *)data + 2, size - 2};
    if (data[1] % 4 > 0)
        bytes = with_checksums(arena, bytes);
    size_t part = (size_t)data[0] * 512;
    const ImageCost *lying =
        weigh(arena, bytes, part, (MadeReading){.lies = true, .wish = &every_body});
    const ImageCost *pieces = weigh(
        arena, bytes, part, (MadeReading){.piece = (size_t)data[1] * 8 + 1, .wish = &every_body});
    must_add_up(lying, bytes);
    must_have_bodies(lying, pieces);
    must(lying->content == pieces->content && lying->logical == pieces->logical);
    must(lying->wasted == pieces->wasted && lying->hidden == pieces->hidden);
    must(lying->entries == pieces->entries && lying->complete == pieces->complete);
    arena_close(arena);
    return 0;
}
