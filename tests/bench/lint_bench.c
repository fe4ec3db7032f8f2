/* How much processor time linting takes, in one thread of one process: docs/benchmarks.md.

       lint_bench ROUNDS FILE-WITH-PATHS
       lint_bench each FILE-WITH-PATHS

   A line a round: the seconds for the text to be read into a model, and for all of the lint. With
   `each` two rounds with no rule, then one with each alone: its id and its findings. */
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "bench.h"
#include "lint/lint.h"

typedef struct {
    Arena *arena, *scratch; /* of the run, of one file */
    Strs texts;
    Settings settings;
    size_t findings;
} Bench;

static void model_one(Bench *bench, Str text)
{
    const Source *source = source_new(bench->scratch, STR("Dockerfile"), text);
    model_read(bench->scratch, syntax_read(bench->scratch, source), &(ModelRequest){0});
    arena_clear(bench->scratch);
}

static void lint_one(Bench *bench, Str text)
{
    Arena *arena = bench->scratch;
    LintJob job = {.settings = &bench->settings};
    LintResult result = {0};
    Fail fail = {0};
    lint_source(arena, source_new(arena, STR("Dockerfile"), text), &job, &result, &fail);
    bench->findings += result.findings.len;
    arena_clear(arena);
}

static double seconds(Bench *bench, void (*one)(Bench *, Str))
{
    double start = bench_clock(CLOCK_THREAD_CPUTIME_ID);
    for (size_t i = 0; i < bench->texts.len; i++)
        one(bench, bench->texts.at[i]);
    return bench_clock(CLOCK_THREAD_CPUTIME_ID) - start;
}

void lint_round(Bench *bench); /* for callgrind, which counts it by its name */

__attribute__((noinline)) void lint_round(Bench *bench)
{
    bench->findings = 0;
    for (size_t i = 0; i < bench->texts.len; i++)
        lint_one(bench, bench->texts.at[i]);
}

static void each_rule(Bench *bench)
{
    memset(bench->settings.on, 0, rule_count() * sizeof *bench->settings.on);
    for (int i = 0; i < 2; i++) { /* the first finds fresh memory */
        lint_round(bench);
        printf("- 0\n");
    }
    for (size_t i = 0; i < rule_count(); i++) {
        bench->settings.on[i] = true;
        lint_round(bench);
        printf("%s %zu\n", rule_at(i)->facts.id.at, bench->findings);
        bench->settings.on[i] = false;
    }
}

static bool load(Bench *bench, const char *list)
{
    Fail fail = {0};
    Str paths, text;
    if (!io_read(bench->arena, list, &paths, &fail)) {
        fprintf(stderr, "lint_bench: %s\n", fail.text);
        return false;
    }
    while (paths.len) {
        StrCut cut = str_cut(paths, '\n');
        fail = (Fail){0};
        if (io_read(bench->arena, str_terminated(bench->arena, cut.head), &text, &fail))
            *PUSH(bench->arena, &bench->texts) = text;
        paths = cut.tail;
    }
    return bench->texts.len > 0;
}

int main(int argc, char **argv)
{
    Bench bench = {.arena = arena_open(), .scratch = arena_open()};
    if (argc != 3 || !load(&bench, argv[2]))
        return 2;
    bench.settings = settings_default(bench.arena, true, false);
    if (strcmp(argv[1], "each") == 0)
        each_rule(&bench);
    for (int i = atoi(argv[1]); i > 0; i--) {
        bench.findings = 0;
        double model = seconds(&bench, model_one);
        printf("%.6f %.6f\n", model, seconds(&bench, lint_one));
    }
    fprintf(stderr, "%zu files, %zu rules, %zu findings\n", bench.texts.len, rule_count(),
            bench.findings);
    arena_close(bench.scratch);
    arena_close(bench.arena);
    return 0;
}
