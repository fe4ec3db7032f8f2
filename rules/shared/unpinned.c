#include "shared/unpinned.h"

#include "shared/runs.h"

/* To hadolint an option is followed by its value. */
static bool is_behind_option(const Package *package, const Command *command)
{
    const Args *args = &command->args;
    for (size_t i = 0; i < args->len; i++)
        if (str_starts(args->at[i].value.text, STR("-")) && ++i < args->len &&
            args->at[i].span.start == package->span.start)
            return true;
    return false;
}

/* pip install -e git+https://...: no operand, and so no package to hadolint. */
static bool is_value(const Package *package, const Command *command)
{
    for (size_t i = 0; i < command->options.len; i++)
        if (command->options.at[i].has_value &&
            command->options.at[i].value.span.start == package->span.start)
            return true;
    return false;
}

/* hadolint's codes mean this one, too: to it lib@latest is pinned, but not go's. */
static bool is_known(const Package *package, const Command *command)
{
    ManagerNames names = command->manager->names;
    return (package->version.text.len == 0 || names == NAMES_GO) &&
           !(names == NAMES_GEM && is_behind_option(package, command)) &&
           !is_value(package, command);
}

/* pip: a file of constraints or requirements may name the versions of what stands beside it, and a
   project those of what it needs. */
static bool are_pinned_elsewhere(const Command *command)
{
    return command->manager->names == NAMES_PIP &&
           (command_option(command, "-c --constraint -r --requirement") ||
            command_has_operand(command, STR(".")));
}

/* Without a version of its own it is what the go.mod of the project says, or what lies in GOPATH:
   go downloads nothing else for it. */
static bool is_of_project(const Package *package, const Command *command, const Report *out)
{
    return command->manager->names == NAMES_GO && package->version.text.len == 0 &&
           !str_eq(command->verb.value.text, STR("get")) && !option_bool(out, "uncertain");
}

/* Into the image, or into a cache to be built from; what go run starts is brought for that, too. */
static bool brings(const Command *command)
{
    const ManagerVerb *verb = command->manager_verb;
    return verb && (verb->act == ACT_INSTALL || (verb->act == ACT_RUN && verb->first)) &&
           !command_acts(command, ACT_ASK);
}

static Finding *report_packages(const Command *command, const Package *first, size_t more,
                                Report *out)
{
    Finding *finding;
    Str tag = first->version.text;
    if (more == 0 && tag.len > 0)
        finding = report(out, first->span, "%.*s is taken as %.*s, which moves",
                         STR_ARG(first->name), STR_ARG(tag));
    else if (more == 0)
        finding = report(out, first->span, "%.*s has no version", STR_ARG(first->name));
    else
        finding = report(out, first->span, "%.*s and %zu more have no version",
                         STR_ARG(first->name), more);
    if (first->url)
        finding_help(finding, "name a tag or a commit");
    else
        finding_help(finding, "pin it: %.*s%.*sVERSION", STR_ARG(first->name),
                     STR_ARG(command->manager->pin));
    return finding;
}

/* The spellings that hadolint looks for. */
static bool is_asked(const Command *command, Report *out)
{
    const Unpinned *how = report_rule(out)->data;
    return runs_seen(command, out) && !command_is(command, "apt aptitude uv") &&
           (!how || str_eq(command->verb.value.text, str_from(how->verb)));
}

void unpinned_packages(const Command *command, Report *out)
{
    if (!runs_command(command) || !brings(command) || are_pinned_elsewhere(command))
        return;
    const Packages *packages = &command->packages;
    const Package *first = NULL;
    size_t count = 0;
    bool known = false;
    for (size_t i = 0; i < packages->len; i++) {
        if (packages->at[i].pin != PIN_NONE || is_of_project(&packages->at[i], command, out))
            continue;
        first = first ? first : &packages->at[i];
        known |= is_known(&packages->at[i], command);
        count++;
    }
    Finding *finding = first ? report_packages(command, first, count - 1, out) : NULL;
    if (finding && !(known && is_asked(command, out)))
        finding_known_as(finding, "");
}
