/*
# host-command-in-run

A command that looks after a whole machine has nothing to look after while an image is built.

What a RUN starts ends with it: a service is gone in the next instruction, and in the container,
too. Mounts are refused or forgotten, and the processes are those of the build alone. Where a RUN
starts a service only to talk to it and stop it again, ignore the rule there.

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

static void host_command_in_run(const Command *command, Report *out)
{
    if (!runs_command(command) || is_meant(command) || !runs_first(command, out))
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
};
