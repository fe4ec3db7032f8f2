#include "cli/weigh.h"

#include <sys/stat.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/snapshots.h"
#include "cli/weigh_bill.h"
#include "cli/weigh_budget.h"
#include "lint/lint.h"
#include "report/report.h"

enum {
    OPT_IMAGE,
    OPT_PLATFORM,
    OPT_FORMAT,
    OPT_TOP,
    OPT_TREE,
    OPT_DEPTH,
    OPT_LAYER,
    OPT_PATH,
    OPT_LIST,
    OPT_AS,
    OPT_APPLY,
    OPT_DOCKERFILE,
    OPT_BY,
    OPT_TARGET,
    OPT_BUILD_ARG,
    OPT_BYTES,
    OPT_IEC,
    OPT_VERIFY,
    OPT_ESTIMATE_WIRE,
    OPT_BASE,
    OPT_BASE_LAYERS,
    OPT_JOBS,
    OPT_BUDGET,
    OPT_BASELINE,
    OPT_SAVE_BASELINE,
    OPT_NO_FAIL,
    OPT_CONFIG,
    OPT_NO_CONFIG,
    OPT_COLOR,
    OPT_MAX_ENTRIES,
    OPT_MAX_LAYERS,
    OPT_MAX_DECOMPRESSED,
    OPT_MAX_ARCHIVE,
    OPT_MAX_WINDOW,
    OPT_MAX_JSON,
    OPT_MAX_HOPS,
    OPT_MAX_RATIO,
    OPT_MAX_PATH,
    OPT_COUNT
};

enum { TOP = 10, DEPTH = 3, DEEPEST = 1000 };

static const WeighFormat *const formats[] = {&weigh_text, &weigh_json, &weigh_ci, &weigh_markdown};
static const char *const format_names[] = {"text", "json", "ci", "markdown", NULL};
static const char *const color_names[] = {"auto", "always", "never", NULL};

