#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

enum {
    JOBS_MAX = 64,
    AHEAD = 512, /* results that may wait for their turn */
    IDLE = 16,   /* arenas that are kept */
};

typedef struct {
    const PoolTask *task;
    size_t count;
    size_t next;     /* to be taken */
    size_t turn;     /* to be delivered */
    bool delivering; /* by some thread, without the lock */
    bool ready[AHEAD];
    void *results[AHEAD]; /* of index i at i % AHEAD */
    pthread_mutex_t lock;
    pthread_cond_t moved;
} Pool;

unsigned pool_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > JOBS_MAX ? JOBS_MAX : (unsigned)count;
}

/* With the lock held. */
static bool take(Pool *pool, size_t *index)
{
    *index = pool->next;
    if (pool->next == pool->count)
        return false;
    pool->next++;
    while (*index >= pool->turn + AHEAD)
        pthread_cond_wait(&pool->moved, &pool->lock);
    return true;
}

/* With the lock held, but for the calls of deliver. Whoever brings the result whose turn it is
   delivers, and what waits behind it; the others go on working. */
static void bring(Pool *pool, size_t index, void *result)
{
    pool->results[index % AHEAD] = result;
    pool->ready[index % AHEAD] = true;
    if (pool->delivering)
        return;
    pool->delivering = true;
    while (pool->ready[pool->turn % AHEAD]) {
        size_t turn = pool->turn, slot = turn % AHEAD;
        pthread_mutex_unlock(&pool->lock);
        pool->task->deliver(pool->task->context, turn, pool->results[slot]);
        pthread_mutex_lock(&pool->lock);
        pool->ready[slot] = false;
        pool->turn++;
        pthread_cond_broadcast(&pool->moved);
    }
    pool->delivering = false;
}

static void *run(void *argument)
{
    Pool *pool = argument;
    size_t index;
    pthread_mutex_lock(&pool->lock);
    while (take(pool, &index)) {
        pthread_mutex_unlock(&pool->lock);
        void *result = pool->task->work(pool->task->context, index);
        pthread_mutex_lock(&pool->lock);
        bring(pool, index, result);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

void pool_run(const PoolTask *task, size_t count, unsigned jobs)
{
    Pool pool = {.task = task, .count = count};
    pthread_t threads[JOBS_MAX];
    unsigned started = 0;
    jobs = jobs ? jobs : pool_processors();
    jobs = jobs > JOBS_MAX ? JOBS_MAX : jobs;
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.moved, NULL);
    /* This thread works, too; where no other can be started, it does everything. */
    while (started + 1 < jobs && started + 1 < count &&
           pthread_create(&threads[started], NULL, run, &pool) == 0)
        started++;
    run(&pool);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&pool.moved);
    pthread_mutex_destroy(&pool.lock);
}

struct Lock {
    pthread_mutex_t mutex;
};

static void drop_lock(void *lock)
{
    pthread_mutex_destroy(&((Lock *)lock)->mutex);
}

Lock *lock_new(Arena *arena)
{
    Lock *lock = NEW(arena, Lock);
    pthread_mutex_init(&lock->mutex, NULL);
    arena_own(arena, lock, drop_lock);
    return lock;
}

void lock_take(Lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void lock_give(Lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

struct Arenas {
    Lock *lock;
    Arena *idle[IDLE];
    size_t len;
};

static void close_idle(void *handle)
{
    Arenas *arenas = handle;
    while (arenas->len > 0)
        arena_close(arenas->idle[--arenas->len]);
}

Arenas *arenas_new(Arena *arena)
{
    Arenas *arenas = NEW(arena, Arenas);
    arenas->lock = lock_new(arena);
    arena_own(arena, arenas, close_idle);
    return arenas;
}

Arena *arenas_take(Arenas *arenas)
{
    lock_take(arenas->lock);
    Arena *arena = arenas->len > 0 ? arenas->idle[--arenas->len] : NULL;
    lock_give(arenas->lock);
    return arena ? arena : arena_open();
}

void arenas_give(Arenas *arenas, Arena *arena)
{
    arena_clear(arena);
    lock_take(arenas->lock);
    bool kept = arenas->len < IDLE;
    if (kept)
        arenas->idle[arenas->len++] = arena;
    lock_give(arenas->lock);
    if (!kept)
        arena_close(arena);
}
