#include "cli/parse.h"

#include <unistd.h>

#include "base/io.h"
#include "cli/foreign.h"
#include "cli/output.h"
#include "cli/parse_format.h"
#include "cli/parse_model.h"
#include "context/context.h"

enum {
    OPT_FORMAT,
    OPT_COMMANDS,
    OPT_MODEL,
    OPT_TARGET,
    OPT_BUILD_ARG,
    OPT_CONTEXT,
    OPT_COLOR,
    OPT_COUNT
};

static const char *const format_names[] = {"text", "json", "jsonl", "sexp", NULL};
static const ParseFormat *const formats[] = {&parse_text, &parse_json, &parse_jsonl, &parse_sexp};
static const ParseFormat *const model_formats[] = {&parse_model_text, &parse_model_json, NULL,
                                                   NULL};

static const char *const color_names[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};

static const Option options_of_parse[OPT_COUNT] = {
    [OPT_FORMAT] = {.kind = OPTION_CHOICE,
                    .letter = 'f',
                    .name = "format",
                    .value = "FORMAT",
                    .choices = format_names,
                    .help = "what to print"},
    [OPT_COMMANDS] = {.kind = OPTION_FLAG,
                      .name = "commands",
                      .help = "in jsonl, also the simple commands that a shell will run"},
    [OPT_MODEL] = {.kind = OPTION_FLAG,
                   .name = "model",
                   .help = "in text or json, what would be built"},
    [OPT_TARGET] = {.kind = OPTION_TEXT,
                    .name = "target",
                    .value = "STAGE",
                    .help = "with --model: the name of the stage to build"},
    [OPT_BUILD_ARG] = {.kind = OPTION_LIST,
                       .name = "build-arg",
                       .value = "NAME=VALUE",
                       .help = "with --model: an ARG's value; NAME alone takes the environment's"},
    [OPT_CONTEXT] = {.kind = OPTION_TEXT,
                     .name = "context",
                     .value = "DIR",
                     .help = "with --model: the build context, to look into"},
    [OPT_COLOR] = {.kind = OPTION_CHOICE,
                   .name = "color",
                   .value = "WHEN",
                   .choices = color_names,
                   .help = "colours in text"},
};

static bool is_stdin(Str path)
{
    return str_eq(path, STR("-"));
}

static bool not_text(Str path, const char *looks, Fail *fail)
{
    Str name = is_stdin(path) ? STR("standard input") : path;
    return fail_set(fail, "cannot read %.*s: it looks like %s", STR_ARG(name), looks);
}

static bool read_file(Arena *arena, ParsedFile *file, Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, file->path), &text, fail))
        return false;
    const char *looks = foreign_start(text);
    if (looks)
        return not_text(file->path, looks, fail);
    Str name = is_stdin(file->path) ? STR("<stdin>") : file->path;
    const Syntax *syntax = syntax_read(arena, source_new(arena, name, text));
    looks = syntax_accepted(syntax) ? NULL : foreign_nuls(text);
    if (looks)
        return not_text(file->path, looks, fail);
    file->syntax = syntax;
    return true;
}

/* Whether what was asked for is there. */
static bool read_model(Arena *arena, ParsedFile *file, const Printing *printing, Fail *fail)
{
    ModelRequest request = *printing->request;
    if (printing->context.len)
        request.context = context_for_model(
            context_open(arena, printing->context, file->path, (WalkLimits){0}, NULL));
    file->model = model_read(arena, file->syntax, &request);
    return model_target_check(arena, &request, file->syntax->source->name, file->model, fail);
}