static const Option options_of_weigh[OPT_COUNT] = {
    [OPT_IMAGE] = {OPTION_TEXT, 'i', "image", "NAME", NULL,
                   "of an archive with several images only this one: a name, or the beginning of "
                   "an id"},
    [OPT_PLATFORM] = {OPTION_TEXT, 0, "platform", "OS/ARCH", NULL,
                      "of an image for several platforms this one, or all; without it that of this "
                      "machine"},
    [OPT_FORMAT] = {OPTION_CHOICE, 0, "format", "FORMAT", format_names,
                    "what to print; ci is for the log of a build, markdown for its summary"},
    [OPT_TOP] = {OPTION_TEXT, 'n', "top", "N", NULL,
                 "rows of each list of what is wasted; 10 without it, 0 for all"},
    [OPT_TREE] = {OPTION_FLAG, 0, "tree", NULL, NULL, "the final file system, the heaviest first"},
    [OPT_DEPTH] = {OPTION_TEXT, 0, "depth", "N", NULL, "levels of the tree; 3 without it"},
    [OPT_LAYER] = {OPTION_TEXT, 0, "layer", "N", NULL,
                   "of --tree and --list only what layer N stored; the lowest one is 0"},
    [OPT_PATH] = {OPTION_TEXT, 0, "path", "GLOB", NULL,
                  "of --tree and --list only paths like this one: usr/share/**"},
    [OPT_LIST] = {OPTION_FLAG, 0, "list", NULL, NULL,
                  "every entry of every layer, a line each, apart by tabs"},
    [OPT_AS] = {OPTION_CHOICE_OR_NONE, 0, "as", "TOOL", tool_names,
                "also what this tool calls the size of a layer"},
    [OPT_APPLY] = {OPTION_CHOICE, 0, "apply", "ENGINE", engine_names,
                   "stack layers as these engines do; spec is what they should do"},
    [OPT_DOCKERFILE] = {OPTION_TEXT, 'f', "dockerfile", "FILE", NULL,
                        "also what each line of FILE pays for, from which the image was built"},
    [OPT_BY] = {OPTION_CHOICE, 0, "by", "WHAT", bill_by_names,
                "what the lines of --dockerfile are summed by"},
    [OPT_TARGET] = {OPTION_TEXT, 0, "target", "STAGE", NULL,
                    "the stage of --dockerfile that was built; without it the last one"},
    [OPT_BUILD_ARG] = {OPTION_LIST, 0, "build-arg", "NAME=VALUE", NULL,
                       "a value of an ARG of --dockerfile"},
    [OPT_BYTES] = {OPTION_FLAG, 0, "bytes", NULL, NULL, "whole bytes, no kB and MB"},
    [OPT_IEC] = {OPTION_FLAG, 0, "iec", NULL, NULL, "KiB and MiB, no kB and MB"},
    [OPT_VERIFY] = {OPTION_FLAG, 0, "verify", NULL, NULL,
                    "read everything, and compare all digests and indexes"},
    [OPT_ESTIMATE_WIRE] = {OPTION_FLAG, 0, "estimate-wire", NULL, NULL,
                           "of layers that are stored uncompressed, about what zstd makes of them"},
    [OPT_BASE] = {OPTION_TEXT, 0, "base", "PATH", NULL,
                  "a saved image on which this one was built: its layers are told apart"},
    [OPT_BASE_LAYERS] = {OPTION_TEXT, 0, "base-layers", "N", NULL,
                         "so many layers are the base's; without it the history tells"},
    [OPT_JOBS] = {OPTION_TEXT, 'j', "jobs", "N", NULL, "threads; without it one a processor"},
    [OPT_BUDGET] = {OPTION_LIST, 'b', "budget", "RULE", NULL,
                    "a limit, as METRIC[@SCOPE]=LIMIT: max-wire=100MB, max-wasted@user=5%"},
    [OPT_BASELINE] = {OPTION_TEXT, 0, "baseline", "FILE", NULL,
                      "what max-growth of the budget is held against: a baseline, or an image"},
    [OPT_SAVE_BASELINE] = {OPTION_TEXT, 0, "save-baseline", "FILE", NULL,
                           "also write a baseline, for --baseline and for plimsoll compare"},
    [OPT_NO_FAIL] = {OPTION_FLAG, 0, "no-fail", NULL, NULL,
                     "exit with 0 though an image is over its budget"},
    [OPT_CONFIG] = {OPTION_TEXT, 'c', "config", "FILE", NULL,
                    "take the budget from this .plimsoll.yaml or .dive-ci; without it from the one "
                    "in the current directory or above"},
    [OPT_NO_CONFIG] = {OPTION_FLAG, 0, "no-config", NULL, NULL, "look for no settings"},
    [OPT_COLOR] = {OPTION_CHOICE, 0, "color", "WHEN", color_names, "when to use colours"},
    [OPT_MAX_ENTRIES] = {OPTION_TEXT, 0, "max-entries", "N", NULL,
                         "read no more entries of a layer; 5000000 without it"},
    [OPT_MAX_LAYERS] = {OPTION_TEXT, 0, "max-layers", "N", NULL,
                        "read no more layers of an image; 1024 without it"},
    [OPT_MAX_DECOMPRESSED] = {OPTION_TEXT, 0, "max-decompressed", "BYTES", NULL,
                              "unpack no more of a layer; 64GiB without it"},
    [OPT_MAX_ARCHIVE] = {OPTION_TEXT, 0, "max-archive", "BYTES", NULL,
                         "unpack no more of an archive that is compressed as a whole; 256GiB "
                         "without it"},
    [OPT_MAX_WINDOW] = {OPTION_TEXT, 0, "max-window", "BYTES", NULL,
                        "of zstd, keep no more to reach back into; 128MiB without it, 2GiB at "
                        "most"},
    [OPT_MAX_JSON] = {OPTION_TEXT, 0, "max-json", "BYTES", NULL,
                      "read no longer manifest or configuration; 16MiB without it"},
    [OPT_MAX_HOPS] = {OPTION_TEXT, 0, "max-hops", "N", NULL,
                      "follow no more symbolic links on the way to an entry; 40 without it"},
    [OPT_MAX_RATIO] = {OPTION_TEXT, 0, "max-ratio", "N", NULL,
                       "warn where a layer unpacks to more times its bytes; 1100 without it"},
    [OPT_MAX_PATH] = {OPTION_TEXT, 0, "max-path", "BYTES", NULL,
                      "warn of longer paths; 4096 without it"},
};

