/* How fast Dockerfiles are read, beside the best public grammar: docs/benchmarks.md.

       parse_bench PEER [FOLDER]

   PEER is the library that scripts/bench-peers makes; it may be missing. Without FOLDER, the
   environment variable PLIMSOLL_CORPUS names the corpus; without both it is made here. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>
#include <unistd.h>

#include "bench.h"
#include "corpus.h"
#include "heap.h"
#include "model/model.h"
#include "shell/shell.h"
#include "syntax/syntax.h"

enum { ROUNDS = 11, LARGEST = 20, MADE_BYTES = 5 << 20 };

const TSLanguage *tree_sitter_dockerfile(void);

typedef struct {
    Arena *arena;
    Strs texts;
    size_t bytes;
    const TSLanguage *peer_language; /* NULL when it is not there, and so is its parser */
    TSParser *ours, *peer;
} Bench;

/* ---- what is measured ---- */

static void read_one(Bench *bench, Str text)
{
    (void)bench;
    Arena *arena = arena_open();
    syntax_read(arena, source_new(arena, STR("Dockerfile"), text));
    arena_close(arena);
}

static void model_one(Bench *bench, Str text)
{
    (void)bench;
    Arena *arena = arena_open();
    const Source *source = source_new(arena, STR("Dockerfile"), text);
    model_read(arena, syntax_read(arena, source), &(ModelRequest){0});
    arena_close(arena);
}

static void parse_one(TSParser *parser, Str text)
{
    ts_tree_delete(ts_parser_parse_string(parser, NULL, text.at, (uint32_t)text.len));
}

static void parse_ours(Bench *bench, Str text)
{
    parse_one(bench->ours, text);
}

static void parse_peer(Bench *bench, Str text)
{
    parse_one(bench->peer, text);
}

/* With all the memory that it takes; where parsers are kept, much is there before a parse. */
static void parse_peer_anew(Bench *bench, Str text)
{
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, bench->peer_language);
    parse_one(parser, text);
    ts_parser_delete(parser);
}

typedef void Measured(Bench *, Str text);

/* The thread's own time: other work on the machine disturbs it less than it does a wall clock. */
static double seconds(Bench *bench, Measured *measured)
{
    double start = bench_clock(CLOCK_THREAD_CPUTIME_ID);
    for (size_t i = 0; i < bench->texts.len; i++)
        measured(bench, bench->texts.at[i]);
    return bench_clock(CLOCK_THREAD_CPUTIME_ID) - start;
}

/* ---- speed ---- */

static void print_speed(const char *what, double *speeds)
{
    Figures figures = bench_figures(speeds, ROUNDS);
    printf("%-44s %6.2f MB/s   (%.2f to %.2f)\n", what, figures.median, figures.least,
           figures.most);
}

static void measure_speed(Bench *bench)
{
    double read[ROUNDS], ours[ROUNDS], peer[ROUNDS], ratio[ROUNDS];
    double megabytes = (double)bench->bytes / 1e6;
    for (int i = -1; i < ROUNDS; i++) { /* the first round warms the caches */
        double a = seconds(bench, read_one);
        double b = bench->peer ? seconds(bench, parse_peer) : 1;
        double c = seconds(bench, parse_ours);
        if (i < 0)
            continue;
        read[i] = megabytes / a;
        peer[i] = megabytes / b;
        ours[i] = megabytes / c;
        ratio[i] = b / a;
    }
    print_speed("plimsoll, bytes to typed instructions", read);
    print_speed("tree-sitter with our grammar, bare parse", ours);
    if (!bench->peer)
        return;
    print_speed("tree-sitter-dockerfile, bare parse", peer);
    Figures figures = bench_figures(ratio, ROUNDS);
    printf("%-44s %6.2f        (%.2f to %.2f)   target: at least 2.0\n", "ratio", figures.median,
           figures.least, figures.most);
}

/* ---- what it would build ---- */

typedef struct {
    size_t instructions, steps, unknown, commands, effects;
} Counts;

static void count_steps(Counts *counts, const Steps *steps)
{
    counts->steps += steps->len;
    for (size_t i = 0; i < steps->len; i++) {
        const Step *step = &steps->at[i];
        counts->unknown += step->instruction->kind == INST_UNKNOWN;
        counts->commands += step->script ? step->script->commands.len : 0;
        counts->effects += step->effects.len;
    }
}

