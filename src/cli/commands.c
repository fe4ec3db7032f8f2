#include "cli/commands.h"

#include "base/guess.h"
#include "base/json.h"
#include "base/yaml.h"
#include "cli/compare.h"
#include "cli/config.h"
#include "cli/context.h"
#include "cli/lint.h"
#include "cli/output.h"
#include "cli/parse.h"
#include "cli/rules.h"
#include "cli/weigh.h"
#include "syntax/syntax.h"
#include "text/regex.h"

static int help_run(Arena *arena, const Options *options);
static int version_run(Arena *arena, const Options *options);

static const Subcommand help_command = {
    .name = "help",
    .alias = "--help",
    .short_alias = "-h",
    .operands = "[COMMAND]",
    .summary = "explain the program or one of its commands",
    .run = help_run,
};

static const Subcommand version_command = {
    .name = "version",
    .alias = "--version",
    .short_alias = "-V",
    .summary = "print the version and the libraries it was built with",
    .run = version_run,
};

static const Subcommand *const commands[] = {
    &lint_command,    &weigh_command,  &compare_command, &context_command, &rules_command,
    &explain_command, &config_command, &parse_command,   &help_command,    &version_command,
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static bool is_called(const Subcommand *command, Str name)
{
    const char *names[] = {command->name, command->alias, command->short_alias};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i] && str_eq(name, str_from(names[i])))
            return true;
    }
    return false;
}

static void complain_unknown(Str name)
{
    Guess guess = guess_new(name);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        guess_consider(&guess, str_from(commands[i]->name));
        guess_consider(&guess, str_from(commands[i]->alias));
    }
    if (guess.best.len)
        complain("unknown command %.*s; did you mean plimsoll %.*s? see plimsoll --help",
                 STR_ARG(name), STR_ARG(guess.best));
    else
        complain("unknown command %.*s; see plimsoll --help", STR_ARG(name));
}

const Subcommand *command_find(Str name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (is_called(commands[i], name))
            return commands[i];
    }
    complain_unknown(name);
    return NULL;
}

static int print(Output *output)
{
    return output_flush(output) ? CODE_FINE : CODE_STUCK;
}

static int print_command_help(Arena *arena, const Subcommand *command)
{
    Output output;
    output_init(&output, arena, stdout);
    options_help(&output.buf, command);
    return print(&output);
}

int command_run(Arena *arena, const Subcommand *command, Strs words)
{
    Options options;
    Fail fail = {0};
    if (!options_read(arena, command, words, &options, &fail)) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    if (options.help)
        return print_command_help(arena, command);
    return command->run(arena, &options);
}

static void add_program_help(Buf *buf)
{
    buf_add(buf,
            STR("plimsoll reads Dockerfiles as BuildKit reads them, and says what is wrong.\n\n"
                "usage: plimsoll COMMAND [OPTION...] [PATH...]\n\ncommands:\n"));
    size_t widest = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        size_t len = str_from(commands[i]->name).len;
        widest = len > widest ? len : widest;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        buf_fmt(buf, "  %-*s  %s\n", (int)widest, commands[i]->name, commands[i]->summary);
    buf_add(buf,
            STR("\nplimsoll COMMAND --help says more about each.\n"
                "exit code: 0 all is well, 1 an input is not as it should be, 2 could not work\n"));
}

int command_missing(Arena *arena)
{
    Output output;
    output_init(&output, arena, stderr);
    add_program_help(&output.buf);
    output_flush(&output);
    return CODE_STUCK;
}

static int help_run(Arena *arena, const Options *options)
{
    if (options->operands.len) {
        const Subcommand *command = command_find(options->operands.at[0]);
        return command ? print_command_help(arena, command) : CODE_STUCK;
    }
    Output output;
    output_init(&output, arena, stdout);
    add_program_help(&output.buf);
    return print(&output);
}

static int version_run(Arena *arena, const Options *options)
{
    (void)options;
    Output output;
    output_init(&output, arena, stdout);
    buf_fmt(&output.buf, "plimsoll %s\nwith %s, %s, libyaml %s, %.*s\n", PLIMSOLL_VERSION,
            syntax_library(), json_library(), yaml_version(), STR_ARG(regex_library(arena)));
    return print(&output);
}
