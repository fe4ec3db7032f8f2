#include <stdlib.h>

#include "weigh/parts.h"

enum { HEAD = 4096, LISTED = 1024, SIZES = 1 << 20, OF_DEATH = UINT16_MAX };

/* A body whose length some other body has, too. The key is its length, then its content. */
typedef struct {
    uint64_t key;
    uint32_t number; /* of the entry in its layer, or of the death */
    uint16_t layer;  /* OF_DEATH: it is dead */
} Body;

typedef struct {
    Body *at;
    size_t len, cap;
} Bodies;

typedef struct {
    ImageCost *cost;
    FileTree *tree;
    Arena *arena, *scratch;
    uint8_t *sizes; /* how many bodies have a length like this: 0, 1, 2 for more */
    Bodies bodies;
} Search;

static Version version_of(const Search *search, const Body *body)
{
    if (body->layer != OF_DEATH)
        return (Version){body->layer, body->number};
    const Death *death = &search->cost->deaths.at[body->number];
    return (Version){death->layer, death->entry};
}

static uint8_t *size_slot(const Search *search, uint64_t size)
{
    return &search->sizes[(size * 0x9e3779b97f4a7c15u >> 44) % SIZES];
}

static void count_size(Search *search, const LayerEntry *entry, Body body)
{
    (void)body;
    uint8_t *slot = size_slot(search, entry->stored);
    *slot = *slot == 0 ? 1 : 2;
}

/* There may be a million: they are counted first, for room that need not grow. */
static void count_body(Search *search, const LayerEntry *entry, Body body)
{
    (void)body;
    search->bodies.cap += *size_slot(search, entry->stored) > 1;
}

static void collect(Search *search, const LayerEntry *entry, Body body)
{
    if (*size_slot(search, entry->stored) < 2)
        return;
    body.key = entry->stored;
    search->bodies.at[search->bodies.len++] = body;
}

static void each_body(Search *search, void (*visit)(Search *, const LayerEntry *, Body))
{
    for (uint16_t layer = 0; layer < search->cost->layer_count; layer++) {
        const TreeLayer *at = &search->tree->layers[layer];
        uint32_t entries = at->record ? layer_sums(at->record)->entries : 0;
        for (uint32_t i = 0; i < entries; i++) {
            const LayerEntry *entry = layer_entry(at->record, i);
            if (entry->stored > 0 && is_live(entry, at->refs[i]))
                visit(search, entry, (Body){.number = i, .layer = layer});
        }
    }
    for (uint32_t i = 0; i < search->cost->deaths.len; i++) {
        Body body = {.number = i, .layer = OF_DEATH};
        visit(search, tree_entry(search->tree, version_of(search, &body)), body);
    }
}

static int by_key(const void *a, const void *b)
{
    const Body *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

/* The end of those that have the key of the one at `start`. */
static size_t run_end(const Body *bodies, size_t start, size_t len)
{
    size_t end = start + 1;
    while (end < len && bodies[end].key == bodies[start].key)
        end++;
    return end;
}

static LayerRecord *record_of(const Search *search, Version version)
{
    return search->tree->layers[version.layer].record;
}

/* The first bytes tell most files of one length apart; where layers are mapped that saves reading.
 */
static bool key_by_head(Search *search, Body *bodies, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        Version version = version_of(search, &bodies[i]);
        Str head = layer_body_head(record_of(search, version), version.entry, HEAD);
        if (head.len == 0)
            return false;
        bodies[i].key = content_hash(search->tree->key, head).low;
    }
    qsort(bodies, len, sizeof *bodies, by_key);
    return true;
}

static void key_by_content(Search *search, Body *bodies, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        Version version = version_of(search, &bodies[i]);
        bodies[i].key = layer_hash(record_of(search, version), version.entry).low;
    }
    qsort(bodies, len, sizeof *bodies, by_key);
}

/* All of these hold the same bytes; the dead ones come last. */
static void settle_equal(Search *search, const Body *bodies, size_t len)
{
    size_t live = 0;
    while (live < len && bodies[live].layer != OF_DEATH)
        live++;
    for (size_t i = live; live > 0 && i < len; i++)
        search->cost->deaths.at[bodies[i].number].hidden = false;
    if (live < 2)
        return;
    Version first = version_of(search, &bodies[0]);
    uint64_t stored = tree_entry(search->tree, first)->stored;
    search->cost->duplicate += (live - 1) * stored;
    if (stored >= LISTED)
        *PUSH(search->arena, &search->cost->twins) =
            (Twins){(uint16_t)first.layer, first.entry, (uint32_t)live, stored};
}

/* All of these have one length, and maybe one head. */
static void settle_by_content(Search *search, Body *bodies, size_t len)
{
    if (len < 2)
        return;
    key_by_content(search, bodies, len);
    for (size_t start = 0, end; start < len; start = end) {
        end = run_end(bodies, start, len);
        settle_equal(search, bodies + start, end - start);
    }
}

static void settle_size(Search *search, Body *bodies, size_t len)
{
    if (len < 2)
        return;
    if (bodies[0].key <= HEAD || !key_by_head(search, bodies, len)) {
        settle_by_content(search, bodies, len);
        return;
    }
    for (size_t start = 0, end; start < len; start = end) {
        end = run_end(bodies, start, len);
        settle_by_content(search, bodies + start, end - start);
    }
}

static int larger_twins(const void *a, const void *b)
{
    const Twins *left = a, *right = b;
    uint64_t l = left->stored * (left->files - 1), r = right->stored * (right->files - 1);
    if (l != r)
        return l > r ? -1 : 1;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    return (left->entry > right->entry) - (left->entry < right->entry);
}

void cost_twins(Arena *arena, ImageCost *cost, FileTree *tree)
{
    Search search = {.cost = cost, .tree = tree, .arena = arena, .scratch = arena_open()};
    search.sizes = NEW_ARRAY(search.scratch, SIZES, uint8_t);
    each_body(&search, count_size);
    each_body(&search, count_body);
    search.bodies.at = NEW_ARRAY(search.scratch, search.bodies.cap, Body);
    each_body(&search, collect);
    if (search.bodies.len > 1)
        qsort(search.bodies.at, search.bodies.len, sizeof *search.bodies.at, by_key);
    for (size_t start = 0, end; start < search.bodies.len; start = end) {
        end = run_end(search.bodies.at, start, search.bodies.len);
        settle_size(&search, search.bodies.at + start, end - start);
    }
    arena_close(search.scratch);
    if (cost->twins.len > 1)
        qsort(cost->twins.at, cost->twins.len, sizeof *cost->twins.at, larger_twins);
}
