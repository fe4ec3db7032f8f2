/*
# label-missing

A stage lacks a label that the settings want on every image.

The option `schema` names them; without it the rule is silent. A stage is content when one that it
is built on has the label, when one that is built on it adds it, or when files are only copied out
of it.

```yaml config
rules:
  label-missing:
    schema:
      maintainer: email
      version: semver
```

```dockerfile bad
FROM debian:12
#^^^ maintainer
LABEL version=1.0.0
```

```dockerfile bad
FROM debian:12 AS base
LABEL version=1.0.0 maintainer=me
FROM base
FROM alpine:3
#^^^ maintainer
#^^^ version
```

```dockerfile good
FROM golang:1 AS build
FROM debian:12 AS base
FROM base
LABEL version=1.0.0
LABEL maintainer="me"
COPY --from=build /a /b
```
*/
#include "shared/labels.h"

static bool sets(const Stage *stage, Str key)
{
    for (size_t i = 0; i < stage->steps.len; i++) {
        const Step *step = &stage->steps.at[i];
        if (step->instruction->kind != INST_LABEL || step->onbuild)
            continue;
        for (size_t j = 0; j < step->bindings.len; j++)
            if (str_eq(step->bindings.at[j].key.text, key))
                return true;
    }
    return false;
}

/* Those that others only copy from need none. */
static void mark_copied(const Stages *stages, bool *copied)
{
    for (size_t i = 0; i < stages->len; i++)
        for (size_t j = 0; j < stages->at[i].steps.len; j++) {
            const Transfer *transfer = stages->at[i].steps.at[j].transfer;
            if (transfer && transfer->from.kind == ORIGIN_STAGE)
                copied[transfer->from.stage->index] = true;
        }
}

static void find_labelled(const Stages *stages, Str key, bool *has)
{
    for (size_t i = 0; i < stages->len; i++) {
        const Stage *parent = stage_parent(&stages->at[i]);
        has[i] = (parent && has[parent->index]) || sets(&stages->at[i], key);
    }
    for (size_t i = stages->len; i-- > 0;) {
        const Stage *parent = stage_parent(&stages->at[i]);
        if (parent && has[i])
            has[parent->index] = true;
    }
}

static void label_missing(Report *out)
{
    OptionMap schema = option_map(out, "schema");
    const Stages *stages = &report_file(out)->stages;
    if (schema.keys.len == 0 || stages->len == 0)
        return;
    bool *copied = NEW_ARRAY(report_arena(out), stages->len, bool);
    bool *has = NEW_ARRAY(report_arena(out), stages->len, bool);
    mark_copied(stages, copied);
    for (size_t i = 0; i < schema.keys.len; i++) {
        Str key = schema.keys.at[i];
        find_labelled(stages, key, has);
        for (size_t j = 0; j < stages->len; j++) {
            if (has[j] || copied[j])
                continue;
            Finding *finding = report(out, stages->at[j].from->written->keyword.span,
                                      "the label %.*s is missing", STR_ARG(key));
            finding_help(finding, "add LABEL %.*s=...", STR_ARG(key));
        }
    }
}

RULE(label_missing) = {
    .aka = "DL3049",
    .severity = SEV_INFO,
    .each_file = label_missing,
    .options = (const RuleOption[]){LABEL_SCHEMA, {0}},
};
