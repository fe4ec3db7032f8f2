/*
# reserved-stage-name

A stage is named scratch or context, which mean something else.

`FROM scratch` begins an empty image, and `context` is the name of the build context. Below such a
stage, `FROM scratch` is that stage and no longer the empty image.

```dockerfile bad
FROM debian:12 AS scratch
#                 ^^^^^^^ the empty image
FROM scratch
```

```dockerfile bad
FROM debian:12 AS Context
#                 ^^^^^^^ the build context
```

```dockerfile good
FROM scratch AS empty
FROM debian:12 AS scratch-pad
```
*/
#include "lint/rule.h"

static void reserved_stage_name(const Stage *stage, Report *out)
{
    bool scratch = str_eq(stage->name, STR("scratch"));
    if (!scratch && !str_eq(stage->name, STR("context")))
        return;
    Finding *finding =
        report(out, stage->name_span, "%.*s is reserved: it means %s", STR_ARG(stage->name),
               scratch ? "the empty image" : "the build context");
    finding_help(finding, "give the stage another name");
}

RULE(reserved_stage_name) = {
    .aka = "DL3063 ReservedStageName",
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_stage = reserved_stage_name,
};
