#include <stdint.h>

#include "base/pool.h"
#include "check.h"

enum { COUNT = 5000 };

typedef struct {
    uint32_t worked[COUNT]; /* each by one thread */
    size_t delivered;
    unsigned long wrong;
} Run;

/* Some take long, so that the results come in any order. */
static void *work(void *context, size_t index)
{
    Run *run = context;
    volatile uint32_t sum = 0;
    for (uint32_t i = 0; i < (index % 97 == 0 ? 200000u : 50u); i++)
        sum += i;
    run->worked[index] += sum < UINT32_MAX ? 1 : 2;
    return &run->worked[index];
}

static void deliver(void *context, size_t index, void *result)
{
    Run *run = context;
    run->wrong += index != run->delivered || result != &run->worked[index];
    run->delivered++;
}

/* Each time as if nobody had used it before. */
static void lent(void)
{
    enum { AT_ONCE = 40 };
    Arena *own = arena_open(), *taken[AT_ONCE];
    Arenas *arenas = arenas_new(own);
    for (int turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < AT_ONCE; i++) {
            taken[i] = arenas_take(arenas);
            unsigned char *memory = arena_alloc(taken[i], 1000, 1);
            CHECK(arena_total(taken[i]) == 1000 && memory[0] == 0 && memory[999] == 0);
            memset(memory, 1, 1000);
        }
        for (size_t i = 0; i < AT_ONCE; i++)
            arenas_give(arenas, taken[i]);
    }
    arena_close(own);
}

int main(void)
{
    lent();
    static const unsigned jobs[] = {0, 1, 2, 3, 8, 64, 1000};
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        for (size_t count = 0; count <= COUNT; count += count < 3 ? 1 : COUNT - 3) {
            static Run run;
            run = (Run){0};
            PoolTask task = {work, deliver, &run};
            pool_run(&task, count, jobs[i]);
            unsigned long twice = 0;
            for (size_t j = 0; j < COUNT; j++)
                twice += run.worked[j] != (j < count);
            CHECK(run.delivered == count && run.wrong == 0 && twice == 0);
        }
    }
    CHECK(pool_processors() >= 1);
    return check_end();
}
