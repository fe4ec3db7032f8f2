/*
# instruction-before-from

An instruction stands before the first FROM, where there is no image to work on.

Only ARG may stand there. BuildKit stops at the first of them.

```dockerfile bad
ENV A=1
#^^ ENV
RUN make
#^^ RUN
FROM debian:12
```

```dockerfile bad
LABEL a=b
#^^^^ LABEL
```

```dockerfile good
# syntax=docker/dockerfile:1
ARG TAG=12
FROM debian:${TAG}
RUN make
```
*/
#include "lint/rule.h"

static void instruction_before_from(Report *out)
{
    const Instructions *all = &report_file(out)->syntax->instructions;
    for (size_t i = 0; i < all->len && all->at[i].kind != INST_FROM; i++) {
        const Instruction *it = &all->at[i];
        if (it->kind == INST_ARG || it->kind == INST_UNKNOWN)
            continue;
        Finding *finding = report(out, it->keyword.span, "%.*s stands before the first FROM",
                                  STR_ARG(instruction_name(it->kind)));
        finding_help(finding, "start with FROM; only ARG may stand before it");
    }
}

RULE(instruction_before_from) = {
    .aka = "DL3061",
    .severity = SEV_ERROR,
    .builder_too = true,
    .each_file = instruction_before_from,
};
