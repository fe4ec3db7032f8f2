/*
# copy-whole-filesystem

COPY --from takes all of another image, and lays it over this one.

Files that are the same in both are stored a second time, and what this image had deleted comes
back. On `FROM scratch` it makes one layer of an image on purpose, though its ENV, USER and CMD are
lost; that is reported only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12 AS build
FROM debian:12
COPY --from=build / /
#                 ^ the whole filesystem of build
```

```dockerfile bad
FROM debian:12
COPY --from=org/rootfs:1 /etc / /
#                             ^ org/rootfs:1
```

```dockerfile good
FROM debian:12 AS build
FROM debian:12
COPY --from=build /app /
COPY --from=build / /build
COPY / /
FROM scratch AS files
COPY --from=build / /
FROM debian:12
COPY --from=files / /
COPY --from=context / /
```

```yaml config
rules:
  copy-whole-filesystem:
    uncertain: true
```

```dockerfile bad
FROM debian:12 AS build
FROM scratch
COPY --from=build / /
#                 ^ build
```
*/
#include "lint/rule.h"

/* It may hold no more than what was meant to be laid over. */
static bool is_meant(const Step *step)
{
    const Origin *from = &step->transfer->from;
    const Stage *stage = from->kind == ORIGIN_STAGE ? from->stage : NULL;
    bool context = from->kind == ORIGIN_IMAGE && from->image.tag.len + from->image.digest.len == 0;
    return step->stage->base.kind == ORIGIN_SCRATCH || context ||
           (stage && stage->base.kind == ORIGIN_SCRATCH);
}

static void copy_whole_filesystem(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || !step->stage || !step_is_plain(step) ||
        transfer->from.kind == ORIGIN_CONTEXT || !str_eq(transfer->dest_text.text, STR("/")))
        return;
    if (is_meant(step) && !option_bool(out, "uncertain"))
        return;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        if (!str_eq(source->text.text, STR("/")))
            continue;
        Str name = transfer->from.text.text;
        Finding *finding =
            report(out, source->span, "this lays the whole filesystem of %.*s over this one",
                   STR_ARG(name));
        finding_help(finding, "copy what is needed, or build FROM %.*s", STR_ARG(name));
        return;
    }
}

RULE(copy_whole_filesystem) = {
    .aka = "DL3067",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "COPY",
    .each_instruction = copy_whole_filesystem,
    .options = UNCERTAIN("also to and from an image that begins empty, and of a context"),
};
