/*
# duplicate-stage-name

Two stages have the same name.

`COPY --from` takes the last one of that name in the whole file, `FROM` the last one above it: the
two may not mean the same stage.

```dockerfile bad
FROM debian:12 AS base
FROM alpine:3.20 AS base
#                   ^^^^ line 1
FROM base
```

```dockerfile bad
FROM debian:12 AS build
FROM alpine:3.20 AS Build
#                   ^^^^^ the name build
```

```dockerfile good
FROM debian:12 AS base
FROM base AS build
FROM base
FROM base
```
*/
#include "lint/rule.h"

static void duplicate_stage_name(const Stage *stage, Report *out)
{
    const Stage *other = stage->namesake;
    if (!other)
        return;
    Finding *finding =
        report(out, stage->name_span, "the stage of line %u has the name %.*s already",
               other->from->written->first_line, STR_ARG(stage->name));
    finding_help(finding, "give one of them another name");
    finding_related(finding, other->name_span, "the first one");
}

RULE(duplicate_stage_name) = {
    .aka = "DL3024 DuplicateStageName",
    .severity = SEV_ERROR,
    .builder_too = true,
    .each_stage = duplicate_stage_name,
};
