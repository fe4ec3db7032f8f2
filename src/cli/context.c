#include "cli/context.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/utf8.h"
#include "cli/context_report.h"

enum {
    OPT_FILE,
    OPT_FORMAT,
    OPT_LIST,
    OPT_WHY,
    OPT_SUGGEST,
    OPT_WRITE,
    OPT_FORCE,
    OPT_COLOR,
    OPT_COUNT
};

enum { FORMAT_TEXT, FORMAT_JSON };

static const char *const format_names[] = {"text", "json", NULL};
static const char *const color_names[] = {"auto", "always", "never", NULL};

static const Option options_of_context[OPT_COUNT] = {
    [OPT_FILE] = {OPTION_TEXT, 'f', "file", "DOCKERFILE", NULL,
                  "the Dockerfile; without it the one in DIR. An ignore file of its own stands "
                  "beside it"},
    [OPT_FORMAT] = {OPTION_CHOICE, 0, "format", "FORMAT", format_names, "what to print"},
    [OPT_LIST] = {OPTION_FLAG, 0, "list", NULL, NULL, "every path, sent or left out"},
    [OPT_WHY] = {OPTION_TEXT, 0, "why", "PATH", NULL,
                 "only whether this path is sent, and which line of the ignore file says so"},
    [OPT_SUGGEST] = {OPTION_FLAG, 0, "suggest", NULL, NULL,
                     "only lines for an ignore file, by what is in the context"},
    [OPT_WRITE] = {OPTION_FLAG, 0, "write", NULL, NULL,
                   "put them into DIR/.dockerignore, which must not be there yet"},
    [OPT_FORCE] = {OPTION_FLAG, 0, "force", NULL, NULL,
                   "with --write: add them to the ignore file that is there"},
    [OPT_COLOR] = {OPTION_CHOICE, 0, "color", "WHEN", color_names, "when to use colours"},
};

static bool is_there(Arena *arena, Str path)
{
    struct stat info;
    return stat(str_terminated(arena, path), &info) == 0;
}

/* A Dockerfile of which nothing was said is the one in the context, if there is one. */
static Str dockerfile_of(Arena *arena, const Options *options, Str directory, bool *there)
{
    const OptionValue *file = &options->values[OPT_FILE];
    Str path = file->given ? file->text : path_join(arena, directory, STR("Dockerfile"));
    *there = file->given || is_there(arena, path);
    return path;
}

/* What is wrong and hinders nobody here, though it would stop or mislead a build. The exit code. */
static int complain_of(const ContextReport *report)
{
    const ContextTree *tree = report->tree;
    const IgnoreSource *source = &report->ignore->source;
    int code = CODE_FINE;
    for (size_t i = 0; i < tree->ignore.len; i++) {
        const IgnorePattern *pattern = &tree->ignore.at[i];
        if (!pattern->flaw)
            continue;
        complain("%.*s:%u: %s: %.*s", STR_ARG(source->path), (unsigned)pattern->line, pattern->flaw,
                 STR_ARG(str_head(pattern->written, 200)));
        code = CODE_INVALID;
    }
    if (source->only_podman.len && source->path.len == 0)
        complain("%.*s is read by podman only; docker wants .dockerignore",
                 STR_ARG(source->only_podman));
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

static int print_why(Arena *arena, const ContextReport *report, Str path)
{
    struct stat info;
    Output output;
    output_init(&output, arena, stdout);
    Str clean = path_clean(arena, path);
    while (str_starts(clean, STR("/")) || str_starts(clean, STR("../")))
        clean = str_tail(clean, clean.at[0] == '/' ? 1 : 3);
    const char *full = str_terminated(arena, path_join(arena, report->directory, clean));
    bool gone = lstat(full, &info) != 0 && (errno == ENOENT || errno == ENOTDIR);
    context_report_why(&output, report->ignore, clean, !gone);
    return output_flush(&output) ? CODE_FINE : CODE_STUCK;
}

static int suggest(Arena *arena, const Options *options, const ContextReport *report)
{
    Str text = context_suggestion(arena, report), written;
    Fail fail = {0};
    int code = complain_of(report);
    Output output;
    output_init(&output, arena, stdout);
    if (text.len == 0) {
        complain("there is nothing to be left out of %.*s", STR_ARG(report->directory));
    } else if (!options->values[OPT_WRITE].given) {
        buf_add(&output.buf, text);
    } else if (!context_write(arena, report, text, options->values[OPT_FORCE].given, &written,
                              &fail)) {
        complain("%s", fail.text);
        return CODE_STUCK;
    } else {
        buf_add(&output.buf, STR("wrote "));
        buf_visible(&output.buf, written);
        buf_char(&output.buf, '\n');
    }
    return output_flush(&output) ? code : CODE_STUCK;
}

static int context_run(Arena *arena, const Options *options)
{
    ContextReport report = {.list = options->values[OPT_LIST].given};
    Fail fail = {0};
    bool there = false;
    Strs words = options->operands;
    const OptionValue *why = &options->values[OPT_WHY];
    report.terminal = terminal_of(stdout, (ColorChoice)options->values[OPT_COLOR].choice);
    report.directory = words.len ? words.at[0] : STR(".");
    Str dockerfile = dockerfile_of(arena, options, report.directory, &there);
    BuildContext *context =
        context_open(arena, report.directory, dockerfile, (WalkLimits){0}, NULL);
    report.ignore = context_ignore(context);
    if (words.len > 1)
        fail_set(&fail, "a build has one context, not %u", (unsigned)words.len);
    else if (why->given && !report.ignore->fail.text[0])
        return print_why(arena, &report, why->text);
    else if ((report.tree = context_tree(context, &fail)) &&
             (!there || context_copies_read(arena, &report, context, dockerfile, &fail)))
        return options->values[OPT_SUGGEST].given || options->values[OPT_WRITE].given
                   ? suggest(arena, options, &report)
                   : print_report(arena, options, &report);
    complain("%s", fail.text);
    return CODE_STUCK;
}

const Subcommand context_command = {
    .name = "context",
    .operands = "[DIR]",
    .summary = "show what is in a build context, what COPY takes, what is left out",
    .about =
        "DIR is the directory of the build context; without it: the current one.\n\n"
        "exit code: 0 all is well, 1 the ignore file has a line that BuildKit refuses, 2 could "
        "not work",
    .options = options_of_context,
    .option_count = OPT_COUNT,
    .run = context_run,
};
