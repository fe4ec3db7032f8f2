/* How long a whole process takes for one small file, beside hadolint: docs/benchmarks.md.

       startup_bench PLIMSOLL FILE HADOLINT

   HADOLINT is the program that scripts/bench-peers fetches; when it is missing, one on PATH. */
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { RUNS = 200, PEER_EVERY = 5, COUNT_MOST = RUNS };

extern char **environ;

typedef struct {
    const char *name;
    const char *argv[4];
    double taken[COUNT_MOST]; /* milliseconds */
    size_t count;
} Program;

static bool run(const char *const *argv, bool silent, int *status)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    posix_spawn_file_actions_init(&actions);
    if (silent)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(&child, argv[0], &actions, NULL, (char **)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 && waitpid(child, status, 0) == child;
}

/* A linter that finds something ends with 1. */
static bool worked(int status, int most)
{
    return WIFEXITED(status) && WEXITSTATUS(status) <= most;
}

static bool time_one(Program *program, int most)
{
    int status = 0;
    double start = bench_clock(CLOCK_MONOTONIC);
    bool ran = run(program->argv, true, &status);
    double taken = (bench_clock(CLOCK_MONOTONIC) - start) * 1e3;
    if (!ran || !worked(status, most)) {
        fprintf(stderr, "startup_bench: %s could not work\n", program->argv[0]);
        return false;
    }
    program->taken[program->count++] = taken;
    return true;
}

static Figures print_times(Program *program, const char *more)
{
    Figures figures = bench_figures(program->taken, program->count);
    printf("%-28s %7.2f ms   (least %.2f, %zu runs)%s\n", program->name, figures.median,
           figures.least, program->count, more);
    return figures;
}

static bool find_hadolint(Program *hadolint, const char *fetched)
{
    int status = 0;
    const char *version[] = {fetched, "--version", NULL};
    if (access(fetched, X_OK) != 0)
        version[0] = "hadolint";
    hadolint->argv[0] = version[0];
    return run(version, false, &status) && worked(status, 0);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: startup_bench PLIMSOLL FILE HADOLINT\n", stderr);
        return 2;
    }
    static Program plimsoll = {.name = "plimsoll parse"}, hadolint = {.name = "hadolint"},
                   nothing = {.name = "a program without work", .argv = {"true"}};
    memcpy(plimsoll.argv, (const char *[]){argv[1], "parse", argv[2]}, 3 * sizeof(char *));
    hadolint.argv[1] = argv[2];
    bool beside = find_hadolint(&hadolint, argv[3]);
    if (!beside)
        puts("skipped: hadolint is not there; scripts/bench-peers fetches it");
    for (int i = 0; i < RUNS; i++) {
        if (!time_one(&plimsoll, 0) || !time_one(&nothing, 0))
            return 1;
        if (beside && i % PEER_EVERY == 0 && !time_one(&hadolint, 1))
            return 1;
    }
    Figures ours = print_times(&plimsoll, "   target: under 3");
    print_times(&nothing, "");
    if (beside) {
        Figures theirs = print_times(&hadolint, "");
        printf("%-28s %7.1f      target: at least 30\n", "ratio of the medians",
               theirs.median / ours.median);
    }
    return 0;
}
