/* Fail: one sentence on why work cannot go on. It holds its text, so failing needs no memory.
   Functions that can fail return bool and take a Fail * last; `return fail_set(...)` is one line.
   Trouble in the *input* is not a Fail: that is a problem or a finding, and the work goes on. */
#pragma once

#include <stdbool.h>

typedef struct {
    char text[1024];
} Fail;

/* Keeps the first sentence that was set; always false. A longer one is cut. */
bool fail_set(Fail *fail, const char *format, ...) __attribute__((format(printf, 2, 3)));
