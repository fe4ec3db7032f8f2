/*
# copy-from-own-stage

COPY --from names the stage that it stands in, which is not built yet.

The build stops there: a stage cannot wait for itself. What an earlier line of the stage made needs
no copy, or a RUN with `cp`.

```dockerfile bad
FROM debian:12 AS build
RUN make
COPY --from=build /out /out
#           ^^^^^ is this stage
```

```dockerfile bad
FROM debian:12 AS base
FROM debian:12 AS Build
COPY --from=1 /out /out
#           ^ is this stage
```

```dockerfile good
FROM debian:12 AS build
RUN make
FROM debian:12
COPY --from=build /out /out
COPY --from=0 /out /out
COPY . .
```
*/
#include "lint/rule.h"

static void copy_from_own_stage(const Step *step, Report *out)
{
    if (!step->transfer || !step_is_plain(step))
        return;
    const Origin *from = &step->transfer->from;
    if (from->kind != ORIGIN_BAD || from->later != step->stage || !from->later)
        return;
    Finding *finding = report(out, from->span, "%.*s is this stage itself: it cannot wait for it",
                              STR_ARG(from->text.text));
    finding_help(finding, "name another stage, or use cp in a RUN");
    Span name = step->stage->name_span;
    if (name.end > name.start)
        finding_related(finding, name, "the stage is named here");
}

RULE(copy_from_own_stage) = {
    .aka = "DL3023",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "COPY",
    .each_instruction = copy_from_own_stage,
};