typedef struct {
    const Options *options;
    const WeighFormat *format;
    Output output;
    WeighRun run;
    ImageQuery query;
    const BillFile *file; /* of --dockerfile; NULL without it */
    Budget budget;
    Side baseline; /* its snapshot is NULL without --baseline */
    size_t layers; /* of the image that has most */
    int code;
} Weighing;

static bool given(const Weighing *weighing, size_t option)
{
    return weighing->options->values[option].given;
}

static Str text_of(const Weighing *weighing, size_t option)
{
    return weighing->options->values[option].text;
}

static bool number_of(const Weighing *weighing, size_t option, long fallback, long *number,
                      Fail *fail)
{
    return option_whole(&options_of_weigh[option], &weighing->options->values[option], fallback,
                        number, fail);
}

/* A limit that is not given stays 0, which is what it is without it. */
static bool settle_limit(Weighing *weighing, size_t option, bool bytes, uint64_t *limit, Fail *fail)
{
    long number = 0;
    if (!given(weighing, option))
        return true;
    if (bytes) {
        if (!budget_bytes(text_of(weighing, option), limit))
            return fail_set(fail, "--%s wants a number of bytes, as 16MiB, not %.*s",
                            options_of_weigh[option].name,
                            STR_ARG(str_head(text_of(weighing, option), 100)));
    } else {
        if (!number_of(weighing, option, 0, &number, fail))
            return false;
        *limit = (uint64_t)number;
    }
    return *limit > 0 || fail_set(fail, "--%s wants more than 0", options_of_weigh[option].name);
}

static bool settle_limits(Weighing *weighing, Fail *fail)
{
    ImageLimits *limits = &weighing->query.limits;
    const struct {
        size_t option;
        bool bytes;
        uint64_t *limit;
    } rows[] = {
        {OPT_MAX_ENTRIES, false, &limits->entries}, {OPT_MAX_LAYERS, false, &limits->layers},
        {OPT_MAX_DECOMPRESSED, true, &limits->tar}, {OPT_MAX_ARCHIVE, true, &limits->archive},
        {OPT_MAX_WINDOW, true, &limits->window},    {OPT_MAX_JSON, true, &limits->json},
        {OPT_MAX_HOPS, false, &limits->hops},       {OPT_MAX_RATIO, false, &limits->ratio},
        {OPT_MAX_PATH, true, &limits->path},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!settle_limit(weighing, rows[i].option, rows[i].bytes, rows[i].limit, fail))
            return false;
    return true;
}

static bool settle_base(Weighing *weighing, Fail *fail)
{
    long layers;
    if (given(weighing, OPT_BASE) && given(weighing, OPT_BASE_LAYERS))
        return fail_set(fail, "--base and --base-layers: which of them?");
    if (!number_of(weighing, OPT_BASE_LAYERS, 0, &layers, fail))
        return false;
    weighing->query.base_layers = (size_t)layers;
    weighing->query.base = text_of(weighing, OPT_BASE);
    return true;
}

