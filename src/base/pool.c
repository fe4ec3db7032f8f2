#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

enum { JOBS_MAX = 64 };

typedef struct {
    const PoolTask *task;
    size_t count;
    size_t next; /* to be taken */
    size_t turn; /* to be delivered */
    pthread_mutex_t lock;
    pthread_cond_t moved;
} Pool;

unsigned pool_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > JOBS_MAX ? JOBS_MAX : (unsigned)count;
}

static bool take(Pool *pool, size_t *index)
{
    pthread_mutex_lock(&pool->lock);
    *index = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return *index < pool->count;
}

static void deliver(Pool *pool, size_t index, void *result)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->turn != index)
        pthread_cond_wait(&pool->moved, &pool->lock);
    pool->task->deliver(pool->task->context, index, result);
    pool->turn++;
    pthread_cond_broadcast(&pool->moved);
    pthread_mutex_unlock(&pool->lock);
}

static void *run(void *argument)
{
    Pool *pool = argument;
    size_t index;
    while (take(pool, &index))
        deliver(pool, index, pool->task->work(pool->task->context, index));
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