/* Reads one file and prints it; its memory is gone afterwards. */
static int parse_file(Printing *printing, const ParseFormat *format, Str path)
{
    Arena *arena = arena_open();
    ParsedFile file = {.path = path};
    Fail fail = {0};
    int code = CODE_FINE;
    if (!read_file(arena, &file, &fail) ||
        (printing->request && !read_model(arena, &file, printing, &fail))) {
        output_flush(printing->out);
        complain("%s", fail.text);
        file.trouble = str_from(fail.text);
        code = CODE_STUCK;
    } else if (file.syntax->problems.len) {
        code = CODE_INVALID;
    }
    printing->scratch = arena;
    format->file(printing, &file);
    output_relieve(printing->out);
    arena_close(arena);
    return code;
}

/* What --model and the options that go with it ask for; NULL without. */
static bool read_request(Arena *arena, const Options *options, const ModelRequest **request,
                         Fail *fail)
{
    static const int with_model[] = {OPT_TARGET, OPT_BUILD_ARG, OPT_CONTEXT};
    const OptionValue *values = options->values;
    if (!values[OPT_MODEL].given) {
        for (size_t i = 0; i < sizeof with_model / sizeof with_model[0]; i++) {
            if (values[with_model[i]].given)
                return fail_set(fail, "--%s says something only with --model",
                                options_of_parse[with_model[i]].name);
        }
        return true;
    }
    size_t format = values[OPT_FORMAT].choice;
    if (!model_formats[format])
        return fail_set(fail, "--model cannot be printed as %s; it can be text or json",
                        format_names[format]);
    ModelRequest *made = NEW(arena, ModelRequest);
    *request = made;
    return model_request_read(arena, values[OPT_TARGET].text, &values[OPT_BUILD_ARG].texts,
                              values[OPT_CONTEXT].text, made, fail);
}

static int parse_files(Arena *arena, const Options *options, Strs paths,
                       const ModelRequest *request)
{
    size_t choice = options->values[OPT_FORMAT].choice;
    const ParseFormat *format = request ? model_formats[choice] : formats[choice];
    ColorChoice color = (ColorChoice)options->values[OPT_COLOR].choice;
    Output out;
    output_init(&out, arena, stdout);
    Printing printing = {
        .out = &out, .terminal = terminal_of(stdout, color), .color = color, .files = paths.len};
    printing.commands = options->values[OPT_COMMANDS].given;
    printing.request = request;
    printing.context = options->values[OPT_CONTEXT].text;

    int worst = CODE_FINE;
    if (format->start)
        format->start(&printing);
    for (size_t i = 0; i < paths.len && !out.failed; i++) {
        int code = parse_file(&printing, format, paths.at[i]);
        worst = code > worst ? code : worst;
    }
    if (format->end)
        format->end(&printing);
    return output_flush(&out) ? worst : CODE_STUCK;
}

static int parse_run(Arena *arena, const Options *options)
{
    Strs paths = options->operands;
    const ModelRequest *request = NULL;
    Fail fail = {0};
    if (!read_request(arena, options, &request, &fail)) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    if (paths.len == 0 && isatty(STDIN_FILENO)) {
        complain("which file? write plimsoll parse Dockerfile, or - to type one; "
                 "see plimsoll parse --help");
        return CODE_STUCK;
    }
    if (paths.len == 0)
        *PUSH(arena, &paths) = STR("-");
    return parse_files(arena, options, paths, request);
}

const Subcommand parse_command = {
    .name = "parse",
    .operands = "[PATH...]",
    .summary = "show how Dockerfiles are read, and what is wrong in them",
    .about =
        "Without a PATH, or where it is -, standard input is read. One file that cannot be read "
        "hides none of the others.\n\n"
        "text is a tree, one line an instruction, with the problems below it; json holds "
        "everything, with its place in the file; jsonl is a line a file, instructions as "
        "BuildKit's parser dumps them; sexp is the concrete tree.\n\n"
        "--model shows each file as it would be built: stages, the state in force, values of "
        "variables, commands inside RUN, and what they do to files.\n\n"
        "exit code: 0 all are valid, 1 some file is not valid, 2 could not work",
    .options = options_of_parse,
    .option_count = OPT_COUNT,
    .run = parse_run,
};
