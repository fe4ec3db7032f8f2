/*
# invalid-default-arg-in-from

Without any `--build-arg`, FROM names no image.

A plain `docker build .` then stops at this line, and so do tools that look at the file. A default
that works, be it only for development, keeps the file usable by itself.

```dockerfile bad
ARG BASE
FROM ${BASE}
#    ^^^^^^^ is empty
```

```dockerfile bad
ARG VERSION
FROM debian:${VERSION}
#    ^^^^^^^^^^^^^^^^^ is debian:
```

```dockerfile bad
FROM Debian:12
#    ^^^^^^^^^ no valid image name
```

```dockerfile good
ARG BASE=debian:12
ARG NONE
FROM ${BASE}
FROM ${NONE:-debian:12}
FROM debian:12-${TARGETARCH}
FROM scratch
```
*/
#include "lint/rule.h"

static void tell(const Word *word, Str text, Report *out)
{
    Finding *finding;
    if (str_find_char(word->text, '$') == word->text.len)
        finding = report(out, word->span, "%.*s is no valid image name", STR_ARG(word->text));
    else if (text.len == 0)
        finding = report(out, word->span, "%.*s is empty when no --build-arg is given",
                         STR_ARG(word->text));
    else
        finding = report(out, word->span,
                         "%.*s is %.*s when no --build-arg is given: no valid image name",
                         STR_ARG(word->text), STR_ARG(text));
    finding_help(finding, "give the ARG a default that makes a valid image name");
}

/* False when BuildKit would look no further. */
static bool check(const Stage *stage, Report *out)
{
    const Dockerfile *file = report_file(out);
    const Words *words = &stage->from->instruction->args;
    if (words->len == 0)
        return true;
    const Word *image = &words->at[0];
    bool fixed = str_find_char(image->text, '$') == image->text.len;
    if (fixed && stage->base.kind == ORIGIN_IMAGE && stage->base.image.valid)
        return true;
    Arena *arena = report_arena(out);
    Expansion expansion =
        vars_expand(arena, file->default_vars, image->text, file->syntax->escape, EXPAND_FROM);
    if (expansion.problem.len > 0)
        return false;
    ImageRef ref = image_ref_read(arena, expansion.value);
    if (!ref.valid)
        tell(image, expansion.value.text, out);
    return true;
}

static void invalid_default_arg_in_from(Report *out)
{
    const Dockerfile *file = report_file(out);
    for (size_t i = 0; i < file->globals.len; i++)
        if (file->globals.at[i].problem.len > 0)
            return;
    for (size_t i = 0; i < file->stages.len; i++)
        if (!check(&file->stages.at[i], out))
            return;
}

RULE(invalid_default_arg_in_from) = {
    .aka = "InvalidDefaultArgInFrom",
    .severity = SEV_INFO,
    .builder_too = true,
    .each_file = invalid_default_arg_in_from,
};
