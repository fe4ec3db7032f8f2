#include <stdlib.h>
#include <sys/wait.h>

#include "base/process.h"
#include "check.h"

static const char *const env[] = {"PLIMSOLL_GIVEN=new", NULL};

static bool run(Arena *arena, const char *script, unsigned milliseconds, ProcessEnd *end,
                Fail *fail)
{
    Strs words = {0};
    *PUSH(arena, &words) = STR("-c");
    *PUSH(arena, &words) = str_from(script);
    *PUSH(arena, &words) = STR("name");
    *PUSH(arena, &words) = STR("a word; $(with) 'all'");
    ProcessCall call = {
        .program = STR("/bin/sh"), .words = words, .env = env, .milliseconds = milliseconds};
    return process_run(arena, &call, end, fail);
}

static void listens(Arena *arena)
{
    Fail fail = {0};
    ProcessEnd end = {0};
    CHECK(run(arena, "echo \"$1\"; echo bad >&2; exit 3", 60000, &end, &fail));
    CHECK(end.code == 3);
    CHECK(str_eq(end.out, STR("a word; $(with) 'all'\n")) && str_eq(end.err, STR("bad\n")));
    CHECK(run(arena, "cat; kill -9 $$", 60000, &end, &fail)); /* there is nothing to read */
    CHECK(end.code == -1 && end.out.len == 0 && end.err.len == 0);
    CHECK(run(arena, "exec >&- 2>&-; exit 4", 60000, &end, &fail) && end.code == 4);
}

static void sets_environment(Arena *arena)
{
    Fail fail = {0};
    ProcessEnd end = {0};
    setenv("PLIMSOLL_GIVEN", "old", 1);
    setenv("PLIMSOLL_GIVEN_TOO", "kept", 1);
    CHECK(run(arena, "echo $PLIMSOLL_GIVEN $PLIMSOLL_GIVEN_TOO", 60000, &end, &fail));
    CHECK(str_eq(end.out, STR("new kept\n")));
}

/* More than a pipe holds, on both streams at once. */
static void reads_much(Arena *arena)
{
    Fail fail = {0};
    ProcessEnd end = {0};
    const char *script = "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo 0123456789012345678901234"
                         "567890123456789012345678; echo 0123456789 >&2; done";
    CHECK(run(arena, script, 60000, &end, &fail));
    CHECK(end.out.len == 3000 * 50 && end.err.len == 3000 * 11);
}

static void ends_it(Arena *arena)
{
    Fail fail = {0};
    ProcessEnd end = {0};
    CHECK(!run(arena, "exec sleep 600", 100, &end, &fail));
    CHECK(str_eq(str_from(fail.text), STR("/bin/sh was ended: it takes too long")));
    fail = (Fail){0};
    CHECK(!run(arena, "exec >&- 2>&-; exec sleep 600", 100, &end, &fail));
    CHECK(str_eq(str_from(fail.text), STR("/bin/sh was ended: it takes too long")));
    fail = (Fail){0};
    CHECK(!run(arena, "exec yes 0123456789012345678901234567890123456789", 60000, &end, &fail));
    CHECK(str_eq(str_from(fail.text), STR("/bin/sh was ended: it prints more than 64 MiB")));
    CHECK(wait(NULL) == -1); /* none is left */
}

static void finds(Arena *arena)
{
    setenv("PATH", "bin::relative:/nowhere:/bin", 1);
    CHECK(str_eq(process_find(arena, STR("sh")), STR("/bin/sh")));
    CHECK(process_find(arena, STR("plimsoll-is-not-here")).len == 0);
    setenv("PATH", "bin:.", 1);
    CHECK(process_find(arena, STR("sh")).len == 0);
    unsetenv("PATH");
    CHECK(process_find(arena, STR("sh")).len == 0);
}

int main(void)
{
    Arena *arena = arena_open();
    listens(arena);
    sets_environment(arena);
    reads_much(arena);
    ends_it(arena);
    Fail fail = {0};
    ProcessEnd end = {0};
    ProcessCall call = {.program = STR("/nowhere/at all"), .env = env, .milliseconds = 1000};
    CHECK(!process_run(arena, &call, &end, &fail));
    CHECK(str_eq(str_from(fail.text), STR("cannot run /nowhere/at all: no such file")));
    finds(arena);
    arena_close(arena);
    return check_end();
}
