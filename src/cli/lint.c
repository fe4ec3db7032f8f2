#include "cli/lint.h"

#include "base/guess.h"
#include "base/io.h"
#include "base/path.h"
#include "base/pool.h"
#include "cli/foreign.h"
#include "cli/gather.h"
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
    OPT_STDIN_FILENAME,
    OPT_QUIET,
    OPT_STATISTICS,
    OPT_JOBS,
    OPT_COLOR,
    OPT_COUNT
};

static const char *const color_names[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};

static const Option options_of_lint[OPT_COUNT] = {
    [OPT_FORMAT] = {OPTION_LIST, 'f', "format", "FORMAT", NULL,
                    "text, short, json, jsonl, sarif or github; again for another --output"},
    [OPT_OUTPUT] = {OPTION_LIST, 'o', "output", "FILE", NULL,
                    "write there; the n-th goes with the n-th --format"},
    [OPT_DIFF] = {OPTION_FLAG, 0, "diff", NULL, NULL,
                  "print what safe fixes would change, and nothing else"},
    [OPT_UNSAFE] = {OPTION_FLAG, 0, "unsafe", NULL, NULL, "with --diff, the unsafe fixes too"},
    [OPT_SELECT] = {OPTION_LIST, 's', "select", "RULE", NULL,
                    "only these rules, by id or alias; a comma between several"},
    [OPT_IGNORE] = {OPTION_LIST, 'i', "ignore", "RULE", NULL, "not these rules"},
    [OPT_ALL_RULES] = {OPTION_FLAG, 0, "all-rules", NULL, NULL,
                       "also the rules that are off by default"},
    [OPT_SEVERITY] = {OPTION_TEXT, 0, "severity", "LEVEL", NULL,
                      "show what is at least error, warning, info or style"},
    [OPT_FAIL_ON] = {OPTION_TEXT, 0, "fail-on", "LEVEL", NULL,
                     "exit with 1 from this level on (warning)"},
    [OPT_NO_FAIL] = {OPTION_FLAG, 0, "no-fail", NULL, NULL, "exit with 0 whatever is found"},
    [OPT_CONFIG] = {OPTION_TEXT, 'c', "config", "FILE", NULL,
                    "these settings instead of those found from each file upward"},
    [OPT_NO_CONFIG] = {OPTION_FLAG, 0, "no-config", NULL, NULL, "look for no settings"},
    [OPT_TARGET] = {OPTION_TEXT, 0, "target", "STAGE", NULL,
                    "the stage that is exported; the last one without it"},
    [OPT_BUILD_ARG] = {OPTION_LIST, 0, "build-arg", "NAME=VALUE", NULL,
                       "as the build would get it"},
    [OPT_CONTEXT] = {OPTION_TEXT, 0, "context", "DIR", NULL,
                     "the build context; the file's own directory without it"},
    [OPT_STDIN_FILENAME] = {OPTION_TEXT, 0, "stdin-filename", "NAME", NULL,
                            "what standard input is called, and where its settings are looked for"},
    [OPT_QUIET] = {OPTION_FLAG, 'q', "quiet", NULL, NULL,
                   "no report: only the exit code and complaints"},
    [OPT_STATISTICS] = {OPTION_FLAG, 0, "statistics", NULL, NULL,
                        "how often each rule was met, at the end"},
    [OPT_JOBS] = {OPTION_TEXT, 'j', "jobs", "N", NULL, "threads; one a processor without it"},
    [OPT_COLOR] = {OPTION_CHOICE, 0, "color", "WHEN", color_names, "colours in text"},
};

/* What all files have in common; read only while threads run. */
typedef struct {
    const Options *options;
    Targets targets;
    ModelRequest model;
    Severity shown, fail_on;
    bool has_fail_on, no_fail, all_rules, diff, unsafe;
    Sinks sinks;
    Output diffs;
    int code; /* written by deliver alone */
} Linting;

/* One file, from a worker to the report. */
typedef struct {
    Arena *arena;
    ReportFile file;
    Str diff;
    bool fails;
} Linted;

static const OptionValue *option(const Linting *lint, int row)
{
    return &lint->options->values[row];
}

