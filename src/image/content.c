#include "image/content.h"

#include <stdio.h>
#include <time.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct ContentKey {
    unsigned char secret[XXH3_SECRET_SIZE_MIN];
};

struct ContentState {
    XXH3_state_t *hash;
    const ContentKey *key;
};

/* Where there is no /dev/urandom, what nobody outside can know: the time and where memory lies. */
static void draw(const void *here, unsigned char *seed, size_t size)
{
    FILE *random = fopen("/dev/urandom", "rb");
    size_t got = random ? fread(seed, 1, size, random) : 0;
    if (random)
        fclose(random);
    if (got == size)
        return;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    XXH128_hash_t drawn = XXH3_128bits_withSeed(&now, sizeof now, (XXH64_hash_t)(uintptr_t)here);
    memcpy(seed, &drawn, size < sizeof drawn ? size : sizeof drawn);
}

const ContentKey *content_key_new(Arena *arena)
{
    ContentKey *key = NEW(arena, ContentKey);
    unsigned char seed[64] = {0};
    draw(key, seed, sizeof seed);
    XXH3_generateSecret(key->secret, sizeof key->secret, seed, sizeof seed);
    return key;
}

ContentHash content_hash(const ContentKey *key, Str body)
{
    return XXH3_64bits_withSecret(body.at, body.len, key->secret, sizeof key->secret);
}

uint32_t content_name(const ContentKey *key, uint32_t parent, Str name)
{
    uint64_t hash = XXH3_64bits_withSecret(name.at, name.len, key->secret, sizeof key->secret);
    return (uint32_t)((hash ^ parent) * 0x9e3779b97f4a7c15u >> 32);
}

ContentState *content_state_new(Arena *arena, const ContentKey *key)
{
    ContentState *state = NEW(arena, ContentState);
    size_t align = alignof(XXH3_state_t);
    uintptr_t room = (uintptr_t)arena_alloc(arena, sizeof(XXH3_state_t) + align, 1);
    state->hash = (XXH3_state_t *)((room + align - 1) / align * align);
    state->key = key;
    return state;
}

void content_start(ContentState *state)
{
    XXH3_64bits_reset_withSecret(state->hash, state->key->secret, sizeof state->key->secret);
}

void content_add(ContentState *state, Str piece)
{
    XXH3_64bits_update(state->hash, piece.at, piece.len);
}

ContentHash content_end(const ContentState *state)
{
    return XXH3_64bits_digest(state->hash);
}
