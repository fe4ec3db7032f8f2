#include "cli/lint.h"

#include "base/guess.h"
#include "base/io.h"
#include "base/path.h"
#include "base/pool.h"
#include "cli/foreign.h"
#include "cli/gather.h"
#include "cli/lint_gate.h"
#include "cli/lint_image.h"
#include "cli/lint_rules.h"
#include "cli/lint_sinks.h"
#include "cli/parse_model.h"

enum {
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_DIFF,
    OPT_UNSAFE,
    OPT_SELECT,
    OPT_IGNORE,
    OPT_ALL_RULES,
    OPT_SEVERITY,
    OPT_FAIL_ON,
    OPT_NO_FAIL,
    OPT_CONFIG,
    OPT_NO_CONFIG,
    OPT_TARGET,
    OPT_BUILD_ARG,
    OPT_CONTEXT,
    OPT_IMAGE,
    OPT_BASE_IMAGE,
    OPT_REFUTED,
    OPT_MIN_COST,
    OPT_BUDGET,
    OPT_SORT,
    OPT_SHELLCHECK,
    OPT_NO_SHELLCHECK,
    OPT_STDIN_FILENAME,
    OPT_QUIET,
    OPT_STATISTICS,
    OPT_JOBS,
    OPT_COLOR,
    OPT_COUNT
};

static const char *const color_names[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};

static const char *const shown_names[] = {"style", "info", "warning", "error", NULL};
static const char *const fail_on_names[] = {"warning", "error", "info", "style", NULL};

static const char *const sort_names[] = {"place", "cost", NULL};

static const Option options_of_lint[OPT_COUNT] = {
    [OPT_FORMAT] = {OPTION_LIST, 'f', "format", "FORMAT", NULL,
                    "text (default), short, json, jsonl, sarif, github, gitlab, codeclimate, "
                    "checkstyle, junit, sonarqube, codacy or gnu; again for another --output"},
    [OPT_OUTPUT] = {OPTION_LIST, 'o', "output", "FILE", NULL,
                    "write there, - is standard output; the n-th goes with the n-th --format"},
    [OPT_DIFF] = {OPTION_FLAG, 0, "diff", NULL, NULL,
                  "print what the safe fixes would change, instead of a report"},
    [OPT_UNSAFE] = {OPTION_FLAG, 0, "unsafe", NULL, NULL, "with --diff, the unsafe fixes too"},
    [OPT_SELECT] = {OPTION_LIST, 's', "select", "RULE", NULL,
                    "only these rules, by id or alias; a comma between several"},
    [OPT_IGNORE] = {OPTION_LIST, 'i', "ignore", "RULE", NULL, "not these rules"},
    [OPT_ALL_RULES] = {OPTION_FLAG, 0, "all-rules", NULL, NULL,
                       "also the rules that are off by default"},
    [OPT_SEVERITY] = {OPTION_CHOICE, 0, "severity", "LEVEL", shown_names,
                      "the least that is reported"},
    [OPT_FAIL_ON] = {OPTION_CHOICE, 0, "fail-on", "LEVEL", fail_on_names,
                     "the least that makes the exit code 1"},
    [OPT_NO_FAIL] = {OPTION_FLAG, 0, "no-fail", NULL, NULL, "exit with 0 whatever is found"},
    [OPT_CONFIG] = {OPTION_TEXT, 'c', "config", "FILE", NULL,
                    "these settings instead of those found from each file upward"},
    [OPT_NO_CONFIG] = {OPTION_FLAG, 0, "no-config", NULL, NULL, "look for no settings"},
    [OPT_TARGET] = {OPTION_TEXT, 0, "target", "STAGE", NULL,
                    "the stage that is built; without it the last one"},
    [OPT_BUILD_ARG] = {OPTION_LIST, 0, "build-arg", "NAME=VALUE", NULL,
                       "an ARG's value; NAME alone takes the environment's"},
    [OPT_CONTEXT] = {OPTION_TEXT, 0, "context", "DIR", NULL,
                     "the build context; without it the one of the settings, or the file's own "
                     "directory"},
    [OPT_IMAGE] = {OPTION_TEXT, 0, "image", "PATH", NULL,
                   "a saved image that was built from the file: what findings cost in it is "
                   "measured, and what it refutes is left out"},
    [OPT_BASE_IMAGE] = {OPTION_TEXT, 0, "base-image", "PATH", NULL,
                        "with --image, a saved image that the file could be FROM instead: what "
                        "findings about the base cost is measured"},
    [OPT_REFUTED] = {OPTION_FLAG, 0, "refuted", NULL, NULL,
                     "with --image, also what it refutes; that makes no exit code 1"},
    [OPT_MIN_COST] = {OPTION_TEXT, 0, "min-cost", "SIZE", NULL,
                      "not what is known to cost less: 1MB, 500kB"},
    [OPT_BUDGET] = {OPTION_LIST, 'b', "budget", "RULE", NULL,
                    "max-cost=SIZE: what a finding may cost at most, lest the exit code is 1"},
    [OPT_SORT] = {OPTION_CHOICE, 0, "sort", "BY", sort_names,
                  "the findings of a file by their place, or the most expensive first"},
    [OPT_SHELLCHECK] = {OPTION_FLAG, 0, "shellcheck", NULL, NULL,
                        "also what ShellCheck finds in RUN, which has to be on PATH"},
    [OPT_NO_SHELLCHECK] = {OPTION_FLAG, 0, "no-shellcheck", NULL, NULL,
                           "without ShellCheck, whatever settings say"},
    [OPT_STDIN_FILENAME] = {OPTION_TEXT, 0, "stdin-filename", "NAME", NULL,
                            "what standard input is called, and where its settings are looked for"},
    [OPT_QUIET] = {OPTION_FLAG, 'q', "quiet", NULL, NULL,
                   "nothing on standard output; files named by --output are written"},
    [OPT_STATISTICS] = {OPTION_FLAG, 0, "statistics", NULL, NULL,
                        "in text and json, how often each rule was met"},
    [OPT_JOBS] = {OPTION_TEXT, 'j', "jobs", "N", NULL, "threads; without it one a processor"},
    [OPT_COLOR] = {OPTION_CHOICE, 0, "color", "WHEN", color_names, "colours in text"},
};