static bool settle_numbers(Weighing *weighing, Fail *fail)
{
    long top, depth, jobs;
    WeighRun *run = &weighing->run;
    if (!number_of(weighing, OPT_TOP, TOP, &top, fail) ||
        !number_of(weighing, OPT_DEPTH, DEPTH, &depth, fail) ||
        !number_of(weighing, OPT_LAYER, -1, &run->layer, fail) ||
        !number_of(weighing, OPT_JOBS, 0, &jobs, fail))
        return false;
    run->top = top > 0 ? (size_t)top : SIZE_MAX;
    run->depth = depth < DEEPEST ? (size_t)depth : DEEPEST;
    weighing->query.jobs = (unsigned)jobs;
    return true;
}

static bool settle_bill(Weighing *weighing, Arena *arena, Fail *fail)
{
    const OptionValue *values = weighing->options->values;
    static const int with_file[] = {OPT_BY, OPT_TARGET, OPT_BUILD_ARG};
    for (size_t i = 0; i < sizeof with_file / sizeof *with_file; i++)
        if (values[with_file[i]].given && !values[OPT_DOCKERFILE].given)
            return fail_set(fail, "--%s goes with --dockerfile FILE",
                            options_of_weigh[with_file[i]].name);
    return !values[OPT_DOCKERFILE].given ||
           bill_file_read(arena, values[OPT_DOCKERFILE].text, values[OPT_TARGET].text,
                          &values[OPT_BUILD_ARG].texts, &weighing->file, fail);
}

static bool settle_budget(Weighing *weighing, Arena *arena, Fail *fail)
{
    const OptionValue *values = weighing->options->values;
    if (given(weighing, OPT_CONFIG) && given(weighing, OPT_NO_CONFIG))
        return fail_set(fail, "--config and --no-config: which of them?");
    if (!weigh_budget_read(arena, values[OPT_CONFIG].text, given(weighing, OPT_NO_CONFIG),
                           &values[OPT_BUDGET].texts, &weighing->budget, fail))
        return false;
    if (budget_asks_secrets(&weighing->budget))
        weighing->query.wish = &lint_secrets_wish;
    else if (given(weighing, OPT_DOCKERFILE) || given(weighing, OPT_SAVE_BASELINE) ||
             budget_asks_packages(&weighing->budget))
        weighing->query.wish = &packages_wish;
    return true;
}

static bool settle_baseline(Weighing *weighing, Arena *arena, Fail *fail)
{
    if (given(weighing, OPT_SAVE_BASELINE) && weighing->options->operands.len > 1)
        return fail_set(fail, "--save-baseline is for one image");
    if (!given(weighing, OPT_BASELINE))
        return true;
    if (!budget_limits_growth(&weighing->budget))
        return fail_set(fail,
                        "--baseline is for a budget: --budget max-growth=5%%; plimsoll compare "
                        "shows what has grown");
    weighing->baseline.path = text_of(weighing, OPT_BASELINE);
    return side_read_old(arena, &weighing->query, &weighing->baseline, fail);
}

/* What the views leave out means nothing where there is none. */
static bool settle_views(const Weighing *weighing, Fail *fail)
{
    static const int of_views[] = {OPT_LAYER, OPT_PATH};
    for (size_t i = 0; i < sizeof of_views / sizeof *of_views; i++)
        if (given(weighing, (size_t)of_views[i]) && !given(weighing, OPT_TREE) &&
            !given(weighing, OPT_LIST))
            return fail_set(fail, "--%s goes with --tree or --list",
                            options_of_weigh[of_views[i]].name);
    return !given(weighing, OPT_DEPTH) || given(weighing, OPT_TREE) ||
           fail_set(fail, "--depth goes with --tree");
}

