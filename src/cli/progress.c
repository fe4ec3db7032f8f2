#define _POSIX_C_SOURCE 200809L

#include "cli/progress.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"
#include "report/report.h"

enum { FIRST = 400, AGAIN = 150, LONGEST_NAME = 40 }; /* milliseconds, columns */

struct Progress {
    Str name;
    uint64_t all;
    bool seen; /* by a person */
    atomic_ullong done;
    atomic_llong next; /* when the line is written again */
    atomic_bool shown;
};

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_terminal(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
}

Progress *progress_start(Arena *arena, Str name, uint64_t all)
{
    Progress *progress = NEW(arena, Progress);
    Buf visible;
    buf_init(&visible, arena);
    buf_visible(&visible, name);
    progress->name = text_fit_last(buf_str(&visible), LONGEST_NAME);
    progress->all = all;
    progress->seen = is_terminal();
    atomic_init(&progress->done, 0);
    atomic_init(&progress->next, now() + FIRST);
    atomic_init(&progress->shown, false);
    return progress;
}

static void show(const Progress *progress, uint64_t done)
{
    Arena *scratch = arena_open();
    Buf line;
    Fail ignored = {0};
    buf_init(&line, scratch);
    buf_fmt(&line, "\r\x1b[K%.*s: ", STR_ARG(progress->name));
    buf_bytes(&line, done);
    if (progress->all >= done) {
        buf_add(&line, STR(" of "));
        buf_bytes(&line, progress->all);
    }
    buf_add(&line, STR(" read"));
    io_print(stderr, buf_str(&line), &ignored);
    arena_close(scratch);
}

/* Of threads that come at one time, one writes. */
static void advance(void *context, uint64_t bytes)
{
    Progress *progress = context;
    uint64_t done = atomic_fetch_add(&progress->done, bytes) + bytes;
    long long next = atomic_load(&progress->next), time = now();
    if (time < next || !atomic_compare_exchange_strong(&progress->next, &next, time + AGAIN))
        return;
    atomic_store(&progress->shown, true);
    show(progress, done);
}

ImageWatch progress_watch(Progress *progress)
{
    return progress->seen ? (ImageWatch){advance, progress} : (ImageWatch){0};
}

void progress_end(Progress *progress)
{
    Fail ignored = {0};
    if (atomic_load(&progress->shown))
        io_print(stderr, STR("\r\x1b[K"), &ignored);
}