static void print_counts(const Bench *bench)
{
    Counts counts = {0};
    for (size_t i = 0; i < bench->texts.len; i++) {
        Arena *arena = arena_open();
        const Source *source = source_new(arena, STR("Dockerfile"), bench->texts.at[i]);
        const Syntax *syntax = syntax_read(arena, source);
        const Dockerfile *file = model_read(arena, syntax, &(ModelRequest){0});
        counts.instructions += syntax->instructions.len;
        count_steps(&counts, &file->globals);
        for (size_t j = 0; j < file->stages.len; j++)
            count_steps(&counts, &file->stages.at[j].steps);
        arena_close(arena);
    }
    printf("  %zu instructions, %zu of them not in the model, %zu with an unknown keyword; "
           "%zu commands, %zu effects\n",
           counts.instructions, counts.instructions - counts.steps, counts.unknown, counts.commands,
           counts.effects);
}

static void measure_model(Bench *bench)
{
    double speeds[ROUNDS], ratio[ROUNDS];
    for (int i = -1; i < ROUNDS; i++) {
        double read = seconds(bench, read_one), model = seconds(bench, model_one);
        if (i < 0)
            continue;
        speeds[i] = (double)bench->bytes / 1e6 / model;
        ratio[i] = model / read;
    }
    print_speed("plimsoll, bytes to model and effects", speeds);
    Figures figures = bench_figures(ratio, ROUNDS);
    printf("%-44s %6.2f        (%.2f to %.2f)   target: at most 1.5\n",
           "  its time to that of reading alone", figures.median, figures.least, figures.most);
    print_counts(bench);
}

/* ---- what RUN says ---- */

typedef struct {
    Body *at;
    size_t len, cap;
} Bodies;

static Bodies collect_bodies(const Bench *bench, Arena *arena, size_t *bytes)
{
    Bodies bodies = {0};
    for (size_t i = 0; i < bench->texts.len; i++) {
        const Source *source = source_new(arena, STR("Dockerfile"), bench->texts.at[i]);
        const Syntax *syntax = syntax_read(arena, source);
        for (size_t j = 0; j < syntax->instructions.len; j++) {
            const Instruction *it = &syntax->instructions.at[j];
            if (it->kind != INST_RUN || it->form == FORM_JSON)
                continue;
            Body body = shell_body(arena, source, it);
            *bytes += body.text.len;
            *PUSH(arena, &bodies) = body;
        }
    }
    return bodies;
}

static void measure_shell(const Bench *bench)
{
    double speeds[ROUNDS];
    size_t bytes = 0;
    Arena *kept = arena_open(), *arena = arena_open();
    Bodies bodies = collect_bodies(bench, kept, &bytes);
    for (int i = -1; i < ROUNDS; i++) {
        double start = bench_clock(CLOCK_THREAD_CPUTIME_ID);
        for (size_t j = 0; j < bodies.len; j++) {
            ArenaMark mark = arena_mark(arena);
            shell_read(arena, &bodies.at[j]);
            arena_rewind(arena, mark);
        }
        if (i >= 0)
            speeds[i] = (double)bytes / 1e6 / (bench_clock(CLOCK_THREAD_CPUTIME_ID) - start);
    }
    print_speed("what RUN says, bodies to trees", speeds);
    arena_close(arena);
    arena_close(kept);
}

/* ---- memory ---- */

static double memory_of(Bench *bench, Measured *measured, Str text)
{
    heap_watch();
    measured(bench, text);
    return (double)heap_unwatch() / (double)text.len;
}

static int longest_first(const void *a, const void *b)
{
    size_t first = ((const Str *)a)->len, second = ((const Str *)b)->len;
    return (first < second) - (first > second);
}

