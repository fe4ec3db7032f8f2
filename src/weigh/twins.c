/* Equal bodies. There may be a million, of which few have a twin, so they are counted before they
   are kept: small tables of counters, in which other bodies may have the same place, tell which
   ones may have an equal. Every round goes over the bodies in the order in which they are stored,
   so that a file is read from its beginning to its end. */
#include <stdlib.h>

#include "base/index.h"
#include "weigh/parts.h"

enum { LEAST_BITS = 8, MOST_BITS = 22, A_BYTE = 4, LISTED = 1024 };

/* Two bits each. */
enum { COUNT_ONE = 1, COUNT_MORE = 2, COUNT_HASHED = 3 };

typedef struct {
    uint8_t *at;
    unsigned shift;
} Counters;

/* A body of which more than one may be stored. */
typedef struct {
    Version first; /* that is alive */
    uint32_t files;
} Group;

typedef struct {
    ImageCost *cost;
    FileTree *tree;
    Arena *arena;
    uint64_t least;
    Counters dead_sizes; /* of those that are dead and below `least` */
    Counters sizes, heads, contents;
    bool unread;       /* there are bodies that are not hashed */
    size_t candidates; /* for the groups, at most */
    Group *groups;     /* their numbers in the index are one higher */
    uint32_t group_count;
    Index index;
} Search;

typedef struct {
    Version version;
    LayerRecord *record;
    LayerEntry *entry;
    Death *death; /* NULL: it is alive */
} Body;

/* ---- counters ---- */

static void counters_init(Counters *counters, Arena *arena, uint64_t bodies)
{
    unsigned bits = LEAST_BITS;
    while (bits < MOST_BITS && (uint64_t)1 << bits < bodies * A_BYTE)
        bits++;
    counters->shift = 64 - bits;
    counters->at = NEW_ARRAY(arena, ((size_t)1 << bits) / A_BYTE, uint8_t);
}

static size_t slot_of(const Counters *counters, uint64_t key)
{
    return key * 0x9e3779b97f4a7c15u >> counters->shift;
}

static unsigned count_of(const Counters *counters, uint64_t key)
{
    size_t slot = slot_of(counters, key);
    return counters->at[slot / A_BYTE] >> slot % A_BYTE * 2 & 3;
}

static void count_to(Counters *counters, uint64_t key, unsigned count)
{
    size_t slot = slot_of(counters, key);
    unsigned old = counters->at[slot / A_BYTE] >> slot % A_BYTE * 2 & 3;
    if (count > old)
        counters->at[slot / A_BYTE] ^= (uint8_t)((count ^ old) << slot % A_BYTE * 2);
}

/* How many there were. */
static unsigned count_one(Counters *counters, uint64_t key)
{
    unsigned before = count_of(counters, key);
    count_to(counters, key, before == 0 ? COUNT_ONE : COUNT_MORE);
    return before;
}

/* ---- the bodies ---- */

/* What lives counts if it is large, or may be what somebody killed. */
static bool counts(const Search *search, uint64_t stored)
{
    return stored > 0 && (stored >= search->least || count_of(&search->dead_sizes, stored) > 0);
}

static void each_body(Search *search, void (*visit)(Search *, const Body *))
{
    for (uint32_t layer = 0; layer < search->cost->layer_count; layer++) {
        const TreeLayer *at = &search->tree->layers[layer];
        uint32_t entries = at->record ? layer_sums(at->record)->entries : 0;
        for (uint32_t i = 0; i < entries; i++) {
            LayerEntry *entry = layer_entry(at->record, i);
            if (counts(search, entry->stored) && is_live(entry, at->refs[i]))
                visit(search, &(Body){{layer, i}, at->record, entry, NULL});
        }
    }
    for (uint32_t i = 0; i < search->cost->deaths.len; i++) {
        Death *death = &search->cost->deaths.at[i];
        Version version = {death->layer, death->entry};
        visit(search, &(Body){version, search->tree->layers[death->layer].record,
                              tree_entry(search->tree, version), death});
    }
}

/* ---- what has to be read ---- */

static bool is_hashed(const Body *body)
{
    return body->entry->flags & ENTRY_HASHED;
}