/* Nobody asked for the walk through a Dockerfile's own directory: it has to be a matter of moments.
   The context that is named may hold anything. */
enum { GUESSED_CONTEXT_MOST = 100000 };

/* What all files have in common; read only while threads run. */
typedef struct {
    const Options *options;
    Targets targets;
    const SharedContexts *contexts;
    ModelRequest model;
    LintImages images;
    RuleChoice rules;
    Settings unset;        /* of files for which there are no settings */
    Arenas *arenas;        /* of the files */
    ShellAnswers *answers; /* NULL: ShellCheck is not asked */
    LintGate gate;
    unsigned jobs; /* 0: one a processor */
    bool diff;
    Sinks sinks;
    Output diffs;
    /* Written by deliver alone: */
    Arena *arena;
    Strs ignore_files; /* of which something was said */
    int code;
} Linting;

/* One file, from a worker to the report. */
typedef struct {
    Arena *arena;
    ReportFile file;
    ReportFile ignore_file; /* the findings in it */
    Str diff;
    bool fails;
    Strs over;    /* what costs more than the budget allows */
    Str stranger; /* the image that was not built from it; empty else */
} Linted;

static const OptionValue *option(const Linting *lint, int row)
{
    return &lint->options->values[row];
}

static bool given(const Linting *lint, int row)
{
    return option(lint, row)->given;
}

static const Source *read_source(Arena *arena, const Target *target, Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, target->path), &text, fail))
        return NULL;
    const char *looks = foreign_start(text);
    if (!looks)
        return source_new(arena, target->name, text);
    fail_set(fail, "cannot read %.*s: it looks like %s", STR_ARG(target->name), looks);
    return NULL;
}

/* By the command line or the settings; empty when neither names one. */
static Str named_context(const Linting *lint, const Target *target)
{
    Str context = option(lint, OPT_CONTEXT)->text;
    return context.len ? context : config_context(target->config);
}

/* Where a file's own directory is its context when no other was named. */
static Str context_of(const Linting *lint, const Target *target)
{
    bool is_nowhere = str_eq(target->path, STR("-")) && !given(lint, OPT_STDIN_FILENAME);
    Str named = named_context(lint, target);
    return named.len || is_nowhere ? named : path_dir(target->name);
}