/* One text of all that are accepted: those end what they begin, and do not swallow the next. */
static Str all_in_one(Bench *bench)
{
    char *all = arena_alloc(bench->arena, bench->bytes + bench->texts.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < bench->texts.len; i++) {
        Str text = bench->texts.at[i];
        Arena *arena = arena_open();
        if (syntax_accepted(syntax_read(arena, source_new(arena, STR("Dockerfile"), text)))) {
            memcpy(all + len, text.at, text.len);
            len += text.len;
            all[len++] = '\n';
        }
        arena_close(arena);
    }
    return (Str){all, len};
}

static void measure_memory(Bench *bench, const char *what, Measured *measured, Str all)
{
    double each[LARGEST];
    size_t count = bench->texts.len < LARGEST ? bench->texts.len : LARGEST;
    for (size_t i = 0; i < count; i++)
        each[i] = memory_of(bench, measured, bench->texts.at[i]);
    Figures figures = bench_figures(each, count);
    printf("%-44s %6.1f        (%.1f to %.1f)   all in one file: %.1f\n", what, figures.median,
           figures.least, figures.most, all.len > 0 ? memory_of(bench, measured, all) : 0.0);
}

static void measure_all_memory(Bench *bench)
{
    Str all = all_in_one(bench);
    qsort(bench->texts.at, bench->texts.len, sizeof *bench->texts.at, longest_first);
    while (bench->texts.len > 1 && bench->texts.at[bench->texts.len - 1].len == 0)
        bench->texts.len--;
    printf(
        "memory at the peak, bytes for each byte read, the largest files (target: at most 40)\n");
    measure_memory(bench, "plimsoll, bytes to typed instructions", read_one, all);
    measure_memory(bench, "plimsoll, bytes to model and effects", model_one, all);
    if (bench->peer)
        measure_memory(bench, "tree-sitter-dockerfile, bare parse", parse_peer_anew, all);
}

/* ---- the corpus and the peer ---- */

static TSParser *open_parser(const TSLanguage *language)
{
    TSParser *parser = ts_parser_new();
    if (ts_parser_set_language(parser, language))
        return parser;
    ts_parser_delete(parser);
    return NULL;
}

static bool open_peer(Bench *bench, const char *path, Fail *fail)
{
    if (access(path, F_OK) != 0) {
        printf("skipped: tree-sitter-dockerfile is not there; scripts/bench-peers fetches it\n");
        return true;
    }
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *symbol = library ? dlsym(library, "tree_sitter_dockerfile") : NULL;
    if (!symbol)
        return fail_set(fail, "%s", dlerror());
    const TSLanguage *(*language)(void);
    memcpy(&language, &symbol, sizeof language);
    bench->peer_language = language();
    bench->peer = open_parser(bench->peer_language);
    return bench->peer ||
           fail_set(fail, "%s has ABI %u; this tree-sitter reads %d to %d", path,
                    (unsigned)ts_language_version(bench->peer_language),
                    TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION, TREE_SITTER_LANGUAGE_VERSION);
}

static bool open_corpus(Bench *bench, const char *folder, Fail *fail)
{
    if (!folder || !folder[0])
        corpus_make(bench->arena, MADE_BYTES, &bench->texts);
    else if (!corpus_load(bench->arena, folder, &bench->texts, fail))
        return false;
    for (size_t i = 0; i < bench->texts.len; i++)
        bench->bytes += bench->texts.at[i].len;
    if (bench->bytes == 0)
        return fail_set(fail, "%s: all files are empty", folder);
    printf("%zu files, %.2f MB, %s\n", bench->texts.len, (double)bench->bytes / 1e6,
           folder && folder[0] ? "from a folder" : "made here");
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: parse_bench PEER [FOLDER]\n", stderr);
        return 2;
    }
    Fail fail = {0};
    Bench bench = {.arena = arena_open()};
    bench.ours = open_parser(tree_sitter_dockerfile());
    if (!open_corpus(&bench, argc == 3 ? argv[2] : getenv("PLIMSOLL_CORPUS"), &fail) ||
        !open_peer(&bench, argv[1], &fail)) {
        fprintf(stderr, "parse_bench: %s\n", fail.text);
        return 1;
    }
    measure_speed(&bench);
    measure_shell(&bench);
    measure_model(&bench);
    measure_all_memory(&bench);
    ts_parser_delete(bench.ours);
    ts_parser_delete(bench.peer);
    arena_close(bench.arena);
    return 0;
}
