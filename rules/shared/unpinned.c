#include "shared/unpinned.h"

#include "shared/runs.h"

/* Who writes lib@next has chosen; go's @latest is what it would take anyway. */
static bool is_chosen(const Package *package, const Manager *manager)
{
    return package->version.text.len > 0 && manager->names != NAMES_GO;
}

/* An option is followed by its value, as far as hadolint knows; its users shall hear no more. */
static bool is_behind_option(const Package *package, const Command *command)
{
    const Args *args = &command->args;
    for (size_t i = 0; i < args->len; i++)
        if (str_starts(args->at[i].value.text, STR("-")) && ++i < args->len &&
            args->at[i].span.start == package->span.start)
            return true;
    return false;
}

static bool is_unpinned(const Package *package, const Command *command, const Unpinned *how)
{
    if (package->pin != PIN_NONE || is_chosen(package, command->manager))
        return false;
    return !how || !how->as_hadolint || !(command->outer || is_behind_option(package, command));
}

/* pip: a file of constraints or requirements may name the versions of what stands beside it, and a
   project those of what it needs. */
static bool are_pinned_elsewhere(const Command *command)
{
    return command->manager->names == NAMES_PIP &&
           (command_option(command, "-c --constraint -r --requirement") ||
            command_has_operand(command, STR(".")));
}

/* Into the image, or into a cache to be built from; what go run starts is brought for that, too. */
static bool brings(const Command *command)
{
    const ManagerVerb *verb = command->manager_verb;
    return verb && (verb->act == ACT_INSTALL || (verb->act == ACT_RUN && verb->first)) &&
           !command_acts(command, ACT_ASK);
}

static void report_packages(const Command *command, const Package *first, size_t more, Report *out)
{
    Finding *finding;
    if (more == 0)
        finding = report(out, first->span, "%.*s has no version", STR_ARG(first->name));
    else
        finding = report(out, first->span, "%.*s and %zu more have no version",
                         STR_ARG(first->name), more);
    if (first->url)
        finding_help(finding, "name a tag or a commit");
    else
        finding_help(finding, "pin it: %.*s%.*sVERSION", STR_ARG(first->name),
                     STR_ARG(command->manager->pin));
}

void unpinned_packages(const Command *command, Report *out)
{
    if (!runs_command(command) || !brings(command) || are_pinned_elsewhere(command))
        return;
    Packages packages = command_packages(report_arena(out), command);
    const Package *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < packages.len; i++) {
        if (!is_unpinned(&packages.at[i], command, report_rule(out)->data))
            continue;
        first = first ? first : &packages.at[i];
        count++;
    }
    if (first)
        report_packages(command, first, count - 1, out);
}
