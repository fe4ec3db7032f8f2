/*
# base-platform-mismatch

FROM asks for a platform that its image does not exist for.

The builder takes the image all the same and warns; what it runs is for another machine, and stops
with "exec format error" where nothing emulates it. plimsoll asks no registry: it knows only images
whose name tells their platform, which are those of Docker Hub's architecture accounts (`arm64v8`,
`i386`, ...) and Windows itself.

```dockerfile bad
FROM --platform=linux/amd64 arm64v8/debian:12
#                           ^^^^^^^^^^^^^^^^^ is for linux/arm64
```

```dockerfile bad
FROM --platform=linux/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022
#                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ is for windows
```

```dockerfile good
FROM --platform=linux/arm64 arm64v8/debian:12
FROM --platform=aarch64 arm64v8/debian:12
FROM --platform=linux/amd64 quay.io/arm64v8/debian:12
FROM --platform=$BUILDPLATFORM arm64v8/debian:12
FROM --platform=linux/amd64 debian:12
FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022
FROM arm64v8/debian:12
```
*/
#include "lint/rule.h"

typedef struct {
    Str registry, account, os, architecture; /* architecture: empty when there are several */
} Maker;

static const Maker makers[] = {
    {{0}, STR_INIT("amd64/"), STR_INIT("linux"), STR_INIT("amd64")},
    {{0}, STR_INIT("arm32v5/"), STR_INIT("linux"), STR_INIT("arm")},
    {{0}, STR_INIT("arm32v6/"), STR_INIT("linux"), STR_INIT("arm")},
    {{0}, STR_INIT("arm32v7/"), STR_INIT("linux"), STR_INIT("arm")},
    {{0}, STR_INIT("arm64v8/"), STR_INIT("linux"), STR_INIT("arm64")},
    {{0}, STR_INIT("i386/"), STR_INIT("linux"), STR_INIT("386")},
    {{0}, STR_INIT("ppc64le/"), STR_INIT("linux"), STR_INIT("ppc64le")},
    {{0}, STR_INIT("riscv64/"), STR_INIT("linux"), STR_INIT("riscv64")},
    {{0}, STR_INIT("s390x/"), STR_INIT("linux"), STR_INIT("s390x")},
    {STR_INIT("mcr.microsoft.com"), STR_INIT("windows/"), STR_INIT("windows"), {0}},
};

static const Maker *maker_of(const ImageRef *image)
{
    Str registry = str_eq(image->registry, STR("docker.io")) ? (Str){0} : image->registry;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (str_eq(registry, makers[i].registry) &&
            str_starts(image->repository, makers[i].account))
            return &makers[i];
    return NULL;
}

static void base_platform_mismatch(const Step *from, Report *out)
{
    const Stage *stage = from->stage;
    const Origin *base = &stage->base;
    if (stage->platform.text.len == 0 || stage->platform.known != VALUE_KNOWN ||
        base->kind != ORIGIN_IMAGE || base->text.known != VALUE_KNOWN)
        return;
    const Maker *maker = maker_of(&base->image);
    Platform platform = platform_read(report_arena(out), stage->platform.text);
    if (!maker || !platform.valid)
        return;
    bool os = platform.os.len == 0 || str_eq(platform.os, maker->os);
    bool architecture = platform.architecture.len == 0 || maker->architecture.len == 0 ||
                        str_eq(platform.architecture, maker->architecture);
    if (os && architecture)
        return;
    bool both = maker->architecture.len > 0;
    Finding *finding =
        report(out, base->span, "this image is for %.*s%s%.*s, not for %.*s", STR_ARG(maker->os),
               both ? "/" : "", STR_ARG(maker->architecture), STR_ARG(stage->platform.text));
    finding_help(finding,
                 "take the image without an architecture in its name, or its own platform");
    finding_related(finding, stage->platform_span, "the platform that is asked for");
}

RULE(base_platform_mismatch) = {
    .aka = "InvalidBaseImagePlatform",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = base_platform_mismatch,
};
