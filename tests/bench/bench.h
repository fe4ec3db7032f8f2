/* What the benchmarks share: a clock, and figures of several rounds. They report and judge no
   time: a benchmark fails only when it cannot work. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct {
    double median, least, most;
} Figures;

static inline double bench_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Of at least one value; they are put in order. */
static inline Figures bench_figures(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        double value = values[i];
        size_t j = i;
        for (; j > 0 && values[j - 1] > value; j--)
            values[j] = values[j - 1];
        values[j] = value;
    }
    double middle = (values[(count - 1) / 2] + values[count / 2]) / 2;
    return (Figures){middle, values[0], values[count - 1]};
}