static void count_size(Search *search, const Body *body)
{
    uint64_t stored = body->entry->stored;
    search->unread = search->unread || !is_hashed(body);
    if (!is_hashed(body))
        count_one(&search->sizes, stored);
    else if (stored > LAYER_SMALL)
        count_to(&search->sizes, stored, COUNT_HASHED);
}

/* The first bytes tell most files of one length apart. */
static void count_head(Search *search, const Body *body)
{
    unsigned count = is_hashed(body) ? 0 : count_of(&search->sizes, body->entry->stored);
    if (count == COUNT_MORE)
        count_one(&search->heads, layer_head_hash(body->record, body->version.entry));
    else if (count == COUNT_HASHED)
        layer_hash(body->record, body->version.entry);
}

static void read_rest(Search *search, const Body *body)
{
    if (!is_hashed(body) && count_of(&search->sizes, body->entry->stored) == COUNT_MORE &&
        count_of(&search->heads, layer_head_hash(body->record, body->version.entry)) == COUNT_MORE)
        layer_hash(body->record, body->version.entry);
}

/* ---- what is equal ---- */

/* Two become candidates when the second one comes. */
static void count_content(Search *search, const Body *body)
{
    if (!is_hashed(body))
        return;
    unsigned before = count_one(&search->contents, body->entry->hash);
    search->candidates += before == 0 ? 0u : before == COUNT_ONE ? 2u : 1u;
}

static bool may_have_equals(const Search *search, const Body *body)
{
    return is_hashed(body) && count_of(&search->contents, body->entry->hash) == COUNT_MORE;
}

static Group *find_group(const Search *search, const Body *body)
{
    uint32_t at, hash = (uint32_t)(body->entry->hash >> 32);
    for (uint32_t id = index_find(&search->index, hash, &at); id != 0;
         id = index_next(&search->index, hash, &at)) {
        Group *group = &search->groups[id - 1];
        const LayerEntry *first = tree_entry(search->tree, group->first);
        if (first->stored == body->entry->stored && first->hash == body->entry->hash)
            return group;
    }
    return NULL;
}

static void join(Search *search, const Body *body)
{
    if (!may_have_equals(search, body))
        return;
    Group *group = find_group(search, body);
    if (body->death) {
        body->death->hidden = group == NULL;
    } else if (group) {
        group->files++;
    } else {
        search->groups[search->group_count++] = (Group){body->version, 1};
        index_put(&search->index, (uint32_t)(body->entry->hash >> 32), search->group_count);
    }
}

/* ---- all together ---- */

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

static void list(Arena *arena, Search *search)
{
    ImageCost *cost = search->cost;
    for (uint32_t i = 0; i < search->group_count; i++) {
        Group group = search->groups[i];
        uint64_t stored = tree_entry(search->tree, group.first)->stored;
        cost->duplicate += (group.files - 1) * stored;
        if (stored >= LISTED && group.files > 1)
            *PUSH(arena, &cost->twins) =
                (Twins){(uint16_t)group.first.layer, group.first.entry, group.files, stored};
    }
    if (cost->twins.len > 1)
        qsort(cost->twins.at, cost->twins.len, sizeof *cost->twins.at, larger_twins);
}

void cost_twins(Arena *arena, ImageCost *cost, FileTree *tree, uint64_t least)
{
    Search search = {.cost = cost, .tree = tree, .arena = arena_open(), .least = least};
    Arena *reading = arena_open();
    uint64_t bodies = cost->deaths.len;
    for (size_t layer = 0; layer < cost->layer_count; layer++)
        bodies += cost->layers[layer].entries;
    counters_init(&search.sizes, reading, bodies);
    counters_init(&search.heads, reading, bodies);
    counters_init(&search.dead_sizes, search.arena, cost->deaths.len);
    for (size_t i = 0; i < cost->deaths.len; i++)
        if (death_bytes(cost, &cost->deaths.at[i]) < least)
            count_one(&search.dead_sizes, death_bytes(cost, &cost->deaths.at[i]));
    each_body(&search, count_size);
    if (search.unread) {
        each_body(&search, count_head);
        each_body(&search, read_rest);
    }
    arena_close(reading);
    counters_init(&search.contents, search.arena, bodies);
    each_body(&search, count_content);
    search.groups = NEW_ARRAY(search.arena, search.candidates, Group);
    index_reserve(&search.index, search.arena, search.candidates);
    each_body(&search, join);
    list(arena, &search);
    arena_close(search.arena);
}
