/*
# pipe-without-pipefail

A pipeline succeeds when its last command does, whatever happens to those before it.

When the download fails, `curl ... | tar -x` may unpack nothing and the build goes on. With the
shell's option pipefail any failure is one of the whole. The fix is unsafe: a command that is meant
to end early
(`yes |`, `| head`) then fails the build.

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://example.com/tide.tgz | tar -xz
#   ^^^^ without pipefail a failure here goes unnoticed
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
#include "shared/runs.h"

typedef struct {
    RunState run;
    const Stage *mended; /* has its fix */
} PipeState;

/* The image that the stage is built on in the end has ash for bash. */
static bool is_alpine(const Stage *stage)
{
    while (stage_parent(stage))
        stage = stage_parent(stage);
    Str text = stage->base.text.text;
    return str_find(text, STR("alpine")) < text.len;
}

static Span above(const Instruction *it)
{
    return it->doc.len ? it->doc.at[0].span : it->keyword.span;
}

static void fix(Finding *finding, const Step *step, Report *out)
{
    PipeState *state = report_state(out);
    if (!step->stage || step->onbuild || state->mended == step->stage)
        return;
    state->mended = step->stage;
    bool alpine = is_alpine(step->stage);
    fix_insert_before(finding, above(step->instruction),
                      alpine ? STR("SHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]\n")
                             : STR("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"),
                      FIX_UNSAFE);
    fix_title(finding, "set pipefail for the RUNs below");
}

static void pipe_without_pipefail(const Command *command, Report *out)
{
    if (!(command->guards & GUARD_PIPE) || command->outer || !runs_command(command) ||
        !runs_first(command, out) || command_has_pipefail(command))
        return;
    Finding *finding =
        report(out, command->name_span, "without pipefail a failure here goes unnoticed");
    finding_help(finding, "use SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] before the RUN");
    if (command->step->onbuild)
        finding_known_as(finding, "");
    fix(finding, command->step, out);
}

RULE(pipe_without_pipefail) = {
    .aka = "DL4006",
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_command = pipe_without_pipefail,
    .state_size = sizeof(PipeState),
};
