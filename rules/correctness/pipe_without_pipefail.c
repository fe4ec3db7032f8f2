/*
# pipe-without-pipefail

A pipeline succeeds when its last command does, whatever happens to those before it.

When the download fails, `curl ... | tar -x` may unpack nothing and the build goes on. With the
shell's option pipefail any failure is one of the whole. The fix is unsafe: a command that is meant
to end early (`curl ... | head`) then fails the build.

What cannot fail needs none: `echo`, `printf`, `yes`, and filters behind them; nor does what is
missed at the end, by `| grep` or `| sha256sum -c`, or is lost anyhow, in the `$(...)` of a command.
All this is reported only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://example.com/tide.tgz | tar -xz
#   ^^^^ without pipefail a failure here may go unnoticed
RUN echo "$SUM  tide.tgz" | sha256sum -c && (date; cat a) | sort > b
#                                                  ^^^ a failure here
```

```dockerfile bad
FROM alpine:3.20
RUN set -e; VERSION=$(wget -qO- https://example.com/latest | tr -d v) && echo "$VERSION"
#                     ^^^^ use SHELL
```

Each RUN is told, but the SHELL that mends them all is proposed once.

```dockerfile bad
FROM debian:12-slim
SHELL ["/bin/bash", "-c"]
RUN cat a | sort
#   ^^^ pipefail
RUN cat b | sort
#   ^^^ pipefail
```

```dockerfile good
FROM debian:12-slim
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN curl -fsSL https://example.com/tide.tgz | tar -xz
RUN cat a || cat b
```

```dockerfile good
FROM debian:12-slim
RUN echo "$SUM  tide.tgz" | sha256sum -c && yes | make config
RUN { echo a; echo b; } | tr a-z A-Z | chpasswd
RUN export $(curl https://example.com/latest | head -1); wget $(cat urls | head -1)
RUN grep tide SHASUMS | sha256sum -c - && rpm -K tide.rpm | grep -F OK
RUN cat urls | while read -r url; do wget "$url"; done || wget https://example.com/urls
```

```yaml config
rules:
  pipe-without-pipefail:
    uncertain: true
```

```dockerfile bad
FROM debian:12-slim
RUN echo root:tide | chpasswd
#   ^^^^ a failure here
```

It may be told elsewhere, by the RUN itself or by the stage that this one is built on.

```dockerfile good
FROM debian:12-slim AS base
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
FROM base
RUN curl -fsSL https://example.com/tide.tgz | tar -xz
FROM alpine:3.20
RUN set -euo pipefail; curl -fsSL https://example.com/tide.tgz | tar -xz
```

PowerShell has pipelines of another kind.

```dockerfile good
FROM mcr.microsoft.com/powershell
SHELL ["pwsh", "-Command"]
RUN Get-ChildItem | Sort-Object
```
*/
#include "shared/fixes.h"
#include "shared/runs.h"

typedef struct {
    RunState run;
    const Stage *mended; /* has its fix */
} PipeState;

/* One SHELL mends all RUNs below it. */
static void propose_shell(Finding *finding, const Step *step, Report *out)
{
    PipeState *state = report_state(out);
    bool alpine = step->stage && runs_on_alpine(step->stage);
    Str shell = alpine ? STR("SHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]\n")
                       : STR("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n");
    finding_help(finding, "use %.*s before the RUN", (int)shell.len - 1, shell.at);
    if (!step->stage || step->onbuild || state->mended == step->stage)
        return;
    state->mended = step->stage;
    fix_insert_above(finding, step, shell, FIX_UNSAFE);
    fix_title(finding, "set pipefail for the RUNs below");
}

/* Nothing that it does can go wrong; a filter reads what such a command writes. */
static bool cannot_fail(const Command *command)
{
    return command_is(command, "echo printf yes true : env printenv") ||
           (command->pipe_from && command_is(command, "cut head sed sort tail tr uniq wc"));
}

/* Whatever ends the pipeline fails when it gets nothing to read. */
static bool is_missed(const Command *command)
{
    while (command->pipe_to)
        command = command->pipe_to;
    return command_is(command, "grep egrep fgrep") ||
           (command_is(command, "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum shasum") &&
            command_option(command, "-c --check"));
}

static void pipe_without_pipefail(const Command *command, Report *out)
{
    bool certain = command->pipe_to && !cannot_fail(command) && !is_missed(command) &&
                   !(command->guards & (GUARD_UNHEARD | GUARD_TRIED));
    if (!(command->guards & GUARD_PIPE) || command->outer || !runs_command(command) ||
        !(certain || option_bool(out, "uncertain")) || !runs_first(command, out) ||
        command_has_pipefail(command))
        return;
    Finding *finding =
        report(out, command->name_span, "without pipefail a failure here may go unnoticed");
    if (command->step->onbuild)
        finding_known_as(finding, "");
    propose_shell(finding, command->step, out);
}

RULE(pipe_without_pipefail) = {
    .aka = "DL4006",
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_command = pipe_without_pipefail,
    .state_size = sizeof(PipeState),
    .options = UNCERTAIN("also where nothing can fail, or a failure is lost"),
};
