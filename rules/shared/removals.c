#include "shared/removals.h"

#include "text/glob.h"

/* What apt-mark or a name that is not known decides: it may well be all. */
static bool takes_all(const Command *command, bool marked)
{
    if (command_acts(command, ACT_PRUNE))
        return marked;
    if (!command_acts(command, ACT_REMOVE))
        return false;
    bool automatic = command_option(command, "--auto-remove --autoremove") != NULL ||
                     command_has_operand(command, STR("autoremove"));
    if (automatic && (marked || command->operands.len == 0))
        return true;
    for (size_t i = 0; i < command->operands.len; i++)
        if (command->operands.at[i].value.known == VALUE_UNKNOWN)
            return true;
    return false;
}

static bool takes(Arena *arena, const Command *removal, Str name, Value group)
{
    if (!removal->manager || !removal->manager->system || !command_acts(removal, ACT_REMOVE))
        return false;
    Packages gone = command_packages(arena, removal);
    for (size_t i = 0; i < gone.len; i++)
        if (glob_match(gone.at[i].name, name) ||
            (group.text.len > 0 && str_eq(gone.at[i].arg->value.text, group.text)))
            return true;
    return false;
}

bool package_is_removed(Report *out, const Command *install, Str name)
{
    const StepRefs *chain = report_chain(out, install->step->stage);
    Value group = command_value(install, "-t --virtual");
    bool found = false;
    for (size_t i = 0; i < chain->len; i++) {
        const Step *step = chain->at[i];
        bool same = step == install->step, marked = false;
        found |= same;
        if (!found || !step->script || step->onbuild || step->instruction->kind != INST_RUN)
            continue;
        for (size_t j = 0; j < step->script->commands.len; j++) {
            const Command *command = &step->script->commands.at[j];
            marked |= command_is(command, "apt-mark");
            bool later = !same || command->index > install->index;
            if (later && ((same && takes_all(command, marked)) ||
                          takes(report_arena(out), command, name, group)))
                return true;
        }
    }
    return false;
}
