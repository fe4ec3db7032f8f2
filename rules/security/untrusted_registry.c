/*
# untrusted-registry

An image comes from a registry that the settings do not trust.

The option `registries` lists the trusted ones; without it the rule is silent. A `*` at the start or
at the end of one stands for anything, and a `*` alone for every registry. Images without a registry
are Docker Hub's: they are trusted where `docker.io` or `hub.docker.com` is.

```yaml config
rules:
  untrusted-registry:
    registries: [quay.io, "*.gcr.io", "localhost:*"]
```

```dockerfile bad
ARG TAG
FROM debian:12 AS base
#    ^^^^^^^^^ docker.io
FROM ghcr.io/org/app:1
#    ^^^^^^^^^^^^^^^^^ ghcr.io
FROM ghcr.io/org/app:$TAG
#    ^^^^^^^^^^^^^^^^^^^^ ghcr.io
COPY --from=gcr.io/x:1 /a /a
#           ^^^^^^^^^^ gcr.io
RUN --mount=type=bind,from=org/tools,target=/x true
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ docker.io
```

```dockerfile good
ARG REGISTRY
FROM quay.io/org/app:1 AS base
FROM eu.gcr.io/org/app:1
FROM localhost:5000/app
FROM $REGISTRY/app
FROM scratch
COPY --from=base /a /a
COPY --from=0 /a /a
RUN --mount=type=cache,target=/x true
```

```yaml config
rules:
  untrusted-registry:
    registries: [hub.docker.com]
```

```dockerfile good
FROM debian:12
FROM docker.io/org/app:1
```

```yaml config
rules:
  untrusted-registry: on
```

```dockerfile good
FROM debian:12
```
*/
#include "lint/rule.h"

static bool matches(Str pattern, Str registry)
{
    bool open_start = str_starts(pattern, STR("*"));
    if (open_start)
        return str_ends(registry, str_tail(pattern, 1));
    if (str_ends(pattern, STR("*")))
        return str_starts(registry, str_head(pattern, pattern.len - 1));
    return str_eq(pattern, registry);
}

static bool is_trusted(const Strs *trusted, Str registry)
{
    bool hub = str_eq(registry, STR("docker.io"));
    for (size_t i = 0; i < trusted->len; i++)
        if (matches(trusted->at[i], registry) ||
            (hub && str_eq(trusted->at[i], STR("hub.docker.com"))))
            return true;
    return false;
}

/* Whether the file tells the registry, and not whoever builds. */
static bool is_known(const ImageRef *image, Str written)
{
    Str registry = image->registry;
    if (image->known == VALUE_UNKNOWN)
        return registry.len > 0 && str_starts(written, registry);
    return registry.len > 0 ? str_find_char(registry, '$') == registry.len
                            : !str_starts(image->text, STR("$"));
}

static void check_origin(const Origin *origin, Span span, const Strs *trusted, Report *out)
{
    const ImageRef *image = &origin->image;
    Str written = source_slice(report_file(out)->syntax->source, origin->span);
    if (origin->kind != ORIGIN_IMAGE || !is_known(image, written))
        return;
    Str registry = image->registry.len > 0 ? image->registry : STR("docker.io");
    if (is_trusted(trusted, registry))
        return;
    Finding *finding =
        report(out, span, "%.*s is not among the trusted registries", STR_ARG(registry));
    finding_help(finding, "take the image from one of them");
    if (str_starts(written, STR("$")))
        finding_known_as(finding, ""); /* hadolint knows no values */
}

static void untrusted_registry(const Step *step, Report *out)
{
    Strs trusted = option_strings(out, "registries");
    if (trusted.len == 0 || !step->stage || !step_is_plain(step))
        return;
    if (step == step->stage->from)
        check_origin(&step->stage->base, step->stage->base.span, &trusted, out);
    if (step->transfer)
        check_origin(&step->transfer->from, step->transfer->from.span, &trusted, out);
    for (size_t i = 0; i < step->mounts.len; i++)
        check_origin(&step->mounts.at[i].from, step->mounts.at[i].span, &trusted, out);
}

RULE(untrusted_registry) = {
    .aka = "DL3026",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "FROM COPY ADD RUN",
    .each_instruction = untrusted_registry,
    .options = (const RuleOption[]){{.kind = OPTION_STRINGS,
                                     .name = "registries",
                                     .help = "trusted ones; * at one end stands for anything"},
                                    {0}},
};
