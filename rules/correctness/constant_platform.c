/*
# constant-platform

FROM pins one platform, so that the image cannot be built for any other.

`docker build --platform linux/arm64` then still brings an image for the constant one, and runs it
under emulation or not at all. A stage whose name holds the platform's system or architecture says
that it means it.

```dockerfile bad
FROM --platform=linux/amd64 debian:12 AS base
#               ^^^^^^^^^^^ linux/amd64
```

```dockerfile bad
FROM --platform=aarch64 debian:12
#               ^^^^^^^ aarch64
```

```dockerfile good
FROM --platform=linux/amd64 debian:12 AS tools-amd64
FROM --platform=aarch64 debian:12 AS arm64
FROM --platform=linux/arm64 debian:12 AS buildlinux
FROM --platform=$BUILDPLATFORM debian:12
FROM --platform=linux/$TARGETARCH debian:12
FROM debian:12
```
*/
#include "lint/rule.h"

static bool has(Str name, Str part)
{
    return part.len > 0 && str_find(name, part) < name.len;
}

static void constant_platform(const Step *from, Report *out)
{
    const Stage *stage = from->stage;
    if (stage->platform.text.len == 0)
        return;
    for (size_t i = 0; i < from->expanded.len; i++) {
        const Expanded *word = &from->expanded.at[i];
        bool platform = str_eq(str_from(word->what), STR("platform"));
        if (platform && (word->expansion.used.len > 0 || word->expansion.problem.len > 0))
            return;
    }
    Platform platform = platform_read(report_arena(out), stage->platform.text);
    Str os = platform.os.len > 0 ? platform.os : STR("linux");
    if (!platform.valid || has(stage->name, os) || has(stage->name, platform.architecture))
        return;
    Finding *finding = report(out, stage->platform_span, "this stage is always for %.*s",
                              STR_ARG(stage->platform.text));
    finding_help(finding, "leave --platform out, use $BUILDPLATFORM or an ARG, or name the stage "
                          "after its platform");
}

RULE(constant_platform) = {
    .aka = "FromPlatformFlagConstDisallowed",
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = constant_platform,
};
