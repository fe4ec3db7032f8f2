/*
# redundant-target-platform

`FROM --platform=$TARGETPLATFORM` asks for what happens without it.

An image is pulled for the target platform by default. The flag is needed only for another one, most
often `--platform=$BUILDPLATFORM` in a stage that compiles for the target.

```dockerfile bad
FROM --platform=$TARGETPLATFORM debian:12
#               ^^^^^^^^^^^^^^^ is the default
```

```dockerfile fixed
FROM debian:12
```

```dockerfile bad
FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:12 AS run
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ is the default
```

```dockerfile fixed
FROM debian:12 AS run
```

```dockerfile good
FROM --platform=$BUILDPLATFORM golang:1.22 AS build
FROM --platform=$TARGETOS/$TARGETARCH debian:12
FROM --platform=${OTHER:-$TARGETPLATFORM} debian:12
FROM debian:12
```
*/
#include "shared/fixes.h"

static const Expansion *platform_expansion(const Step *from)
{
    for (size_t i = 0; i < from->expanded.len; i++)
        if (str_eq(str_from(from->expanded.at[i].what), STR("platform")))
            return &from->expanded.at[i].expansion;
    return NULL;
}

static Str flag_text(const Step *from)
{
    return from->instruction->flags.at[0].value;
}

static void redundant_target_platform(const Step *from, Report *out)
{
    const Expansion *expansion = platform_expansion(from);
    if (!expansion || expansion->used.len != 1 || expansion->unset.len > 0 ||
        !str_eq(expansion->used.at[0], STR("TARGETPLATFORM")))
        return;
    const Var *var = var_find(report_file(out)->global_vars, STR("TARGETPLATFORM"));
    if (!str_eq(var->value.text, expansion->value.text))
        return;
    Finding *finding =
        report(out, from->stage->platform_span, "the target platform is the default in FROM");
    finding_help(finding, "leave --platform out");
    if (str_find(flag_text(from), STR(":")) < flag_text(from).len)
        finding_known_as(finding, "RedundantTargetPlatform");
    if (var->kind == VAR_PREDEFINED)
        fix_drop_platform(finding, from, FIX_SAFE);
}

RULE(redundant_target_platform) = {
    .aka = "DL3065 RedundantTargetPlatform",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = redundant_target_platform,
};
