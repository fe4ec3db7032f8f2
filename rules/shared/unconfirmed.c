#include "shared/unconfirmed.h"

#include "shared/runs.h"

/* What is asked for by name surely changes something; an upgrade may find nothing to do. */
static bool changes(const Command *command, bool removals)
{
    if (removals)
        return !command_acts(command, ACT_CLEAN);
    return command_acts(command, ACT_INSTALL) &&
           (command->packages.len > 0 ||
            command_option(command, "-f --fix-broken -m --fix-missing"));
}

/* microdnf always assumes yes, unless it is only another name for dnf 5. */
static bool asks(const Command *command, const Report *out)
{
    bool may = command_is(command, "microdnf") && option_bool(out, "uncertain");
    return may ? !command_option(command, "-y --assumeyes") : !command_says_yes(command);
}

void unconfirmed_change(const Command *command, Report *out)
{
    const Unconfirmed *words = report_rule(out)->data;
    if (!runs_command(command) || !asks(command, out) || !changes(command, words->removals))
        return;
    Finding *finding = report(out, command->verb.span, "%.*s %.*s asks for a confirmation",
                              STR_ARG(command->name), STR_ARG(command->verb.value.text));
    finding_help(finding, "add %s", words->option);
    if (!runs_seen(command, out) || command_is(command, "apt aptitude"))
        finding_known_as(finding, "");
    Buf text;
    buf_init(&text, report_arena(out));
    buf_fmt(&text, " %s", words->option);
    fix_insert_after(finding, words->before_verb ? command->name_span : command->verb.span,
                     buf_str(&text), FIX_SAFE);
}