static bool switch_rules(Settings *settings, Strs lists, bool on, Fail *fail)
{
    for (size_t i = 0; i < lists.len; i++) {
        for (Str rest = lists.at[i]; rest.len;) {
            StrCut cut = str_cut(rest, ',');
            Str name = str_trim(cut.head);
            const RuleRow *row = rule_find(name);
            Str near = row ? (Str){0} : rule_guess(name);
            if (!row && near.len)
                return fail_set(fail, "there is no rule %.*s; did you mean %.*s?", STR_ARG(name),
                                STR_ARG(near));
            if (!row)
                return fail_set(fail, "there is no rule %.*s; see plimsoll rules", STR_ARG(name));
            settings->on[row - rule_at(0)] = on;
            rest = cut.tail;
        }
    }
    return true;
}

static bool settings_of(const Linting *lint, Arena *arena, const Target *target, Settings *settings,
                        Fail *fail)
{
    *settings = config_settings(arena, target->config, target->path, lint->all_rules);
    Strs select = option(lint, OPT_SELECT)->texts;
    for (size_t i = 0; select.len && i < rule_count(); i++)
        settings->on[i] = false;
    return switch_rules(settings, select, true, fail) &&
           switch_rules(settings, option(lint, OPT_IGNORE)->texts, false, fail);
}

static Str shown_path(const Linting *lint, Str path)
{
    if (!str_eq(path, STR("-")))
        return path;
    const OptionValue *name = option(lint, OPT_STDIN_FILENAME);
    return name->given ? name->text : STR("<stdin>");
}

static const Source *read_source(Arena *arena, Str path, Str shown, Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, path), &text, fail))
        return NULL;
    const char *looks = foreign_start(text);
    if (!looks)
        return source_new(arena, shown, text);
    fail_set(fail, "cannot read %.*s: it looks like %s", STR_ARG(shown), looks);
    return NULL;
}

static void drop_quiet(Findings *findings, Severity least)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->len; i++)
        if (findings->at[i].severity >= least)
            findings->at[kept++] = findings->at[i];
    findings->len = kept;
}

static bool any_fails(const Linting *lint, const Config *config, const Findings *findings)
{
    if (lint->no_fail || (config && config->never_fail))
        return false;
    Severity least = lint->fail_on;
    if (!lint->has_fail_on && config && config->has_fail_on)
        least = config->fail_on;
    for (size_t i = 0; i < findings->len; i++)
        if (findings->at[i].severity >= least)
            return true;
    return false;
}

static void lint_one(const Linting *lint, const Target *target, Linted *linted)
{
    Arena *arena = linted->arena;
    Fail fail = {0};
    Settings settings;
    const Source *source = NULL;
    linted->file.path = shown_path(lint, target->path);
    if (target->trouble.len)
        fail_set(&fail, "%.*s", STR_ARG(target->trouble));
    else if (settings_of(lint, arena, target, &settings, &fail))
        source = read_source(arena, target->path, linted->file.path, &fail);
    if (!source) {
        linted->file.trouble = str_copy(arena, str_from(fail.text));
        return;
    }
    linted->file.source = source;
    LintJob job = {.settings = &settings, .model = lint->model};
    if (job.model.context.len == 0 && !str_eq(target->path, STR("-")))
        job.model.context = path_dir(target->path);
    if (lint->diff) {
        Buf diff;
        buf_init(&diff, arena);
        Str after = lint_fix(arena, source, &job, lint->unsafe);
        diff_add(&diff, arena, linted->file.path, source->text, after);
        linted->diff = buf_str(&diff);
        return;
    }
    LintResult result = lint_source(arena, source, &job);
    linted->file.findings = result.findings;
    linted->fails = any_fails(lint, target->config, &result.findings);
    drop_quiet(&linted->file.findings, lint->shown);
}

static void *work(void *context, size_t index)
{
    const Linting *lint = context;
    Arena *arena = arena_open();
    Linted *linted = NEW(arena, Linted);
    linted->arena = arena;
    lint_one(lint, &lint->targets.at[index], linted);
    return linted;
}

static void deliver(void *context, size_t index, void *result)
{
    (void)index;
    Linting *lint = context;
    Linted *linted = result;
    if (linted->file.trouble.len) {
        complain("%.*s", STR_ARG(linted->file.trouble));
        lint->code = CODE_STUCK;
    } else if (linted->fails && lint->code == CODE_FINE) {
        lint->code = CODE_INVALID;
    }
    if (lint->diff) {
        buf_add(&lint->diffs.buf, linted->diff);
        output_relieve(&lint->diffs);
    } else {
        sinks_file(&lint->sinks, linted->arena, &linted->file);
    }
    arena_close(linted->arena);
}

