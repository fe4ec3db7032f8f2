/*
# consecutive-runs

Two RUNs of one command each follow each other, and make two layers where one would do.

Each layer costs a pull a round trip, and what the second removes of the first stays in it. In a
stage that is not exported layers cost nobody anything, and each of them is a place for the build
cache: those are reported only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12-slim
RUN mkdir /srv/tide
RUN chown www-data /srv/tide
#^^ a RUN of one command follows another
```

```dockerfile fixed
FROM debian:12-slim
RUN mkdir /srv/tide \
    && chown www-data /srv/tide
```

```dockerfile bad
FROM debian:12-slim
RUN --mount=type=cache,target=/root/.cache make
# comments do not part them

RUN --mount=type=cache,target=/root/.cache make check
#^^ join them
```

```dockerfile good
FROM debian:12-slim
RUN mkdir /srv/tide && make
RUN chown www-data /srv/tide
RUN --mount=type=cache,target=/root/.cache make tide
RUN --network=none make check
USER www-data
RUN make ebb
```

In JSON form, too; what other shells than sh and bash get is not read.

```dockerfile bad
FROM alpine:3.20
RUN ["sh", "-c", "make"]
RUN ["make", "check"]
#^^ a RUN of one command follows another
RUN ["sh", "-c", "make clean && make"]
```

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2022
RUN mkdir tide
RUN mkdir ebb
```

```dockerfile good
FROM debian:12-slim AS build
RUN make tide
RUN make ebb
FROM debian:12-slim
COPY --from=build /tide /tide
```

A pipeline, or a command within another, is more than one.

```dockerfile good
FROM debian:12-slim
RUN make
RUN echo "$(date)"
RUN cat a | sort
```
*/
#include "shared/fixes.h"
#include "shared/runs.h"

static bool same_flags(const Instruction *a, const Instruction *b)
{
    if (a->flags.len != b->flags.len)
        return false;
    for (size_t i = 0; i < a->flags.len; i++) {
        bool found = false;
        for (size_t k = 0; k < b->flags.len && !found; k++)
            found = str_eq(a->flags.at[i].text, b->flags.at[k].text);
        if (!found)
            return false;
    }
    return true;
}

static bool is_single_run(const Step *step)
{
    return step->instruction->kind == INST_RUN && !step->onbuild && step->script &&
           script_is_single(step->script);
}

/* The one right before it in the file; steps of an ONBUILD elsewhere stand between, unwritten. */
static const Step *run_before(const Step *step)
{
    const Step *before = step->index > 0 && step->stage ? step - 1 : NULL;
    return before && is_single_run(before) && !before->triggered ? before : NULL;
}

static void consecutive_runs(const Step *step, Report *out)
{
    const Step *before = run_before(step);
    bool costs = step->stage && step->stage->exported;
    if (step->triggered || !is_single_run(step) || !before ||
        !(costs || option_bool(out, "uncertain")) ||
        !same_flags(step->instruction, before->instruction))
        return;
    Finding *finding =
        report(out, step->instruction->keyword.span, "a RUN of one command follows another");
    finding_help(finding, "join them with &&");
    finding_related(finding, before->instruction->keyword.span, "the RUN before");
    fix_join_runs(finding, before, step, out);
}

RULE(consecutive_runs) = {
    .aka = "DL3059",
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "RUN",
    .each_instruction = consecutive_runs,
    .options = UNCERTAIN("also in stages that are not exported"),
};
