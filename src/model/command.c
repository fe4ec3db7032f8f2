/* Questions about one command. */
#include "base/path.h"
#include "model/paths.h"
#include "model/runner.h"

const CommandOption *command_option_listed(const Command *command, const char *names)
{
    Str list = command->options.len > 0 ? str_from(names) : (Str){0};
    for (size_t i = command->options.len; i-- > 0;)
        if (str_listed(list, command->options.at[i].name))
            return &command->options.at[i];
    return NULL;
}

Value command_value(const Command *command, const char *names)
{
    const CommandOption *option = command_option_listed(command, names);
    return option ? option->value.value : value_of((Str){0});
}

bool command_has_operand(const Command *command, Str text)
{
    for (size_t i = 0; i < command->operands.len; i++)
        if (command->operands.at[i].value.known == VALUE_KNOWN &&
            str_eq(command->operands.at[i].value.text, text))
            return true;
    return false;
}

/* Homes that are not /home/NAME, or not the same everywhere: then empty. */
typedef struct {
    Str user, home;
} Home;

static const Home homes[] = {
    {STR_INIT(""), STR_INIT("/root")},    {STR_INIT("root"), STR_INIT("/root")},
    {STR_INIT("0"), STR_INIT("/root")},   {STR_INIT("www-data"), STR_INIT("/var/www")},
    {STR_INIT("daemon"), STR_INIT("")},   {STR_INIT("nobody"), STR_INIT("")},
    {STR_INIT("postgres"), STR_INIT("")}, {STR_INIT("jenkins"), STR_INIT("")},
    {STR_INIT("nginx"), STR_INIT("")},    {STR_INIT("mysql"), STR_INIT("")},
    {STR_INIT("redis"), STR_INIT("")},    {STR_INIT("elasticsearch"), STR_INIT("")},
};

static Value no_home(void)
{
    return value_unknown(STR("~"));
}

Value home_value(Arena *arena, Value user)
{
    Str name = str_cut(user.text, ':').head;
    Buf text;
    if (user.known != VALUE_KNOWN)
        return no_home();
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        if (str_eq(homes[i].user, name))
            return homes[i].home.len ? value_of(homes[i].home) : no_home();
    if (name.at[0] >= '0' && name.at[0] <= '9')
        return no_home();
    buf_init(&text, arena);
    buf_add(&text, STR("/home/"));
    buf_add(&text, name);
    return value_of(buf_str(&text));
}

Value command_home(Arena *arena, const Command *command)
{
    const Var *home = var_find(command->vars, STR("HOME"));
    bool own = command->user.text.len > 0;
    if (home && !own)
        return home->value;
    return home_value(arena, own ? command->user : command->step->user);
}

Value path_value(Arena *arena, Value directory, Value path)
{
    if (path.known == VALUE_UNKNOWN || path.text.len == 0)
        return value_unknown(path.text);
    return path_in(arena, directory, path);
}

Value command_path(Arena *arena, const Command *command, const Arg *arg)
{
    if (command->elsewhere)
        return value_unknown(arg->value.text);
    return path_value(arena, command->cwd, arg->value);
}
