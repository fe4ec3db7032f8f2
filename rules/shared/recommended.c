#include "shared/recommended.h"

#include "shared/runs.h"

static bool is_fed(const Command *command)
{
    for (const Command *outer = command->outer; outer; outer = outer->outer)
        if (command_is(outer, "xargs"))
            return true;
    return false;
}

/* An install without packages does nothing, but for one that repairs. */
static bool installs(const Command *command)
{
    return command_acts(command, ACT_INSTALL) &&
           (command->packages.len > 0 || command_option(command, "-f --fix-broken") ||
            is_fed(command));
}

void recommended_packages(const Command *command, Report *out)
{
    const char *option = report_rule(out)->data;
    if (!command->normal || !command->step->stage || !installs(command) || command_is_lean(command))
        return;
    Finding *finding = report(out, command->verb.span, "also installs recommended packages");
    finding_help(finding, "add %s", option);
    if (!runs_seen(command, out) || command_is(command, "apt aptitude"))
        finding_known_as(finding, "");
    Buf text;
    buf_init(&text, report_arena(out));
    buf_fmt(&text, " %s", option);
    fix_insert_after(finding, command->verb.span, buf_str(&text), FIX_UNSAFE);
    report_unwished(out, finding, command, &(PackageWish){0});
}
