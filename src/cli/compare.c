#include "cli/compare.h"

#include "cli/output.h"
#include "cli/snapshots.h"
#include "cli/weigh_bill.h"
#include "cli/weigh_budget.h"
#include "report/report.h"

enum {
    OPT_FORMAT,
    OPT_TOP,
    OPT_MAX_GROWTH,
    OPT_BUDGET,
    OPT_NO_FAIL,
    OPT_CONFIG,
    OPT_NO_CONFIG,
    OPT_DOCKERFILE,
    OPT_TARGET,
    OPT_BUILD_ARG,
    OPT_IMAGE,
    OPT_PLATFORM,
    OPT_BASE,
    OPT_BASE_LAYERS,
    OPT_BYTES,
    OPT_IEC,
    OPT_JOBS,
    OPT_COLOR,
    OPT_COUNT
};

enum { TOP = 10 };

static const CompareFormat *const formats[] = {&compare_text, &compare_json, &compare_markdown};
static const char *const format_names[] = {"text", "json", "markdown", NULL};
static const char *const color_names[] = {"auto", "always", "never", NULL};

static const Option options_of_compare[OPT_COUNT] = {
    [OPT_FORMAT] = {OPTION_CHOICE, 0, "format", "FORMAT", format_names,
                    "what to print; markdown is for a comment on a pull request"},
    [OPT_TOP] = {OPTION_TEXT, 'n', "top", "N", NULL,
                 "rows of each list of reasons; 10 without it, 0 for all"},
    [OPT_MAX_GROWTH] = {OPTION_TEXT, 0, "max-growth", "LIMIT", NULL,
                        "how much the content may grow: 5MB, 2%"},
    [OPT_BUDGET] = {OPTION_LIST, 'b', "budget", "RULE", NULL,
                    "the same of a part: max-growth@user=5MB, max-growth@base=10%"},
    [OPT_NO_FAIL] = {OPTION_FLAG, 0, "no-fail", NULL, NULL,
                     "exit with 0 though it has grown too much"},
    [OPT_CONFIG] = {OPTION_TEXT, 'c', "config", "FILE", NULL,
                    "take max-growth from the budget in this .plimsoll.yaml; without it from the "
                    "one in the current directory or above"},
    [OPT_NO_CONFIG] = {OPTION_FLAG, 0, "no-config", NULL, NULL, "look for no settings"},
    [OPT_DOCKERFILE] = {OPTION_TEXT, 'f', "dockerfile", "FILE", NULL,
                        "also which line of FILE made a layer; NEW was built from it"},
    [OPT_TARGET] = {OPTION_TEXT, 0, "target", "STAGE", NULL,
                    "the stage of --dockerfile that was built; without it the last one"},
    [OPT_BUILD_ARG] = {OPTION_LIST, 0, "build-arg", "NAME=VALUE", NULL,
                       "a value of an ARG of --dockerfile"},
    [OPT_IMAGE] = {OPTION_TEXT, 'i', "image", "NAME", NULL,
                   "of archives with several images only this one: a name, or the beginning of an "
                   "id"},
    [OPT_PLATFORM] = {OPTION_TEXT, 0, "platform", "OS/ARCH", NULL,
                      "of images for several platforms this one; without it that of this machine"},
    [OPT_BASE] = {OPTION_TEXT, 0, "base", "PATH", NULL,
                  "the archive of the base image of both; without it their labels and histories "
                  "tell"},
    [OPT_BASE_LAYERS] = {OPTION_TEXT, 0, "base-layers", "N", NULL,
                         "the first N layers of each image are the base's"},
    [OPT_BYTES] = {OPTION_FLAG, 0, "bytes", NULL, NULL, "whole bytes, no kB and MB"},
    [OPT_IEC] = {OPTION_FLAG, 0, "iec", NULL, NULL, "KiB and MiB, no kB and MB"},
    [OPT_JOBS] = {OPTION_TEXT, 'j', "jobs", "N", NULL, "threads; without it one a processor"},
    [OPT_COLOR] = {OPTION_CHOICE, 0, "color", "WHEN", color_names, "when to use colours"},
};

typedef struct {
    Arena *arena;
    const Options *options;
    Output output;
    WeighRun run;
    ImageQuery query;
    const BillFile *file; /* NULL without --dockerfile */
    Budget budget;
    Side old, now;
    CompareReport report;
} Comparing;

static bool given(const Comparing *c, size_t option)
{
    return c->options->values[option].given;
}

static Str text_of(const Comparing *c, size_t option)
{
    return c->options->values[option].text;
}

static bool settle_sides(Comparing *c, Fail *fail)
{
    const Strs *operands = &c->options->operands;
    if (operands->len != 2)
        return fail_set(fail, "two are compared, an image or a baseline each: plimsoll compare "
                              "old.json image.tar");
    c->old.path = operands->at[0];
    c->now.path = operands->at[1];
    if (str_eq(c->old.path, STR("-")) && str_eq(c->now.path, STR("-")))
        return fail_set(fail, "only one of the two can come from standard input");
    return true;
}

