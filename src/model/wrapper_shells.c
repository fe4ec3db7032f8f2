/* Programs that hand a text to a shell: sh -c, su -c and their like. */
#include "base/path.h"
#include "model/wrappers.h"

static Command *command_at(Runner *r, size_t index)
{
    return &r->out->commands.at[index];
}

/* The user's shell runs the text. */
static Outcome run_as(Runner *r, size_t index, const Arg *text, Value user, bool login)
{
    State kept = r->state;
    Reader reader = {.wrapper = index, .dialect = DIALECT_SH, .child = true};
    r->state.user = user;
    if (login)
        r->state.cwd = home_value(r->arena, user);
    Outcome outcome = run_text(r, text, &reader);
    r->state = kept;
    return outcome;
}

Outcome wrapper_su(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    const CommandOption *text = command_option(command, "-c --command --session-command");
    bool login = command_option(command, "-l --login") != NULL;
    Value user = value_of(STR("root"));
    size_t i = 0;
    if (i < command->operands.len && str_eq(command->operands.at[i].value.text, STR("-"))) {
        login = true;
        i++;
    }
    if (i < command->operands.len)
        user = command->operands.at[i].value;
    if (!text)
        return outcome_of(r, command);
    Arg arg = text->value;
    return run_as(r, index, &arg, user, login);
}

Outcome wrapper_runuser(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    Value user = command_value(command, "-u --user");
    const Args operands = command->operands;
    if (user.text.len)
        return start_as(r, index, 0, user);
    const CommandOption *before = command_option(command, "-c --command");
    bool login = command_option(command, "-l --login -") != NULL;
    size_t at = operands.len && str_eq(operands.at[0].value.text, STR("-"));
    user = at < operands.len ? operands.at[at].value : value_of(STR("root"));
    if (before) {
        Arg arg = before->value;
        return run_as(r, index, &arg, user, login || at);
    }
    for (size_t i = at + 1; i + 1 < operands.len; i++)
        if (str_eq(operands.at[i].value.text, STR("-c")))
            return run_as(r, index, &operands.at[i + 1], user, login || at);
    return outcome_of(r, command_at(r, index));
}

static ShellDialect dialect_of(Str name)
{
    return str_eq(name, STR("bash")) || str_eq(name, STR("zsh")) || str_eq(name, STR("ksh"))
               ? DIALECT_BASH
               : DIALECT_SH;
}

static Params params_behind(Runner *r, const Args *operands, size_t from)
{
    size_t len = operands->len > from ? operands->len - from : 0;
    Value *values = NEW_ARRAY(r->arena, len ? len : 1, Value);
    for (size_t i = 0; i < len; i++)
        values[i] = operands->at[from + i].value;
    return (Params){values, len, false};
}

static const ShellRedirect *find_document(const Command *command)
{
    const ShellRedirect *found = NULL;
    for (const ShellRedirect *redirect = command->node ? command->node->redirects : NULL; redirect;
         redirect = redirect->next)
        if (redirect->kind == REDIRECT_DOCUMENT)
            found = redirect;
    return found;
}

Outcome wrapper_shell(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    const Args operands = command->operands;
    Reader reader = {.wrapper = index, .dialect = dialect_of(command->name), .child = true};
    if (command_option(command, "-c") && operands.len > 0) {
        reader.params = params_behind(r, &operands, 2);
        return run_text(r, &operands.at[0], &reader);
    }
    const ShellRedirect *document = find_document(command);
    if (operands.len > 0 && operands.at[0].value.known == VALUE_KNOWN &&
        manager_find(path_base(operands.at[0].value.text)))
        return start_from(r, index, 0);
    bool reads = operands.len == 0 || command_option(command, "-s") ||
                 str_eq(operands.at[0].value.text, STR("-"));
    if (!document || !reads)
        return outcome_of(r, command);
    reader.params = params_behind(r, &operands, 0);
    return run_document(r, document, &reader);
}

/* flock FILE COMMAND, flock FILE -c TEXT; script -c TEXT */
Outcome wrapper_flock(Runner *r, size_t index)
{
    const Args operands = command_at(r, index)->operands;
    Reader reader = {.wrapper = index, .dialect = DIALECT_SH, .child = true};
    if (operands.len == 3 && str_eq(operands.at[1].value.text, STR("-c")))
        return run_text(r, &operands.at[2], &reader);
    return start_from(r, index, 1);
}
