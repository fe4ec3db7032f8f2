/* Index: numbers found by a hash of what they stand for. Linear probing over a range of any size; a
   part of the hash stands beside the number, so that what it stands for is seldom looked at in
   vain. The caller compares, and keeps 0 for nothing. */
#pragma once

#include <stdint.h>

#include "base/arena.h"

typedef struct {
    uint32_t hash, id;
} IndexSlot;

typedef struct {
    IndexSlot *slots;
    uint32_t size, used;
} Index;

static inline uint32_t index_start(const Index *index, uint32_t hash)
{
    return (uint32_t)((uint64_t)hash * index->size >> 32);
}

static inline uint32_t index_after(const Index *index, uint32_t slot)
{
    return slot + 1 == index->size ? 0 : slot + 1;
}

/* Those that may be meant: for (uint32_t at, id = index_find(&index, hash, &at); id != 0;
   id = index_next(&index, hash, &at)). */
static inline uint32_t index_next(const Index *index, uint32_t hash, uint32_t *at)
{
    while (index->slots[*at].id != 0) {
        IndexSlot slot = index->slots[*at];
        *at = index_after(index, *at);
        if (slot.hash == hash)
            return slot.id;
    }
    return 0;
}

static inline uint32_t index_find(const Index *index, uint32_t hash, uint32_t *at)
{
    *at = index->size > 0 ? index_start(index, hash) : 0;
    return index->size > 0 ? index_next(index, hash, at) : 0;
}

static inline void index_put(Index *index, uint32_t hash, uint32_t id)
{
    uint32_t at = index_start(index, hash);
    while (index->slots[at].id != 0)
        at = index_after(index, at);
    index->slots[at] = (IndexSlot){hash, id};
    index->used++;
}

/* Room for `count` in all, before they are added. */
static inline void index_reserve(Index *index, Arena *arena, uint64_t count)
{
    uint64_t wanted = count + count * 2 / 5 + 16;
    if (count * 4 < (uint64_t)index->size * 3)
        return;
    Index larger = {.size = wanted < UINT32_MAX ? (uint32_t)wanted : UINT32_MAX};
    larger.slots = NEW_ARRAY(arena, larger.size, IndexSlot);
    for (uint32_t i = 0; i < index->size; i++)
        if (index->slots[i].id != 0)
            index_put(&larger, index->slots[i].hash, index->slots[i].id);
    *index = larger;
}

/* Adds one; the space doubles when it is needed. */
static inline void index_add(Index *index, Arena *arena, uint32_t hash, uint32_t id)
{
    if ((uint64_t)index->used * 4 >= (uint64_t)index->size * 3)
        index_reserve(index, arena, (uint64_t)index->size * 3 / 2);
    index_put(index, hash, id);
}
