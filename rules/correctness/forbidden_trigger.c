/*
# forbidden-trigger

ONBUILD wraps FROM, MAINTAINER or another ONBUILD, which it may not.

Those three cannot run in an image that is built on this one. BuildKit refuses the file.

```dockerfile bad
FROM debian:12
ONBUILD FROM alpine
#       ^^^^ FROM
ONBUILD maintainer me
#       ^^^^^^^^^^ MAINTAINER
```

```dockerfile bad
FROM debian:12
ONBUILD ONBUILD RUN make
#       ^^^^^^^ ONBUILD
```

```dockerfile good
FROM debian:12
ONBUILD COPY . /app
ONBUILD RUN make
```
*/
#include "lint/rule.h"

static void forbidden_trigger(Report *out)
{
    const Instructions *all = &report_file(out)->syntax->instructions;
    for (size_t i = 0; i < all->len; i++) {
        const Instruction *nested = all->at[i].nested;
        InstructionKind kind = nested ? nested->kind : INST_UNKNOWN;
        if (kind != INST_ONBUILD && kind != INST_FROM && kind != INST_MAINTAINER)
            continue;
        Finding *finding = report(out, nested->keyword.span, "ONBUILD may not wrap %.*s",
                                  STR_ARG(instruction_name(kind)));
        finding_help(finding, "write it into the files that build on this image");
    }
}

RULE(forbidden_trigger) = {
    .aka = "DL3043",
    .severity = SEV_ERROR,
    .builder_too = true,
    .each_file = forbidden_trigger,
};
