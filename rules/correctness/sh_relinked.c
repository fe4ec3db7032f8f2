/*
# sh-relinked

`/bin/sh` is made a link to another shell, for this image and for all that is built on it.

Every script that begins with `#!/bin/sh` is now run by that shell, and a package's update may undo
it. `SHELL` chooses who runs the RUNs below it, and changes nothing in the image.

```dockerfile bad
FROM debian:12-slim
RUN ln -sf /bin/bash /bin/sh
#                    ^^^^^^^ replaces the shell of every script
```

```dockerfile bad
FROM debian:12-slim
RUN rm /bin/sh && cd /bin && ln -s bash sh
#                                       ^^ use SHELL
```

```dockerfile good
FROM debian:12-slim
RUN ln -s /bin/sh /usr/local/bin/mysh && ln -sf /bin/bash /bin/shell
SHELL ["/bin/bash", "-c"]
```
*/
#include "shared/runs.h"

/* The RUN does nothing else, but for the rm that makes room. */
static bool is_all(const Command *ln)
{
    const Commands *all = &ln->step->script->commands;
    if (ln->index + 1 != all->len || ln->step->onbuild || ln->outer)
        return false;
    return ln->index == 0 || (ln->index == 1 && command_is(&all->at[0], "rm mv"));
}

static void sh_relinked(const Command *command, Report *out)
{
    if (!runs_command(command) || command->operands.len < 2 || command->elsewhere)
        return;
    const Arg *link = &command->operands.at[command->operands.len - 1];
    Value path = command_path(report_arena(out), command, link);
    if (path.known != VALUE_KNOWN || !str_eq(path.text, STR("/bin/sh")))
        return;
    Finding *finding = report(out, link->span, "replaces the shell of every script");
    finding_help(finding, "use SHELL [\"/bin/bash\", \"-c\"]");
    if (is_all(command) && str_ends(command->operands.at[0].value.text, STR("bash")))
        fix_replace(finding, command->step->instruction->span, STR("SHELL [\"/bin/bash\", \"-c\"]"),
                    FIX_UNSAFE);
    if (!runs_seen(command, out))
        finding_known_as(finding, "");
}

RULE(sh_relinked) = {
    .aka = "DL4005",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "ln",
    .each_command = sh_relinked,
};