static void open_context(const Linting *lint, Arena *arena, const Target *target, LintJob *job)
{
    Str context = context_of(lint, target);
    job->context_named = named_context(lint, target).len > 0;
    WalkLimits limits = {
        .jobs = lint->targets.len > 1, /* else all for the one */
        .most = job->context_named ? 0 : GUESSED_CONTEXT_MOST,
    };
    if (context.len)
        job->context = context_open(arena, context, target->name, limits, lint->contexts);
}

static const SharedContexts *share_contexts(Arena *arena, const Linting *lint)
{
    Strs directories = {0};
    for (size_t i = 0; i < lint->targets.len; i++)
        *PUSH(arena, &directories) = context_of(lint, &lint->targets.at[i]);
    return contexts_share(arena, directories);
}

/* What makes the exit code 1, and what is shown. */
static ReportFile judge(const Linting *lint, const Target *target, Linted *linted,
                        const Source *source, Findings findings)
{
    gate_drop_cheap(&lint->gate, &findings);
    linted->fails |= gate_fails(&lint->gate, target->config, &findings);
    linted->fails |= gate_over_budget(&lint->gate, linted->arena, target->config, source, &findings,
                                      &linted->over);
    return gate_shown(&lint->gate, source->name, source, findings);
}

static bool lint_one(const Linting *lint, const Target *target, Linted *linted, Fail *fail)
{
    Arena *arena = linted->arena;
    Fail why = {0};
    if (target->trouble.len)
        return fail_set(fail, "%.*s", STR_ARG(target->trouble));
    Settings own = target->config ? choice_settings(arena, &lint->rules, target) : (Settings){0};
    const Source *source = read_source(arena, target, fail);
    if (!source)
        return false;
    const LintImage *image = lint_image_of(&lint->images, target->config);
    LintJob job = {.settings = target->config ? &own : &lint->unset,
                   .model = lint->model,
                   .answers = lint->answers,
                   .image = image ? image->cost : NULL,
                   .base = lint->images.base};
    open_context(lint, arena, target, &job);
    LintResult result;
    if (!lint_source(arena, source, &job, &result, &why))
        return fail_set(fail, "cannot lint %.*s: %s", STR_ARG(target->name), why.text);
    if (!model_target_check(arena, &job.model, target->name, result.file, fail))
        return false;
    if (lint->diff && !given(lint, OPT_QUIET)) {
        Buf diff;
        buf_init(&diff, arena);
        Str after;
        if (!lint_fix(arena, source, &job, given(lint, OPT_UNSAFE), &after, &why))
            return fail_set(fail, "cannot mend %.*s: %s", STR_ARG(target->name), why.text);
        diff_add(&diff, arena, target->name, source->text, after);
        linted->diff = buf_str(&diff);
    }
    if (job.image && !result.image_known)
        linted->stranger = image->path;
    linted->file = judge(lint, target, linted, source, result.findings);
    if (result.of_ignore_file.len > 0)
        linted->ignore_file =
            judge(lint, target, linted, result.ignore_file, result.of_ignore_file);
    return true;
}

static void *work(void *context, size_t index)
{
    const Linting *lint = context;
    Arena *arena = arenas_take(lint->arenas);
    Linted *linted = NEW(arena, Linted);
    const Target *target = &lint->targets.at[index];
    Fail fail = {0};
    *linted = (Linted){.arena = arena, .file.path = target->name};
    if (!lint_one(lint, target, linted, &fail))
        linted->file.trouble = str_copy(arena, str_from(fail.text));
    return linted;
}

/* Several Dockerfiles may share an ignore file: what is wrong in it is said once. */
static bool is_first(Linting *lint, Str ignore_file)
{
    for (size_t i = 0; i < lint->ignore_files.len; i++)
        if (str_eq(lint->ignore_files.at[i], ignore_file))
            return false;
    *PUSH(lint->arena, &lint->ignore_files) = str_copy(lint->arena, ignore_file);
    return true;
}

