#define _XOPEN_SOURCE 700

#include <signal.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/output.h"

static Strs words_of(Arena *arena, char **argv)
{
    Strs words = {0};
    for (size_t i = 1; argv[i]; i++)
        *PUSH(arena, &words) = str_from(argv[i]);
    return words;
}

static int run(Arena *arena, Strs words)
{
    if (words.len == 0)
        return command_missing(arena);
    const Subcommand *command = command_find(words.at[0]);
    if (!command)
        return CODE_STUCK;
    return command_run(arena, command, (Strs){words.at + 1, words.len - 1, 0});
}

int main(int argc, char **argv)
{
    /* A reader that went away is a failed write with a message and a code, not a silent death. */
    signal(SIGPIPE, SIG_IGN);
    Arena *arena = arena_open();
    int code = argc > 0 ? run(arena, words_of(arena, argv)) : CODE_STUCK;
    arena_close(arena);
    return code;
}