static bool read_level(const OptionValue *value, Severity otherwise, Severity *level, Fail *fail)
{
    *level = otherwise;
    if (!value->given || severity_read(value->text, level))
        return true;
    return fail_set(fail, "%.*s is no level: error, warning, info or style", STR_ARG(value->text));
}

static bool read_jobs(const OptionValue *value, unsigned *jobs, Fail *fail)
{
    unsigned number = 0;
    for (size_t i = 0; i < value->text.len; i++) {
        char c = value->text.at[i];
        if (c < '0' || c > '9' || number > 1000)
            return fail_set(fail, "--jobs wants a number, not %.*s", STR_ARG(value->text));
        number = number * 10 + (unsigned)(c - '0');
    }
    *jobs = number;
    return true;
}

/* Who wrote no path means the current directory. */
static bool find_targets(Arena *arena, Linting *lint, Fail *fail)
{
    GatherRequest request = {.search = !option(lint, OPT_NO_CONFIG)->given};
    const OptionValue *config = option(lint, OPT_CONFIG);
    if (config->given) {
        request.search = false;
        request.config = config_read(arena, config->text, fail);
        if (!request.config)
            return false;
    }
    Strs words = lint->options->operands;
    if (words.len == 0)
        *PUSH(arena, &words) = STR(".");
    lint->targets = gather(arena, words, &request);
    const OptionValue *name = option(lint, OPT_STDIN_FILENAME);
    for (size_t i = 0; request.search && name->given && i < lint->targets.len; i++) {
        Target *target = &lint->targets.at[i];
        if (!str_eq(target->path, STR("-")))
            continue;
        Strs as = {0};
        *PUSH(arena, &as) = name->text;
        *target = gather(arena, as, &request).at[0];
        target->path = STR("-");
    }
    return true;
}

static bool read_request(Arena *arena, Linting *lint, Fail *fail)
{
    Settings settings;
    Target nothing = {0};
    lint->all_rules = option(lint, OPT_ALL_RULES)->given;
    lint->no_fail = option(lint, OPT_NO_FAIL)->given;
    lint->diff = option(lint, OPT_DIFF)->given;
    lint->unsafe = option(lint, OPT_UNSAFE)->given;
    lint->has_fail_on = option(lint, OPT_FAIL_ON)->given;
    Strs build_args = option(lint, OPT_BUILD_ARG)->texts;
    return read_level(option(lint, OPT_SEVERITY), SEV_STYLE, &lint->shown, fail) &&
           read_level(option(lint, OPT_FAIL_ON), SEV_WARNING, &lint->fail_on, fail) &&
           model_request_read(arena, option(lint, OPT_TARGET)->text, &build_args,
                              option(lint, OPT_CONTEXT)->text, &lint->model, fail) &&
           settings_of(lint, arena, &nothing, &settings, fail) && find_targets(arena, lint, fail);
}

static int stuck(const Fail *fail)
{
    complain("%s", fail->text);
    return CODE_STUCK;
}

static int lint_run(Arena *arena, const Options *options)
{
    Linting lint = {.options = options};
    Fail fail = {0};
    unsigned jobs = 0;
    ColorChoice color = (ColorChoice)options->values[OPT_COLOR].choice;
    if (!read_request(arena, &lint, &fail) || !read_jobs(option(&lint, OPT_JOBS), &jobs, &fail))
        return stuck(&fail);
    output_init(&lint.diffs, arena, stdout);
    bool quiet = option(&lint, OPT_QUIET)->given;
    if (!lint.diff && !quiet &&
        !sinks_open(arena, option(&lint, OPT_FORMAT)->texts, option(&lint, OPT_OUTPUT)->texts,
                    color, &lint.sinks, &fail))
        return stuck(&fail);
    PoolTask task = {work, deliver, &lint};
    pool_run(&task, lint.targets.len, jobs);
    bool written = output_flush(&lint.diffs);
    written =
        sinks_close(&lint.sinks, arena, lint.code, option(&lint, OPT_STATISTICS)->given) && written;
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