static void deliver(void *context, size_t index, void *result)
{
    Linting *lint = context;
    Linted *linted = result;
    bool told = lint->targets.at[index].told;
    if (linted->file.trouble.len) {
        lint->code = CODE_STUCK;
        if (!told)
            complain("%.*s", STR_ARG(linted->file.trouble));
    } else if (linted->fails && lint->code == CODE_FINE) {
        lint->code = CODE_INVALID;
    }
    if (linted->stranger.len > 0)
        complain(
            "%.*s: the history of %.*s does not tell that it was built from this file: nothing "
            "is measured",
            STR_ARG(linted->file.path), STR_ARG(linted->stranger));
    for (size_t i = 0; i < linted->over.len; i++)
        complain("%.*s", STR_ARG(linted->over.at[i]));
    buf_add(&lint->diffs.buf, linted->diff);
    output_relieve(&lint->diffs);
    if (!told)
        sinks_file(&lint->sinks, linted->arena, &linted->file);
    if (linted->ignore_file.findings.len > 0 && is_first(lint, linted->ignore_file.path))
        sinks_file(&lint->sinks, linted->arena, &linted->ignore_file);
    arenas_give(lint->arenas, linted->arena);
}

static Severity level(const Linting *lint, int row)
{
    Severity severity = SEV_WARNING;
    severity_read(str_from(options_of_lint[row].choices[option(lint, row)->choice]), &severity);
    return severity;
}

static bool read_jobs(const OptionValue *value, unsigned *jobs, Fail *fail)
{
    *jobs = 0;
    for (size_t i = 0; i < value->text.len; i++) {
        char c = value->text.at[i];
        if (c < '0' || c > '9' || *jobs > 1000)
            return fail_set(fail, "--jobs wants a number, not %.*s", STR_ARG(value->text));
        *jobs = *jobs * 10 + (unsigned)(c - '0');
    }
    return !value->given || *jobs > 0 || fail_set(fail, "--jobs wants a number from 1 on");
}

/* Who wrote no path means the current directory. */
static bool find_targets(Arena *arena, Linting *lint, Fail *fail)
{
    GatherRequest request = {.search = !given(lint, OPT_NO_CONFIG),
                             .jobs = lint->jobs,
                             .stdin_name = option(lint, OPT_STDIN_FILENAME)->text};
    if (given(lint, OPT_CONFIG)) {
        request.search = false;
        request.config = config_read(arena, option(lint, OPT_CONFIG)->text, fail);
        if (!request.config)
            return false;
    }
    Strs words = lint->options->operands;
    if (words.len == 0)
        *PUSH(arena, &words) = STR(".");
    lint->targets = gather(arena, words, &request);
    return true;
}

static bool check_together(const Linting *lint, Fail *fail)
{
    if (given(lint, OPT_CONFIG) && given(lint, OPT_NO_CONFIG))
        return fail_set(fail, "--config and --no-config: which of them?");
    if (lint->diff && (given(lint, OPT_FORMAT) || given(lint, OPT_OUTPUT)))
        return fail_set(fail, "--diff stands in place of a report; it goes without --format and "
                              "--output");
    if (given(lint, OPT_SHELLCHECK) && given(lint, OPT_NO_SHELLCHECK))
        return fail_set(fail, "--shellcheck and --no-shellcheck: which of them?");
    if (given(lint, OPT_UNSAFE) && !lint->diff)
        return fail_set(fail, "--unsafe goes with --diff");
    return true;
}

/* What is wrong with the command line is said before any file is read. */
static bool read_request(Arena *arena, Linting *lint, Fail *fail)
{
    lint->diff = given(lint, OPT_DIFF);
    lint->gate = (LintGate){.shown = level(lint, OPT_SEVERITY),
                            .fail_on = level(lint, OPT_FAIL_ON),
                            .has_fail_on = given(lint, OPT_FAIL_ON),
                            .never_fail = given(lint, OPT_NO_FAIL),
                            .refuted = given(lint, OPT_REFUTED),
                            .by_cost = option(lint, OPT_SORT)->choice == 1};
    lint->rules = (RuleChoice){
        .select = option(lint, OPT_SELECT)->texts,
        .ignore = option(lint, OPT_IGNORE)->texts,
        .all = given(lint, OPT_ALL_RULES),
        .shellcheck = given(lint, OPT_SHELLCHECK),
        .no_shellcheck = given(lint, OPT_NO_SHELLCHECK),
    };
    Strs build_args = option(lint, OPT_BUILD_ARG)->texts;
    SinksRequest sinks = {
        .formats = option(lint, OPT_FORMAT)->texts,
        .outputs = option(lint, OPT_OUTPUT)->texts,
        .color = (ColorChoice)option(lint, OPT_COLOR)->choice,
        .statistics = given(lint, OPT_STATISTICS),
        .quiet = given(lint, OPT_QUIET) || lint->diff,
    };
    ImagesRequest images = {
        .image = option(lint, OPT_IMAGE)->text,
        .base = option(lint, OPT_BASE_IMAGE)->text,
        .refuted = given(lint, OPT_REFUTED),
    };
    return check_together(lint, fail) &&
           model_request_read(arena, option(lint, OPT_TARGET)->text, &build_args,
                              option(lint, OPT_CONTEXT)->text, &lint->model, fail) &&
           choice_check(arena, &lint->rules, fail) &&
           gate_read(arena, &lint->gate, option(lint, OPT_MIN_COST)->text,
                     &option(lint, OPT_BUDGET)->texts, fail) &&
           sinks_open(arena, &sinks, &lint->sinks, fail) && find_targets(arena, lint, fail) &&
           lint_images_read(arena, &images, &lint->targets, &lint->images, fail);
}

