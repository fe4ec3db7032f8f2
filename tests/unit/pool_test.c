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

int main(void)
{
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
