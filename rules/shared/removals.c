#include "shared/removals.h"

#include "shared/layers.h"
#include "text/glob.h"

/* apt-mark in the same RUN, up to the removal: showmanual stands before the install. */
static bool is_marked(const Command *install, const Command *removal)
{
    size_t before = LAYERS_LOOK / 10;
    size_t first = install->index > before ? install->index - before : 0;
    for (size_t i = first; i <= removal->index; i++)
        if (i != install->index && command_is(&install->step->script->commands.at[i], "apt-mark"))
            return true;
    return false;
}

/* A removal in the RUN of the install. What apt-mark or a name that is not known decides may well
   be all. */
static bool takes_all(const Command *command, const Command *install)
{
    if (command_acts(command, ACT_PRUNE))
        return is_marked(install, command);
    if (!command_acts(command, ACT_REMOVE))
        return false;
    bool automatic = command_option(command, "--auto-remove --autoremove") != NULL ||
                     command_has_operand(command, STR("autoremove"));
    if (automatic && (command->operands.len == 0 || is_marked(install, command)))
        return true;
    for (size_t i = 0; i < command->operands.len; i++)
        if (command->operands.at[i].value.known == VALUE_UNKNOWN)
            return true;
    return false;
}

static bool takes(const Command *removal, Str name, Value group)
{
    if (!removal->manager || !removal->manager->system || !command_acts(removal, ACT_REMOVE))
        return false;
    Value by_option = command_group(removal);
    if (group.text.len > 0 && str_eq(by_option.text, group.text))
        return true;
    Packages gone = removal->packages;
    for (size_t i = 0; i < gone.len; i++)
        if (glob_match(gone.at[i].name, name) ||
            (group.text.len > 0 && str_eq(gone.at[i].arg->value.text, group.text)))
            return true;
    return false;
}

bool package_is_removed(Report *out, const Command *install, Str name)
{
    const CommandRefs *commands = report_commands(out, report_file(out)->target);
    Value group = command_group(install);
    size_t first = commands_from(commands, install->step) + install->index + 1;
    for (size_t i = first; i < commands->len; i++) {
        const Command *command = commands->at[i];
        bool same = command->step == install->step;
        if (i - first == LAYERS_LOOK || (same && takes_all(command, install)) ||
            takes(command, name, group))
            return true;
    }
    return false;
}

/* docker and docker-ce, python and python3: one takes the place of the other. */
static bool are_alike(Str a, Str b)
{
    size_t n = 0;
    while (n < a.len && n < b.len && a.at[n] == b.at[n] && a.at[n] != '-')
        n++;
    return n >= 3 && (n == a.len || n == b.len || a.at[n] == '-' || b.at[n] == '-' ||
                      (a.at[n] >= '0' && a.at[n] <= '9') || (b.at[n] >= '0' && b.at[n] <= '9'));
}

static bool installs_alike(const Command *command, const Packages *gone)
{
    Packages packages = command->packages;
    for (size_t i = 0; i < packages.len; i++)
        for (size_t j = 0; j < gone->len; j++)
            if (are_alike(packages.at[i].name, gone->at[j].name) ||
                packages.at[i].arg->value.known != VALUE_KNOWN)
                return true;
    return false;
}

/* A helper of the image may install them: apk-install gcc. */
static bool names_any(const Command *command, const Packages *gone)
{
    if (command->manager && command->manager->system)
        return false;
    for (size_t i = 0; i < gone->len; i++)
        if (command_has_operand(command, gone->at[i].name))
            return true;
    return false;
}

bool removal_tidies(const Command *removal)
{
    const Script *script = removal->step->script;
    if (command_option(removal, "--auto-remove --autoremove --purge"))
        return true;
    for (size_t i = 0; i < script->commands.len && i < LAYERS_LOOK; i++)
        if (command_acts(&script->commands.at[i], ACT_CLEAN) ||
            command_acts(&script->commands.at[i], ACT_PRUNE) ||
            (command_is(&script->commands.at[i], "rm") &&
             command_option(&script->commands.at[i], "-r -R -f")))
            return true;
    return false;
}

bool packages_may_be_ours(const Command *removal, Report *out)
{
    const Packages *gone = &removal->packages;
    const CommandRefs *commands = report_commands(out, report_file(out)->target);
    for (size_t i = 0; i < commands->len; i++) {
        const Command *command = commands->at[i];
        if (i == LAYERS_LOOK || names_any(command, gone))
            return true;
        if (!command->manager || !command->manager->system || !command_acts(command, ACT_INSTALL))
            continue;
        bool before = command->step == removal->step && command->index < removal->index;
        if (before || installs_alike(command, gone))
            return true;
    }
    return false;
}
