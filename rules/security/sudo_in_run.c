/*
# sudo-in-run

`sudo` in a RUN changes user in the middle of a step, and leaves a way to do so in the image.

It drops most of the environment, among it the proxies of the build, and wants a terminal in some
setups. A build can just be root: write `USER root` before what needs it and the other user behind
it.

```dockerfile bad
FROM debian:12-slim
RUN sudo apt-get update
#   ^^^^ the build is root already
USER tide
RUN sudo apt-get update
#   ^^^^ use USER root
```

```dockerfile bad
FROM debian:12-slim
RUN make && sudo -E -u tide make install
#           ^^^^ where USER says who runs it
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y sudo
RUN echo 'tide ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/tide
CMD ["sudo", "tide"]
```
*/
#include "shared/fixes.h"
#include "shared/names.h"
#include "shared/runs.h"

/* The build is root already: USER says so, or a bare system has not been told otherwise. */
static bool is_root(const Step *step)
{
    if (step->user.text.len == 0)
        return step->stage && image_is_bare(&stage_root(step->stage)->base.image);
    return user_is_root(step->user);
}

/* Just "sudo", or with the environment kept: what it starts is all that stands behind it. */
static bool is_bare(const Command *sudo)
{
    for (size_t i = 0; i < sudo->options.len; i++)
        if (!name_in("-E -H -n", sudo->options.at[i].name))
            return false;
    return command_is(sudo, "sudo") && sudo->operands.len > 0 && sudo->node;
}

static void drop(Finding *finding, const Command *sudo)
{
    fix_delete(finding, (Span){sudo->name_span.start, sudo->operands.at[0].span.start}, FIX_UNSAFE);
}

/* The shell itself does nothing that depends on who runs it. */
static bool all_is_sudo(const Step *step)
{
    Str text = step->instruction->body.text;
    for (size_t i = 0; i < step->script->commands.len; i++) {
        const Command *command = &step->script->commands.at[i];
        if (!command->outer && !is_bare(command))
            return false;
    }
    return !step->onbuild && step->user.known == VALUE_KNOWN && step->user.text.len > 0 &&
           str_find_char(text, '~') == text.len && str_find(text, STR("$HOME")) == text.len;
}

/* USER root above, the user of before below, and no sudo between. */
static void fix_user(Finding *finding, const Step *step, Report *out)
{
    Buf back;
    buf_init(&back, report_arena(out));
    buf_fmt(&back, "\nUSER %.*s", STR_ARG(step->user.text));
    fix_insert_above(finding, step, STR("USER root\n"), FIX_UNSAFE);
    for (size_t i = 0; i < step->script->commands.len; i++)
        if (!step->script->commands.at[i].outer)
            drop(finding, &step->script->commands.at[i]);
    fix_insert_after(finding, step->instruction->span, buf_str(&back), FIX_UNSAFE);
    fix_title(finding, "USER root for this RUN");
}

static void sudo_in_run(const Command *command, Report *out)
{
    if (!runs_command(command))
        return;
    bool needless = is_root(command->step) && !command_option(command, "-u --user -g --group");
    Finding *finding = report(out, command->name_span,
                              needless ? "the build is root already, and needs no sudo"
                                       : "sudo in a RUN, where USER says who runs it");
    finding_help(finding, needless ? "leave it out"
                                   : "use USER root before the RUN, and USER again behind it");
    if (!runs_seen(command, out))
        finding_known_as(finding, "");
    if (needless && is_bare(command))
        drop(finding, command);
    else if (command->index == 0 && all_is_sudo(command->step))
        fix_user(finding, command->step, out);
}

RULE(sudo_in_run) = {
    .aka = "DL3004",
    .severity = SEV_ERROR,
    .builder_too = true,
    .command = "sudo",
    .each_command = sudo_in_run,
};
