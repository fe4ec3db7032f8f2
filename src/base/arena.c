#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
enum { BLOCK_FOR_EACH = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { BLOCK_FOR_EACH = 1 };
#else
enum { BLOCK_FOR_EACH = 0 };
#endif
#else
enum { BLOCK_FOR_EACH = 0 };
#endif

enum { CHUNK_FIRST = 4 << 10, CHUNK_MAX = 4 << 20, CHUNK_KEPT = 1 << 20 };

/* What a list begins with: as many elements as go into so many bytes, but some. */
enum { LIST_BYTES = 256, LIST_LEAST = 2, LIST_MOST = 8 };

typedef struct Block Block;

/* What malloc gave: a chunk that many allocations share, or one large allocation. */
struct Block {
    Block *older;
    size_t size, used;
    alignas(max_align_t) unsigned char data[];
};

typedef struct Owned Owned;

struct Owned {
    Owned *older;
    void *handle;
    void (*drop)(void *);
};

/* Whatever lies in a chunk past `used` is zero, in the spare chunk too. */
struct Arena {
    Block *chunk, *large, *spare;
    Owned *owned;
    size_t total;
};

_Noreturn static void no_memory(void)
{
    fputs("plimsoll: out of memory\n", stderr);
    exit(2);
}

static void *zeroed(size_t size)
{
    void *memory = calloc(1, size);
    if (!memory)
        no_memory();
    return memory;
}

static Block *block_new(size_t size, Block *older)
{
    if (size > PTRDIFF_MAX - sizeof(Block))
        no_memory();
    Block *block = zeroed(sizeof(Block) + size);
    block->older = older;
    block->size = size;
    return block;
}

static void chunk_push(Arena *arena, size_t size)
{
    Block *spare = arena->spare;
    if (spare && spare->size >= size) {
        arena->spare = NULL;
        spare->older = arena->chunk;
        arena->chunk = spare;
    } else {
        arena->chunk = block_new(size, arena->chunk);
    }
}

/* One is kept, the largest up to `most`: a loop of mark and rewind across the end of a chunk is
   common. */
static void chunk_pop(Arena *arena, size_t most)
{
    Block *chunk = arena->chunk;
    arena->chunk = chunk->older;
    if (chunk->size > most || (arena->spare && arena->spare->size >= chunk->size)) {
        free(chunk);
        return;
    }
    free(arena->spare);
    memset(chunk->data, 0, chunk->used);
    chunk->used = 0;
    arena->spare = chunk;
}

static void *alloc_slowly(Arena *arena, size_t size)
{
    size_t next = CHUNK_FIRST;
    if (arena->chunk)
        next = arena->chunk->size < CHUNK_MAX ? arena->chunk->size * 2 : CHUNK_MAX;
    if (arena->spare && arena->spare->size > next)
        next = arena->spare->size;
    arena->total += size;
    if (BLOCK_FOR_EACH || size > next / 4) {
        arena->large = block_new(size, arena->large);
        return arena->large->data;
    }
    chunk_push(arena, next);
    arena->chunk->used = size;
    return arena->chunk->data;
}

void *arena_alloc(Arena *arena, size_t size, size_t align)
{
    assert(align > 0 && (align & (align - 1)) == 0 && align <= alignof(max_align_t));
    Block *chunk = arena->chunk;
    if (!chunk)
        return alloc_slowly(arena, size);
    size_t start = (chunk->used + align - 1) & ~(align - 1);
    if (start > chunk->size || size > chunk->size - start)
        return alloc_slowly(arena, size);
    chunk->used = start + size;
    arena->total += size;
    return chunk->data + start;
}

void *arena_array(Arena *arena, size_t count, size_t size, size_t align)
{
    if (size > 0 && count > SIZE_MAX / size)
        no_memory();
    return arena_alloc(arena, count * size, align);
}

void *arena_extend(Arena *arena, void *old, size_t old_size, size_t size, size_t align)
{
    assert(size >= old_size);
    size_t more = size - old_size;
    Block *chunk = arena->chunk;
    bool newest = chunk && old && (unsigned char *)old + old_size == chunk->data + chunk->used;
    if (newest && more <= chunk->size - chunk->used) {
        chunk->used += more;
        arena->total += more;
        return old;
    }
    void *moved = arena_alloc(arena, size, align);
    if (old_size > 0)
        memcpy(moved, old, old_size);
    return moved;
}

void arena_grow(Arena *arena, void *at_field, size_t len, size_t *cap, size_t size, size_t align)
{
    if (len < *cap)
        return;
    if (size == 0 || *cap > SIZE_MAX / 2 / size)
        no_memory();
    size_t first = LIST_BYTES / size;
    first = first < LIST_LEAST ? LIST_LEAST : first > LIST_MOST ? LIST_MOST : first;
    size_t wanted = *cap > 0 ? *cap * 2 : first;
    void *at;
    memcpy(&at, at_field, sizeof at);
    at = arena_extend(arena, at, *cap * size, wanted * size, align);
    memcpy(at_field, &at, sizeof at);
    *cap = wanted;
}

void arena_own(Arena *arena, void *handle, void (*drop)(void *))
{
    Owned *owned = NEW(arena, Owned);
    *owned = (Owned){arena->owned, handle, drop};
    arena->owned = owned;
}

static void drop_until(Arena *arena, const Owned *kept)
{
    while (arena->owned != kept) {
        Owned *owned = arena->owned;
        assert(owned);
        arena->owned = owned->older;
        owned->drop(owned->handle);
    }
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){
        .chunk = arena->chunk,
        .used = arena->chunk ? arena->chunk->used : 0,
        .large = arena->large,
        .owned = arena->owned,
        .total = arena->total,
    };
}

static void rewind_to(Arena *arena, ArenaMark mark, size_t most)
{
    drop_until(arena, mark.owned);
    while (arena->large != mark.large) {
        Block *newest = arena->large;
        assert(newest);
        arena->large = newest->older;
        free(newest);
    }
    while (arena->chunk != mark.chunk) {
        assert(arena->chunk);
        chunk_pop(arena, most);
    }
    Block *chunk = arena->chunk;
    if (chunk) {
        assert(mark.used <= chunk->used);
        memset(chunk->data + mark.used, 0, chunk->used - mark.used);
        chunk->used = mark.used;
    }
    arena->total = mark.total;
}

void arena_rewind(Arena *arena, ArenaMark mark)
{
    rewind_to(arena, mark, SIZE_MAX);
}

void arena_clear(Arena *arena)
{
    if (arena->spare && arena->spare->size > CHUNK_KEPT) {
        free(arena->spare);
        arena->spare = NULL;
    }
    rewind_to(arena, (ArenaMark){0}, CHUNK_KEPT);
}

static void free_all(Block *newest)
{
    while (newest) {
        Block *older = newest->older;
        free(newest);
        newest = older;
    }
}

Arena *arena_open(void)
{
    return zeroed(sizeof(Arena));
}

void arena_close(Arena *arena)
{
    if (!arena)
        return;
    drop_until(arena, NULL);
    free_all(arena->large);
    free_all(arena->chunk);
    free(arena->spare);
    free(arena);
}

size_t arena_total(const Arena *arena)
{
    return arena->total;
}
