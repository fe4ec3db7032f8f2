/*
# untagged-base-image

FROM names neither tag nor digest, so every build may get another image.

Without a tag it is `latest`, which is whatever was pushed last: the next major version comes
unasked, and two machines that pulled on different days build different images.

```dockerfile bad
FROM debian
#    ^^^^^^ debian
```

```dockerfile bad
ARG VARIANT=slim
FROM localhost:5000/node-${VARIANT} AS build
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ localhost:5000/node-slim
```

```dockerfile bad
FROM ghcr.io/org/app AS base
#    ^^^^^^^^^^^^^^^ ghcr.io/org/app
FROM base
```

An image that is built beside this one is what was built last; one that says so by its name is
reported only with the option `uncertain` or --all-rules.

```dockerfile good
FROM localhost/tide
FROM local-image/ebb
```

```yaml config
rules:
  untagged-base-image:
    uncertain: true
```

```dockerfile bad
FROM local/tide
#    ^^^^^^^^^^ local/tide has no tag
```

```dockerfile good
ARG IMAGE=debian
ARG TAG=:12
ARG ARCH
FROM debian:12 AS base
FROM base
FROM scratch
FROM $IMAGE
FROM ghcr.io/$IMAGE
FROM debian${TAG}
FROM app-$ARCH
FROM debian@sha256:0123456789012345678901234567890123456789012345678901234567890123
```
*/
#include "lint/rule.h"

/* It is built beside this one: its name begins with localhost, or local as a word. */
static bool is_local(const ImageRef *image)
{
    static const Str heads[] = {STR_INIT("local/"), STR_INIT("local-"), STR_INIT("localhost/")};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_starts(image->text, heads[i]))
            return true;
    return false;
}

/* Whoever builds chooses the image. */
static bool is_variable(const Step *from)
{
    Str text = from->instruction->args.at[0].text;
    return str_starts(text, STR("$")) || str_find(text, STR("/$")) < text.len;
}

static void untagged_base_image(const Step *from, Report *out)
{
    const Origin *base = &from->stage->base;
    const ImageRef *image = &base->image;
    if (base->kind != ORIGIN_IMAGE || image->known != VALUE_KNOWN || image->tag.len > 0 ||
        image->digest.len > 0 || is_variable(from) ||
        (is_local(image) && !option_bool(out, "uncertain")))
        return;
    Finding *finding = report(out, base->span, "%.*s has no tag: each build takes the latest",
                              STR_ARG(image->text));
    finding_help(finding, "add the tag that you build with, or a digest");
}

RULE(untagged_base_image) = {
    .aka = "DL3006",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = untagged_base_image,
    .options = UNCERTAIN("also images that are built beside this one"),
};
