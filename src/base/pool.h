/* Pool: the same work on many things, by many threads, delivered in order. */
#pragma once

#include <stddef.h>

#include "base/arena.h"

typedef struct {
    /* On any thread, for each index once; what it returns goes to deliver. */
    void *(*work)(void *context, size_t index);
    /* One call at a time, in the order of the indexes. */
    void (*deliver)(void *context, size_t index, void *result);
    void *context;
} PoolTask;

/* jobs: threads, 0 for one a processor. What waits for its turn to be delivered stays bounded. */
void pool_run(const PoolTask *task, size_t count, unsigned jobs);
unsigned pool_processors(void);

/* What several works share, one thread at a time. */
typedef struct Lock Lock;

Lock *lock_new(Arena *arena);
void lock_take(Lock *lock);
void lock_give(Lock *lock);

/* Arenas that were used before, for the next work on any thread. */
typedef struct Arenas Arenas;

Arenas *arenas_new(Arena *arena);
Arena *arenas_take(Arenas *arenas);             /* an empty one */
void arenas_give(Arenas *arenas, Arena *arena); /* what is in it is gone */
