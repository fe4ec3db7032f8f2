#include "shared/runs.h"

bool runs_command(const Command *command)
{
    const Step *step = command->step;
    return step->instruction->kind == INST_RUN && !step->triggered && !command->again;
}

bool runs_first(const Command *command, Report *out)
{
    RunState *state = report_state(out);
    if (state->last == command->step)
        return false;
    state->last = command->step;
    return true;
}

static bool is_written(const Command *command, const Report *out)
{
    Str written = source_slice(report_file(out)->syntax->source, command->name_span);
    return command->step->script->json || str_eq(written, command->name);
}

/* python3 -m pip, with the verb right behind it. */
static bool starts_module(const Command *outer, const Command *command, const Report *out)
{
    return str_starts(outer->name, STR("python")) && is_written(outer, out) &&
           command_is(command, "pip") && command->args.len > 0 &&
           !str_starts(command->args.at[0].value.text, STR("-"));
}

bool runs_seen(const Command *command, const Report *out)
{
    for (const Command *outer = command->outer; outer; outer = outer->outer)
        if (!command_is(outer, "exec command builtin busybox") &&
            !starts_module(outer, command, out))
            return false;
    return is_written(command, out);
}

bool runs_any_seen(const Command *command, const Report *out)
{
    const Commands *all = &command->step->script->commands;
    for (size_t i = command->index; i < all->len; i++)
        if (str_eq(all->at[i].name, command->name) && runs_seen(&all->at[i], out))
            return true;
    return false;
}

bool runs_on_alpine(const Stage *stage)
{
    Str text = stage_root(stage)->base.text.text;
    return str_find(text, STR("alpine")) < text.len;
}

bool runs_removal(const Command *from)
{
    const Commands *all = &from->step->script->commands;
    for (size_t i = from->index; i < all->len; i++)
        for (size_t k = 0; command_is(&all->at[i], "rm") && k < all->at[i].args.len; k++)
            if (str_eq(all->at[i].args.at[k].value.text, STR("-rf")))
                return true;
    return false;
}