static bool settle(Weighing *weighing, Arena *arena, Fail *fail)
{
    const OptionValue *values = weighing->options->values;
    WeighRun *run = &weighing->run;
    if (given(weighing, OPT_BYTES) && given(weighing, OPT_IEC))
        return fail_set(fail, "--bytes and --iec: which of them?");
    if (given(weighing, OPT_TREE) + given(weighing, OPT_LIST) + given(weighing, OPT_FORMAT) > 1)
        return fail_set(fail, "--tree, --list, --format: which of them?");
    output_init(&weighing->output, arena, stdout);
    weighing->format = given(weighing, OPT_TREE)   ? &weigh_tree
                       : given(weighing, OPT_LIST) ? &weigh_list
                                                   : formats[values[OPT_FORMAT].choice];
    weighing->query = (ImageQuery){.image = text_of(weighing, OPT_IMAGE),
                                   .platform = text_of(weighing, OPT_PLATFORM),
                                   .engine = (LayerEngine)values[OPT_APPLY].choice,
                                   .estimate = given(weighing, OPT_ESTIMATE_WIRE),
                                   .verify = given(weighing, OPT_VERIFY)};
    *run = (WeighRun){
        .out = &weighing->output.buf,
        .relieve = output_relieve_it,
        .context = &weighing->output,
        .terminal = terminal_of(stdout, (ColorChoice)values[OPT_COLOR].choice),
        .version = PLIMSOLL_VERSION,
        .unit = given(weighing, OPT_BYTES) ? UNIT_BYTES
                : given(weighing, OPT_IEC) ? UNIT_IEC
                                           : UNIT_SI,
        .as = given(weighing, OPT_AS) ? (int)values[OPT_AS].choice : -1,
        .path = text_of(weighing, OPT_PATH),
    };
    return settle_views(weighing, fail) && settle_numbers(weighing, fail) &&
           settle_limits(weighing, fail) && settle_base(weighing, fail) &&
           settle_bill(weighing, arena, fail) && settle_budget(weighing, arena, fail) &&
           settle_baseline(weighing, arena, fail);
}

/* Damage is worse than a broken budget: what was counted is not all. */
static void note(Weighing *weighing, int code)
{
    weighing->code = code > weighing->code ? code : weighing->code;
}

/* What cannot be told has not passed. */
static void note_verdict(Weighing *weighing, Verdict verdict)
{
    if (given(weighing, OPT_NO_FAIL))
        return;
    if (verdict == VERDICT_UNKNOWN)
        note(weighing, CODE_STUCK);
    if (verdict == VERDICT_FAIL)
        note(weighing, CODE_INVALID);
}

static const BudgetSecrets secrets = {lint_secret_in_file, lint_secret_in_text};

/* Limits are checked, what has grown, too. A baseline that is not for this image is as good as
   none. */
static BudgetResults check_budget(Weighing *weighing, Arena *arena, Str path, const ImageCost *cost)
{
    Side now = {.path = path};
    Fail fail = {0};
    if (!weighing->baseline.snapshot)
        return budget_check(arena, &weighing->budget, cost, &(BudgetMeans){NULL, &secrets});
    now.snapshot = snapshot_of(arena, cost);
    bool match = sides_match(&weighing->baseline, &now, &fail);
    if (!match)
        complain("%s", fail.text);
    BudgetGrowth growth = compare_extents(weighing->baseline.snapshot, now.snapshot);
    BudgetMeans means = {match ? &growth : NULL, &secrets};
    return budget_check(arena, &weighing->budget, cost, &means);
}

static void save_baseline(Weighing *weighing, Arena *arena, const ImageCost *cost)
{
    Fail fail = {0};
    if (baseline_save(arena, cost, text_of(weighing, OPT_SAVE_BASELINE), &fail))
        return;
    complain("%s", fail.text);
    note(weighing, CODE_STUCK);
}

static void note_warnings(Weighing *weighing, const Warnings *warnings)
{
    for (size_t i = 0; i < warnings->len; i++)
        if (warning_is_failure(warnings->at[i].kind))
            note(weighing, CODE_STUCK);
}

