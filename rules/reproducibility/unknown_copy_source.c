/*
# unknown-copy-source

COPY --from names no stage of this file, and no image with a tag either.

It is then the name of an image, pulled as `latest`, unless the build is given a context of that
name (`--build-context`). A stage that is misspelt, renamed or written further down ends the same
way: a pull that fails, or worse, one that does not.

```dockerfile bad
FROM golang:1.22 AS build
FROM scratch
COPY --from=biuld /out /out
#           ^^^^^ did you mean build?
```

```dockerfile bad
FROM scratch AS final
COPY --from=later /out /out
#           ^^^^^ stands further down
FROM golang:1.22 AS later
```

```dockerfile bad
FROM scratch
COPY --from=nginx /etc/nginx /etc/nginx
#           ^^^^^ pulled as latest
COPY --from=3 /x /x
#           ^ no stage
COPY --from=$STAGE /x /x
#           ^^^^^^ no variables
```

```dockerfile good
FROM golang:1.22 AS Build
FROM scratch
COPY --from=build /out /out
COPY --from=0 /out /out
COPY --from=nginx:1.27 /etc/nginx /etc/nginx
COPY --from=nginx@sha256:0123456789012345678901234567890123456789012345678901234567890123 / /
COPY . .
```
*/
#include "base/guess.h"
#include "lint/rule.h"

/* What is wrong with it; NULL when nothing is. */
static const char *flaw_of(const Origin *from, const Step *step)
{
    const ImageRef *image = &from->image;
    if (from->kind == ORIGIN_IMAGE)
        return image->tag.len > 0 || image->digest.len > 0
                   ? NULL
                   : "%.*s is no stage of this file; as an image it is pulled as latest";
    if (from->kind != ORIGIN_BAD || from->later == step->stage)
        return NULL;
    if (from->later)
        return "the stage %.*s stands further down: it is not built yet";
    return from->text.known == VALUE_UNKNOWN ? "%.*s is taken as it is: no variables count here"
                                             : "there is no stage %.*s";
}

/* The name of a stage above that may have been meant. */
static Str stage_near(const Step *step, Str name, const Report *out)
{
    Guess guess = guess_new(name);
    const Stages *stages = &report_file(out)->stages;
    for (size_t i = 0; i < step->stage->index; i++)
        if (stages->at[i].name.len > 0)
            guess_consider(&guess, stages->at[i].name);
    return guess.best;
}

static void unknown_copy_source(const Step *step, Report *out)
{
    if (!step->transfer || !step->stage || !step_is_plain(step))
        return;
    const Origin *from = &step->transfer->from;
    const char *flaw = flaw_of(from, step);
    if (!flaw)
        return;
    Finding *finding = report(out, from->span, flaw, STR_ARG(from->text.text));
    Str near = stage_near(step, from->text.text, out);
    if (near.len > 0) {
        finding_help(finding, "did you mean %.*s?", STR_ARG(near));
        fix_replace(finding, from->span, near, FIX_UNSAFE);
    } else {
        finding_help(finding, "name a stage above, or an image with its tag");
    }
    if (from->later && from->later->name.len > 0)
        finding_related(finding, from->later->name_span, "it begins here");
}

RULE(unknown_copy_source) = {
    .aka = "DL3022",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "COPY",
    .each_instruction = unknown_copy_source,
};