static bool settle_budget(Comparing *c, Fail *fail)
{
    if (given(c, OPT_CONFIG) && given(c, OPT_NO_CONFIG))
        return fail_set(fail, "--config and --no-config: which of them?");
    Str limit = str_joined(c->arena, STR("max-growth="), text_of(c, OPT_MAX_GROWTH));
    return weigh_budget_read(c->arena, text_of(c, OPT_CONFIG), given(c, OPT_NO_CONFIG),
                             &c->options->values[OPT_BUDGET].texts, &c->budget, fail) &&
           (!given(c, OPT_MAX_GROWTH) || budget_add(c->arena, &c->budget, limit, fail));
}

static bool settle_file(Comparing *c, Fail *fail)
{
    static const int with_file[] = {OPT_TARGET, OPT_BUILD_ARG};
    for (size_t i = 0; i < sizeof with_file / sizeof *with_file; i++)
        if (given(c, (size_t)with_file[i]) && !given(c, OPT_DOCKERFILE))
            return fail_set(fail, "--%s goes with --dockerfile FILE",
                            options_of_compare[with_file[i]].name);
    return !given(c, OPT_DOCKERFILE) ||
           bill_file_read(c->arena, text_of(c, OPT_DOCKERFILE), text_of(c, OPT_TARGET),
                          &c->options->values[OPT_BUILD_ARG].texts, &c->file, fail);
}

static bool settle(Comparing *c, Fail *fail)
{
    const OptionValue *values = c->options->values;
    long top, jobs, base;
    if (given(c, OPT_BASE) && given(c, OPT_BASE_LAYERS))
        return fail_set(fail, "--base and --base-layers: which of them?");
    if (given(c, OPT_BYTES) && given(c, OPT_IEC))
        return fail_set(fail, "--bytes and --iec: which of them?");
    if (!option_whole(&options_of_compare[OPT_TOP], &values[OPT_TOP], TOP, &top, fail) ||
        !option_whole(&options_of_compare[OPT_JOBS], &values[OPT_JOBS], 0, &jobs, fail) ||
        !option_whole(&options_of_compare[OPT_BASE_LAYERS], &values[OPT_BASE_LAYERS], 0, &base,
                      fail))
        return false;
    output_init(&c->output, c->arena, stdout);
    c->query = (ImageQuery){.image = text_of(c, OPT_IMAGE),
                            .platform = text_of(c, OPT_PLATFORM),
                            .base = text_of(c, OPT_BASE),
                            .base_layers = (size_t)base,
                            .wish = &packages_wish,
                            .jobs = (unsigned)jobs};
    c->run = (WeighRun){.out = &c->output.buf,
                        .relieve = output_relieve_it,
                        .context = &c->output,
                        .terminal = terminal_of(stdout, (ColorChoice)values[OPT_COLOR].choice),
                        .scratch = c->arena,
                        .version = PLIMSOLL_VERSION,
                        .unit = given(c, OPT_BYTES) ? UNIT_BYTES
                                : given(c, OPT_IEC) ? UNIT_IEC
                                                    : UNIT_SI,
                        .top = top > 0 ? (size_t)top : SIZE_MAX};
    return settle_sides(c, fail) && settle_budget(c, fail) && settle_file(c, fail);
}

static bool read_sides(Comparing *c, Fail *fail)
{
    return side_read_old(c->arena, &c->query, &c->old, fail) &&
           side_read(c->arena, &c->query, &c->now, fail) && sides_match(&c->old, &c->now, fail);
}

static void hold(Comparing *c)
{
    CompareReport *report = &c->report;
    report->old = c->old.path;
    report->now = c->now.path;
    report->comparison = compare(c->arena, c->old.snapshot, c->now.snapshot);
    report->budget = budget_check_growth(c->arena, &c->budget, &report->comparison->extents);
    if (c->file && c->now.image)
        bill_ledger(c->arena, c->file, c->now.image, &report->file, &report->ledger);
}

static int code_of(const Comparing *c)
{
    int code = CODE_FINE;
    for (size_t i = 0; i < c->report.budget.len && !given(c, OPT_NO_FAIL); i++) {
        Verdict verdict = c->report.budget.at[i].verdict;
        if (verdict == VERDICT_UNKNOWN)
            return CODE_STUCK;
        if (verdict == VERDICT_FAIL)
            code = CODE_INVALID;
    }
    return c->old.snapshot->complete && c->now.snapshot->complete ? code : CODE_STUCK;
}

static int compare_run(Arena *arena, const Options *options)
{
    Comparing c = {.arena = arena, .options = options};
    Fail fail = {0};
    if (!settle(&c, &fail) || !read_sides(&c, &fail)) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    hold(&c);
    formats[options->values[OPT_FORMAT].choice]->print(&c.run, &c.report);
    return output_flush(&c.output) ? code_of(&c) : CODE_STUCK;
}

const Subcommand compare_command = {
    .name = "compare",
    .operands = "OLD NEW",
    .summary = "show how an image has grown, and why",
    .about =
        "OLD and NEW are saved images, as plimsoll weigh reads them, or baselines, as "
        "plimsoll weigh --save-baseline writes them.\n\n"
        "exit code: 0 all is well, 1 it has grown more than --max-growth, 2 could not work, or "
        "an image is damaged or incomplete",
    .options = options_of_compare,
    .option_count = OPT_COUNT,
    .run = compare_run,
};
