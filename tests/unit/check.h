/* CHECK: what must hold. A failure says where and goes on; main ends with `return check_end();`. */
#pragma once

#include <stdio.h>

static unsigned long checks_passed, checks_failed;

#define CHECK(...) check_that((__VA_ARGS__) ? 1 : 0, #__VA_ARGS__, __FILE__, __LINE__)

static inline void check_that(int holds, const char *what, const char *file, int line)
{
    if (holds) {
        checks_passed++;
        return;
    }
    checks_failed++;
    printf("%s:%d: does not hold: %s\n", file, line, what);
}

static inline int check_end(void)
{
    printf("%lu passed, %lu failed\n", checks_passed, checks_failed);
    return checks_failed > 0 || checks_passed == 0;
}
