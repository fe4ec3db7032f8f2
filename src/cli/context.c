#include "cli/context.h"

#include "base/io.h"
#include "base/path.h"
#include "cli/context_report.h"

enum { OPT_FILE, OPT_FORMAT, OPT_LIST, OPT_WHY, OPT_COLOR, OPT_COUNT };

enum { FORMAT_TEXT, FORMAT_JSON };

static const char *const format_names[] = {"text", "json", NULL};
static const char *const color_names[] = {"auto", "always", "never", NULL};

static const Option options_of_context[OPT_COUNT] = {
    [OPT_FILE] = {OPTION_TEXT, 'f', "file", "DOCKERFILE", NULL,
                  "the Dockerfile; an ignore file of its own stands beside it"},
    [OPT_FORMAT] = {OPTION_CHOICE, 0, "format", "FORMAT", format_names, "what to print"},
    [OPT_LIST] = {OPTION_FLAG, 0, "list", NULL, NULL, "every path, sent or left out"},
    [OPT_WHY] = {OPTION_TEXT, 0, "why", "PATH", NULL,
                 "only whether this path is sent, and which line of the ignore file says so"},
    [OPT_COLOR] = {OPTION_CHOICE, 0, "color", "WHEN", color_names, "when to use colours"},
};

/* A Dockerfile of which nothing was said is the one in the context. */
static Str dockerfile_of(Arena *arena, const Options *options, Str directory)
{
    const OptionValue *file = &options->values[OPT_FILE];
    return file->given ? file->text : path_join(arena, directory, STR("Dockerfile"));
}

static bool read_ignore(Arena *arena, const Options *options, ContextReport *report,
                        IgnoreFile *ignore, Fail *fail)
{
    Str dockerfile = dockerfile_of(arena, options, report->directory);
    if (!ignore_find(arena, report->directory, dockerfile, &report->source, fail))
        return false;
    *ignore = ignore_read(arena, report->source.text);
    return true;
}

/* What is wrong and hinders nobody here, though it would stop or mislead a build. The exit code. */
static int complain_of(const ContextReport *report)
{
    const ContextTree *tree = &report->tree;
    int code = CODE_FINE;
    for (size_t i = 0; i < tree->ignore.len; i++) {
        const IgnorePattern *pattern = &tree->ignore.at[i];
        if (!pattern->flaw)
            continue;
        complain("%.*s:%u: %s: %.*s", STR_ARG(report->source.path), (unsigned)pattern->line,
                 pattern->flaw, STR_ARG(str_head(pattern->written, 200)));
        code = CODE_INVALID;
    }
    if (report->source.only_podman.len && report->source.path.len == 0)
        complain("%.*s is read by podman only; docker wants .dockerignore",
                 STR_ARG(report->source.only_podman));
    for (size_t i = 0; i < tree->warnings.len; i++)
        complain("cannot read %.*s: %.*s", STR_ARG(tree->warnings.at[i].path),
                 STR_ARG(tree->warnings.at[i].why));
    return code;
}

static int print_report(Arena *arena, const Options *options, const ContextReport *report)
{
    Output output;
    output_init(&output, arena, stdout);
    int code = complain_of(report);
    if (options->values[OPT_FORMAT].choice == FORMAT_JSON)
        context_report_json(&output, report);
    else
        context_report_text(&output, report);
    return output_flush(&output) ? code : CODE_STUCK;
}

static int print_why(Arena *arena, const ContextReport *report, const IgnoreFile *ignore, Str path)
{
    Output output;
    output_init(&output, arena, stdout);
    Str clean = path_clean(arena, path);
    while (str_starts(clean, STR("/")) || str_starts(clean, STR("../")))
        clean = str_tail(clean, clean.at[0] == '/' ? 1 : 3);
    context_report_why(&output, report, ignore, clean);
    return output_flush(&output) ? CODE_FINE : CODE_STUCK;
}

static int context_run(Arena *arena, const Options *options)
{
    ContextReport report = {.list = options->values[OPT_LIST].given};
    Fail fail = {0};
    IgnoreFile ignore;
    Strs words = options->operands;
    report.terminal = terminal_of(stdout, (ColorChoice)options->values[OPT_COLOR].choice);
    report.directory = words.len ? words.at[0] : STR(".");
    const OptionValue *why = &options->values[OPT_WHY];
    if (words.len > 1)
        fail_set(&fail, "a build has one context, not %u", (unsigned)words.len);
    else if (read_ignore(arena, options, &report, &ignore, &fail) && why->given)
        return print_why(arena, &report, &ignore, why->text);
    else if (!fail.text[0] &&
             context_walk(arena, report.directory, &ignore, 0, &report.tree, &fail))
        return print_report(arena, options, &report);
    complain("%s", fail.text);
    return CODE_STUCK;
}

const Subcommand context_command = {
    .name = "context",
    .operands = "[DIR]",
    .summary = "show what a build would send, and what the ignore file leaves out",
    .about =
        "DIR is the directory of the build context; without it: the current one.\n\n"
        "exit code: 0 all is well, 1 the ignore file has a line that BuildKit refuses, 2 could "
        "not work",
    .options = options_of_context,
    .option_count = OPT_COUNT,
    .run = context_run,
};
