#include "shared/exec_form.h"

/* Without the shell these would be programs that are not there. */
static const char builtins[] = ". : alias cd command eval exec export read set source times trap "
                               "type ulimit umask unset wait";

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        Str others = STR(" \t-_./:,@+%=");
        if (!char_is_letter(c) && !char_is_digit(c) && str_find_char(others, c) == others.len)
            return false;
    }
    return true;
}

Str exec_form(Arena *arena, const Step *step)
{
    const Body *body = &step->instruction->body;
    const Script *script = step->script;
    if (!script || script->commands.len != 1 || !is_plain(body->text) ||
        span_len(body->span) != body->text.len)
        return (Str){0};
    const Command *command = &script->commands.at[0];
    Str program = command->program.text;
    if (command_is(command, builtins) || !str_starts(body->text, program))
        return (Str){0};
    Buf json;
    buf_init(&json, arena);
    buf_fmt(&json, "[\"%.*s\"", STR_ARG(program));
    for (size_t i = 0; i < command->args.len; i++)
        buf_fmt(&json, ", \"%.*s\"", STR_ARG(command->args.at[i].value.text));
    buf_char(&json, ']');
    return buf_str(&json);
}