/* ---- ShellCheck ---- */

enum { SCRIPTS_MOST = 64 }; /* in one process: more gains nothing */

/* What one file gives to ask about. */
typedef struct {
    Arena *arena;
    Strs scripts;
} Asking;

/* Standard input can be read only once, and what is wrong with a file is said when it is linted. */
static void *collect(void *context, size_t index)
{
    const Linting *lint = context;
    const Target *target = &lint->targets.at[index];
    Arena *arena = arena_open();
    Asking *asking = NEW(arena, Asking);
    Fail fail = {0};
    bool asks = target->trouble.len == 0 && !str_eq(target->path, STR("-")) &&
                choice_asks_shellcheck(&lint->rules, target->config);
    const Source *source = asks ? read_source(arena, target, &fail) : NULL;
    asking->arena = arena;
    if (source)
        asking->scripts = lint_scripts(arena, source, &lint->model);
    return asking;
}

static void want(void *context, size_t index, void *result)
{
    const Linting *lint = context;
    Asking *asking = result;
    (void)index;
    for (size_t i = 0; i < asking->scripts.len; i++)
        answers_want(lint->answers, asking->scripts.at[i]);
    arena_close(asking->arena);
}

/* The scripts of all files first, since a process that gets many of them costs half as much. */
static bool ask_shellcheck(Arena *arena, Linting *lint, Fail *fail)
{
    bool asks = false;
    for (size_t i = 0; i < lint->targets.len && !asks; i++)
        asks = choice_asks_shellcheck(&lint->rules, lint->targets.at[i].config);
    if (!asks)
        return true;
    lint->answers = answers_open(arena, fail);
    if (!lint->answers)
        return false;
    PoolTask task = {collect, want, lint};
    pool_run(&task, lint->targets.len, lint->jobs);
    answers_fetch(lint->answers, SCRIPTS_MOST, lint->jobs);
    return true;
}

static int lint_run(Arena *arena, const Options *options)
{
    Linting lint = {.options = options, .arena = arena};
    Fail fail = {0};
    if (!read_jobs(&options->values[OPT_JOBS], &lint.jobs, &fail) ||
        !read_request(arena, &lint, &fail) || !ask_shellcheck(arena, &lint, &fail)) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    lint.contexts = share_contexts(arena, &lint);
    lint.unset = choice_settings(arena, &lint.rules, &(Target){0});
    lint.arenas = arenas_new(arena);
    output_init(&lint.diffs, arena, stdout);
    PoolTask task = {work, deliver, &lint};
    pool_run(&task, lint.targets.len, lint.jobs);
    bool written = output_flush(&lint.diffs);
    written = sinks_close(&lint.sinks, arena, lint.code) && written;
    return written ? lint.code : CODE_STUCK;
}

const Subcommand lint_command = {
    .name = "lint",
    .operands = "[PATH...]",
    .summary = "say what is wrong in Dockerfiles, what it costs, and what would mend it",
    .about =
        "A PATH is a file, - for standard input, or a directory, in which everything named like a "
        "Dockerfile is read that .gitignore does not leave out. Without a PATH: the current "
        "directory.\n\n"
        "exit code: 0 nothing at or above --fail-on, 1 something, 2 could not work",
    .options = options_of_lint,
    .option_count = OPT_COUNT,
    .run = lint_run,
};
