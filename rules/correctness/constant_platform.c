/*
# constant-platform

FROM pins one platform, so that the image cannot be built for any other.

`docker build --platform linux/arm64` then still brings an image for the constant one, and runs it
under emulation or not at all. A stage whose name holds the platform's system or architecture says
that it means it. Such a one, and a platform that comes from a variable other than BUILDPLATFORM and
TARGETPLATFORM, is reported only with the option `uncertain` or --all-rules.

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

```yaml config
rules:
  constant-platform:
    uncertain: true
```

```dockerfile bad
FROM --platform=linux/amd64 debian:12 AS tools-amd64
#               ^^^^^^^^^^^ linux/amd64
FROM --platform=linux/$TARGETARCH debian:12
#               ^^^^^^^^^^^^^^^^^ linux/$TARGETARCH decides
```

```dockerfile good
FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:12
```
*/
#include "shared/fixes.h"

static bool has(Str name, Str part)
{
    return part.len > 0 && str_find(name, part) < name.len;
}

/* A variable has a part in it. */
static bool is_variable(const Step *from)
{
    for (size_t i = 0; i < from->expanded.len; i++) {
        const Expanded *word = &from->expanded.at[i];
        bool platform = str_eq(str_from(word->what), STR("platform"));
        if (platform && (word->expansion.used.len > 0 || word->expansion.problem.len > 0))
            return true;
    }
    return false;
}

static void constant_platform(const Step *from, Report *out)
{
    const Stage *stage = from->stage;
    if (stage->platform_span.end == stage->platform_span.start)
        return;
    Platform platform = platform_read(report_arena(out), stage->platform.text);
    Str os = platform.os.len > 0 ? platform.os : STR("linux");
    bool surely = !is_variable(from) && platform.valid && !has(stage->name, os) &&
                  !has(stage->name, platform.architecture);
    Str written = source_slice(report_file(out)->syntax->source, stage->platform_span);
    bool wide = !has(written, STR("BUILDPLATFORM")) && !has(written, STR("TARGETPLATFORM"));
    if (!surely && !(wide && option_bool(out, "uncertain")))
        return;
    Finding *finding =
        report(out, stage->platform_span,
               is_variable(from) ? "%.*s decides for what this stage is, not the platform asked for"
                                 : "this stage is always for %.*s",
               STR_ARG(written));
    finding_help(finding, "leave --platform out, use $BUILDPLATFORM or an ARG, or name the stage "
                          "after its platform");
    fix_drop_platform(finding, from, FIX_UNSAFE);
    if (!surely)
        finding_known_as(finding, "DL3029");
}

RULE(constant_platform) = {
    .aka = "DL3029 FromPlatformFlagConstDisallowed",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = constant_platform,
    .options = UNCERTAIN("also where the stage's name says so, and variables"),
};
