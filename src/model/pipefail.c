/* Who notices that a command in the middle of a pipeline fails. */
#include "model/model.h"

/* bash -eo pipefail -c: the last letter of the options takes the next word. */
static bool words_set_it(const Words *words)
{
    for (size_t i = 1; i + 1 < words->len; i++) {
        Str option = words->at[i].text;
        bool takes_word = option.len > 1 && option.at[0] == '-' && option.at[1] != '-' &&
                          option.at[option.len - 1] == 'o';
        if (takes_word && str_eq(words->at[i + 1].text, STR("pipefail")))
            return true;
    }
    return false;
}

static bool sets_it(const Command *command)
{
    if (!command_is(command, "set") || command->outer)
        return false;
    for (size_t i = 0; i < command->options.len; i++) {
        const CommandOption *option = &command->options.at[i];
        if (str_eq(option->name, STR("-o")) && str_eq(option->value.value.text, STR("pipefail")))
            return true;
    }
    return false;
}

bool command_has_pipefail(const Command *command)
{
    const Step *step = command->step;
    if (step->shell && words_set_it(&step->shell->args))
        return true;
    for (size_t i = 0; i < command->index; i++)
        if (sets_it(&step->script->commands.at[i]))
            return true;
    return false;
}

bool script_is_single(const Script *script)
{
    if (script->unread)
        return false;
    size_t count = 0;
    if (script->json) {
        for (size_t i = 0; i < script->commands.len; i++)
            count += !script->commands.at[i].wrapper;
        return count <= 1;
    }
    if (!script->shell || script->shell->broken)
        return false;
    for (const ShellNode *node = script->shell->commands; node; node = node->later)
        count += node->words != NULL;
    return count <= 1;
}
