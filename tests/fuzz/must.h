/* What a fuzzer promises: it aborts where that does not hold, and says what and where. */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, __FILE__, __LINE__)

static inline void must(bool holds, const char *promise, const char *file, int line)
{
    if (holds)
        return;
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, promise);
    abort();
}
