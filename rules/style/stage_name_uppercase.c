/*
# stage-name-uppercase

A stage's name is written with capitals, which BuildKit does not keep.

It stores the name in small letters. `FROM Builder` later on then finds no stage and looks for an
image, and image names may not have capitals at all. The fix writes the name as it is stored.

```dockerfile bad
FROM golang:1.22 AS Builder
#                   ^^^^^^^ stored as builder
RUN go build -o /app ./...

FROM scratch
COPY --from=builder /app /app
```

```dockerfile fixed
FROM golang:1.22 AS builder
RUN go build -o /app ./...

FROM scratch
COPY --from=builder /app /app
```

```dockerfile bad
FROM debian:12 AS runtimeBase
#                 ^^^^^^^^^^^ capitals
```

```dockerfile good
FROM debian:12 AS build-1.x_y
FROM scratch
```
*/
#include "lint/rule.h"

static void stage_name_uppercase(const Step *from, Report *out)
{
    const Words *words = &from->instruction->args;
    if (words->len != 3)
        return;
    const Word *name = &words->at[2];
    Str lower = str_lower(report_arena(out), name->text);
    if (str_eq(lower, name->text))
        return;
    Finding *finding =
        report(out, name->span, "the stage name %.*s has capitals; it is stored as %.*s",
               STR_ARG(name->text), STR_ARG(lower));
    finding_help(finding, "write %.*s", STR_ARG(lower));
    fix_replace(finding, name->span, lower, FIX_SAFE);
}

RULE(stage_name_uppercase) = {
    .aka = "StageNameCasing",
    .severity = SEV_STYLE,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = stage_name_uppercase,
};