static void weigh_image(Weighing *weighing, WeighedImage weighed)
{
    Arena *arena = arena_open();
    const ImageCost *cost = weighed.cost = image_cost(arena, &weighed.archive->at[weighed.index]);
    Str path = weighed.source;
    weighed.budget = check_budget(weighing, arena, path, cost);
    if (weighing->file)
        weighed.bill =
            bill_of(arena, weighing->file, cost, (BillBy)weighing->options->values[OPT_BY].choice);
    weighing->run.scratch = arena;
    weighing->format->image(&weighing->run, &weighed);
    weighing->run.images++;
    weighing->layers = cost->layer_count > weighing->layers ? cost->layer_count : weighing->layers;
    if (!cost->complete)
        note(weighing, CODE_STUCK);
    note_warnings(weighing, &cost->warnings);
    for (size_t i = 0; i < weighed.budget.len; i++)
        note_verdict(weighing, weighed.budget.at[i].verdict);
    if (given(weighing, OPT_SAVE_BASELINE) && weighed.archive->len == 1)
        save_baseline(weighing, arena, cost);
    arena_close(arena);
}

/* 0 when it is no file. */
static uint64_t file_size(Arena *arena, Str path)
{
    struct stat info;
    bool known = stat(str_terminated(arena, path), &info) == 0 && S_ISREG(info.st_mode);
    return known ? (uint64_t)info.st_size : 0;
}

static void weigh_path(Weighing *weighing, Str path)
{
    Arena *arena = arena_open();
    Images archive = {0};
    Fail fail = {0};
    ImageQuery query = weighing->query;
    query.path = path;
    Progress *progress = progress_start(arena, path, file_size(arena, path));
    query.watch = progress_watch(progress);
    bool read = images_read(arena, &query, &archive, &fail);
    progress_end(progress);
    if (read) {
        if (given(weighing, OPT_SAVE_BASELINE) && archive.len != 1) {
            complain("%.*s holds %zu images, and a baseline is of one: --image NAME or --platform "
                     "says which",
                     STR_ARG(path), archive.len);
            note(weighing, CODE_STUCK);
        }
        const ArchiveShares *shares = archive_shares(arena, &archive);
        for (size_t i = 0; i < archive.len; i++)
            weigh_image(
                weighing,
                (WeighedImage){.source = path, .archive = &archive, .index = i, .shares = shares});
        /* What is broken may be all there is to know of another image. */
        note_warnings(weighing, &archive.warnings);
    } else {
        complain("%s", fail.text);
        note(weighing, CODE_STUCK);
    }
    arena_close(arena);
}

static void check_layer(Weighing *weighing)
{
    const WeighRun *run = &weighing->run;
    if (run->images == 0 || run->layer < 0 || (size_t)run->layer < weighing->layers)
        return;
    complain("there is no layer %ld: they are counted from 0 on, and there %s %zu", run->layer,
             weighing->layers == 1 ? "is" : "are", weighing->layers);
    note(weighing, CODE_STUCK);
}

static int weigh_run(Arena *arena, const Options *options)
{
    Weighing weighing = {.options = options};
    Fail fail = {0};
    if (options->operands.len == 0)
        fail_set(&fail, "what is to be weighed? a saved image: plimsoll weigh image.tar");
    else
        settle(&weighing, arena, &fail);
    if (fail.text[0]) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    if (weighing.format->start)
        weighing.format->start(&weighing.run);
    for (size_t i = 0; i < options->operands.len; i++)
        weigh_path(&weighing, options->operands.at[i]);
    if (weighing.format->end)
        weighing.format->end(&weighing.run);
    check_layer(&weighing);
    return output_flush(&weighing.output) ? weighing.code : CODE_STUCK;
}

const Subcommand weigh_command = {
    .name = "weigh",
    .operands = "PATH...",
    .summary = "show what each layer of a saved image costs, and who wasted what",
    .about =
        "PATH is what docker save, podman save, skopeo, buildx, kaniko and others write: a file, "
        "compressed or not, or a directory; - is standard input.\n\n"
        "exit code: 0 all is well, 1 over a budget, 2 could not work, or the image is damaged or "
        "incomplete",
    .options = options_of_weigh,
    .option_count = OPT_COUNT,
    .run = weigh_run,
};
