/*
# host-command-in-run

A command that looks after a whole machine has nothing to look after while an image is built.

What a RUN starts ends with it: a service is gone in the next instruction, and in the container,
too. Mounts are refused or forgotten, and the processes are those of the build alone.

A RUN may start a service only to talk to it, stop what it has started itself, or have an editor run
commands and quit. That, a `service` with commands behind it, is reported only with the option
`uncertain` or --all-rules.

```dockerfile bad
FROM debian:12-slim
RUN service nginx start
#   ^^^^^^^ service is for a machine that runs, not for an image
```

Once for each RUN:

```dockerfile bad
FROM debian:12-slim
RUN mount /data && free -m && top -b
#   ^^^^^ mount is for a machine
```

```dockerfile bad
FROM debian:12-slim
RUN ps aux
#   ^^ ps is for a machine
```

```dockerfile good
FROM debian:12-slim
RUN mkdir /data && apt-get install -y procps=2:4.0.2-3 openssh-client=1:9.2p1-2
CMD service nginx start && top
```

What a RUN starts, it may use and stop.

```dockerfile good
FROM debian:12-slim
RUN service postgresql start && psql -f /schema.sql && service postgresql stop
RUN ./tide & sleep 5; curl http://localhost/fill; kill $!
RUN vim +PlugInstall +qall && vim -c "helptags /doc" -c q
```

```yaml config
rules:
  host-command-in-run:
    uncertain: true
```

```dockerfile bad
FROM debian:12-slim
RUN service postgresql start && psql -f /schema.sql
#   ^^^^^^^ service is for a machine
```

A key that the build hands in is for ssh.

```dockerfile good
FROM debian:12-slim
RUN --mount=type=ssh ssh -T git@example.com
```
*/
#include "shared/runs.h"

/* The build forwards an agent for it. */
static bool is_meant(const Command *command)
{
    const Mounts *mounts = &command->step->mounts;
    for (size_t i = 0; i < mounts->len; i++)
        if (mounts->at[i].kind == MOUNT_SSH && command_is(command, "ssh"))
            return true;
    return false;
}

/* Something else runs behind it, and may need what it has started. */
static bool is_used(const Command *service)
{
    const Commands *all = &service->step->script->commands;
    for (size_t i = service->index + 1; i < all->len; i++)
        if (!command_is(&all->at[i], "service true exit echo sleep") && !all->at[i].wrapper)
            return true;
    return false;
}

/* Before it in its RUN something was started that it may end. */
static bool ends_something(const Command *kill)
{
    const Commands *all = &kill->step->script->commands;
    for (size_t i = 0; i < kill->index; i++)
        if ((all->at[i].guards & GUARD_BACKGROUND) || command_is(&all->at[i], "service"))
            return true;
    return false;
}

/* vim +PlugInstall +qall */
static bool is_told_what_to_do(const Command *vim)
{
    for (size_t i = 0; i < vim->args.len; i++) {
        Str word = vim->args.at[i].value.text;
        if (str_starts(word, STR("+")) || str_eq(word, STR("-c")) || str_starts(word, STR("-e")))
            return true;
    }
    return false;
}

static bool has_its_place(const Command *command)
{
    if (command_is(command, "vim"))
        return is_told_what_to_do(command);
    if (command_is(command, "kill ps"))
        return ends_something(command);
    if (!command_is(command, "service"))
        return false;
    return command_has_operand(command, STR("stop")) ? ends_something(command) : is_used(command);
}

static void host_command_in_run(const Command *command, Report *out)
{
    if (!runs_command(command) || is_meant(command) ||
        (has_its_place(command) && !option_bool(out, "uncertain")) || !runs_first(command, out))
        return;
    Finding *finding =
        report(out, command->name_span, "%.*s is for a machine that runs, not for an image",
               STR_ARG(command->name));
    finding_help(finding, "leave it to the container, or to the machine that runs it");
    if (!runs_any_seen(command, out))
        finding_known_as(finding, "");
}

RULE(host_command_in_run) = {
    .aka = "DL3001",
    .severity = SEV_INFO,
    .builder_too = true,
    .command = "free|kill|mount|ps|service|shutdown|ssh|top|vim",
    .each_command = host_command_in_run,
    .state_size = sizeof(RunState),
    .options = UNCERTAIN("also where the RUN itself has use for it"),
};
