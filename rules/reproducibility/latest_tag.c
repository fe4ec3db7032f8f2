/*
# latest-tag

FROM takes the tag `latest`, which moves to another image with every release.

A build that worked yesterday breaks with the next major version, and nobody can tell which one an
image was built on. A digest behind the tag holds it fast.

```dockerfile bad
FROM debian:latest
#    ^^^^^^^^^^^^^ debian:latest
```

```dockerfile bad
FROM localhost:5000/tools/node:latest AS build
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ moves
```

```dockerfile good
ARG TAG=latest
FROM debian:12
FROM debian:latest@sha256:0123456789012345678901234567890123456789012345678901234567890123
FROM node:${TAG}
FROM node:latest-alpine
FROM latest
```
*/
#include "lint/rule.h"

static void latest_tag(const Step *from, Report *out)
{
    const Origin *base = &from->stage->base;
    const ImageRef *image = &base->image;
    bool written = from->instruction->args.len > 0 &&
                   str_ends(from->instruction->args.at[0].text, STR(":latest"));
    if (base->kind != ORIGIN_IMAGE || !written || !str_eq(image->tag, STR("latest")))
        return;
    Finding *finding =
        report(out, base->span, "%.*s moves with every release", STR_ARG(image->text));
    finding_help(finding, "write the version that you build with, or add a digest");
}

RULE(latest_tag) = {
    .aka = "DL3007",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = latest_tag,
};
