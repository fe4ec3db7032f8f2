/*
# reserved-stage-name

A stage is named scratch or context, which mean something else.

`FROM scratch` begins an empty image, and `context` is the name of the build context. Below such a
stage, `FROM scratch` is that stage and no longer the empty image. The fix gives it another name,
here and wherever the file means it; what builds it by name (`--target`) has to learn the new one.

```dockerfile bad
FROM debian:12 AS scratch
#                 ^^^^^^^ the empty image
FROM scratch
```

```dockerfile fixed unsafe
FROM debian:12 AS scratch-stage
FROM scratch-stage
```

```dockerfile bad
FROM debian:12 AS Context
#                 ^^^^^^^ the build context
FROM debian:12
COPY --link --from=context \
    /usr/bin/tide /usr/bin/
```

```dockerfile fixed unsafe
FROM debian:12 AS context-stage
FROM debian:12
COPY --link --from=context-stage \
    /usr/bin/tide /usr/bin/
```

Where another way to say it is not as plain, it is left to you:

```dockerfile bad
ARG BASE=scratch
FROM debian:12 AS scratch
#                 ^^^^^^^ the empty image
FROM $BASE
```

```dockerfile fixed unsafe
ARG BASE=scratch
FROM debian:12 AS scratch
FROM $BASE
```

```dockerfile good
FROM scratch AS empty
FROM debian:12 AS scratch-pad
```
*/
#include "lint/rule.h"

typedef struct {
    const Stage *stage;
    Str name; /* a new one */
    Spans places;
    bool odd; /* it is meant in another way, or the new name is taken */
} Renaming;

static void note_origin(Renaming *renaming, const Origin *origin, Report *out)
{
    Str written = source_slice(report_file(out)->syntax->source, origin->span);
    renaming->odd |= origin->later == renaming->stage || origin->likely.len > 0 ||
                     str_eq_nocase(origin->text.text, renaming->name);
    if (origin->stage != renaming->stage)
        return;
    renaming->odd |= !str_eq_nocase(written, renaming->stage->name);
    *PUSH(report_arena(out), &renaming->places) = origin->span;
}

static void note_step(Renaming *renaming, const Step *step, Report *out)
{
    size_t known = renaming->places.len;
    if (step->transfer)
        note_origin(renaming, &step->transfer->from, out);
    for (size_t i = 0; i < step->mounts.len; i++)
        note_origin(renaming, &step->mounts.at[i].from, out);
    renaming->odd |= renaming->places.len > known && !step_is_plain(step);
}

/* The new name is written wherever the stage is meant; nothing where that is not sure. */
static void rename_stage(Finding *finding, const Stage *stage, Report *out)
{
    const Stages *all = &report_file(out)->stages;
    Renaming renaming = {
        stage, str_joined(report_arena(out), stage->name, STR("-stage")), {0}, stage->namesake};
    *PUSH(report_arena(out), &renaming.places) = stage->name_span;
    for (size_t i = 0; i < all->len && !renaming.odd; i++) {
        const Stage *other = &all->at[i];
        renaming.odd = other->namesake == stage || str_eq(other->name, renaming.name);
        note_origin(&renaming, &other->base, out);
        for (size_t k = 0; k < other->steps.len; k++)
            note_step(&renaming, &other->steps.at[k], out);
    }
    for (size_t i = 0; i < renaming.places.len && !renaming.odd; i++)
        fix_replace(finding, renaming.places.at[i], renaming.name, FIX_UNSAFE);
}

static void reserved_stage_name(const Stage *stage, Report *out)
{
    bool scratch = str_eq(stage->name, STR("scratch"));
    if (!scratch && !str_eq(stage->name, STR("context")))
        return;
    Finding *finding =
        report(out, stage->name_span, "%.*s is reserved: it means %s", STR_ARG(stage->name),
               scratch ? "the empty image" : "the build context");
    finding_help(finding, "give the stage another name");
    rename_stage(finding, stage, out);
}

RULE(reserved_stage_name) = {
    .aka = "DL3063 ReservedStageName",
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_stage = reserved_stage_name,
};
