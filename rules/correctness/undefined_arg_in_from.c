/*
# undefined-arg-in-from

FROM uses an argument that nothing declares before the first FROM.

Only ARGs above the first FROM, and the predefined ones such as TARGETARCH, are known in a FROM
line. An ARG inside a stage is not; its name stands for nothing there, also when it is given with
`--build-arg`.

```dockerfile bad
FROM debian:${VERSION}
#    ^^^^^^^^^^^^^^^^^ VERSION is not declared
```

```dockerfile bad
ARG VERSION=12
FROM debian:${VERSOIN:-12}
#    ^^^^^^^^^^^^^^^^^^^^^ did you mean VERSION?
```

```dockerfile bad
FROM debian:12 AS base
ARG VERSION=3
FROM --platform=$PLATFORM python:${VERSION}
#               ^^^^^^^^^ PLATFORM is not declared
#                         ^^^^^^^^^^^^^^^^^ before the first FROM
```

```dockerfile good
ARG VERSION
FROM --platform=$BUILDPLATFORM debian:${VERSION:-12}
```
*/
#include "lint/rule.h"

/* An ARG of the stage above, which does not reach here. */
static const Var *stage_arg(const Dockerfile *file, const Stage *stage, Str name)
{
    if (stage->index == 0)
        return NULL;
    const Var *var = var_known(file->stages.at[stage->index - 1].vars, name);
    return var && var->kind == VAR_ARG ? var : NULL;
}

static void tell(const Step *from, const Expanded *word, Str name, Report *out)
{
    const Dockerfile *file = report_file(out);
    Finding *finding =
        report(out, word->span, "%.*s is not declared: FROM sees only ARGs above the first FROM",
               STR_ARG(name));
    const Var *var = stage_arg(file, from->stage, name);
    Str other = var_near(file->global_vars, name);
    if (var) {
        finding_help(finding, "declare it before the first FROM");
        finding_related(finding, var->span, "this ARG ends with its stage");
    } else if (other.len > 0) {
        finding_help(finding, "did you mean %.*s?", STR_ARG(other));
    } else {
        finding_help(finding, "write ARG %.*s before the first FROM", STR_ARG(name));
    }
}

static void undefined_arg_in_from(const Step *from, Report *out)
{
    for (size_t i = 0; i < from->expanded.len; i++) {
        const Expanded *word = &from->expanded.at[i];
        for (size_t j = 0; j < word->expansion.undeclared.len; j++)
            tell(from, word, word->expansion.undeclared.at[j], out);
    }
}

RULE(undefined_arg_in_from) = {
    .aka = "UndefinedArgInFrom",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = undefined_arg_in_from,
};
