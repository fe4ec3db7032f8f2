#include "model/script.h"

/* Until their own files are there. */

#define PENDING __attribute__((weak))

PENDING const Script *script_read(Arena *arena, const Syntax *syntax, const Step *step)
{
    (void)arena, (void)syntax, (void)step;
    return NULL;
}

PENDING bool command_is(const Command *command, const char *names)
{
    (void)command, (void)names;
    return false;
}

PENDING const CommandOption *command_option(const Command *command, const char *names)
{
    (void)command, (void)names;
    return NULL;
}

PENDING Value command_value(const Command *command, const char *names)
{
    (void)command, (void)names;
    return (Value){0};
}

PENDING Value command_home(Arena *arena, const Command *command)
{
    (void)arena, (void)command;
    return (Value){.known = VALUE_UNKNOWN};
}

PENDING Value command_path(Arena *arena, const Command *command, const Arg *arg)
{
    (void)arena, (void)command;
    return arg->value;
}
