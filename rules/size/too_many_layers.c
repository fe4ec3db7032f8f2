/*
# too-many-layers

The image has more layers than storage drivers can stack.

overlay2 mounts at most 128 of them, so that an image with more can be built but not run (`max depth
exceeded`). Join what belongs together: RUN with `&&` or a here-document, one COPY for several
files. Those of the base come on top and are not counted here; the option `limit` may leave room for
them.

```yaml config
rules:
  too-many-layers:
    limit: 3
```

```dockerfile bad
FROM debian:12-slim
COPY a /a
RUN echo a > /b
ENV A=b
COPY c /c
COPY d /d
#^^^ this is layer 4 of 4, and 3 is the limit
```

```dockerfile bad
FROM debian:12-slim AS base
COPY a b /
RUN echo a > /c
FROM base
COPY d /d
COPY e /e
#^^^ layer 4 of 5
COPY f /f
```

```dockerfile good
FROM debian:12-slim AS base
COPY a /a
COPY b /b
COPY c /c
FROM debian:12-slim
COPY --from=base a b c /
ENV A=1
WORKDIR /
LABEL d=1
RUN a
RUN b
```
*/
#include "lint/rule.h"

static void too_many_layers(const Stage *stage, Report *out)
{
    if (!stage->target)
        return;
    const StepRefs *chain = report_chain(out, stage);
    size_t limit = (size_t)option_number(out, "limit"), count = 0;
    const Step *crossing = NULL;
    for (size_t i = 0; i < chain->len; i++) {
        if (!chain->at[i]->layer || chain->at[i]->onbuild)
            continue;
        if (++count == limit + 1)
            crossing = chain->at[i];
    }
    if (!crossing)
        return;
    Finding *finding =
        report(out, crossing->instruction->keyword.span,
               "this is layer %zu of %zu, and %zu is the limit", limit + 1, count, limit);
    finding_help(finding, "join RUNs, and COPYs that go to one directory");
}

RULE(too_many_layers) = {
    .severity = SEV_WARNING,
    .each_stage = too_many_layers,
    .options = (const RuleOption[]){{.kind = OPTION_NUMBER,
                                     .name = "limit",
                                     .help = "how many layers are fine",
                                     .number = 127},
                                    {0}},
};
