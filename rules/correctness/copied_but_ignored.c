/*
# copied-but-ignored

COPY or ADD names a file that the ignore file leaves out of the build context.

The build ends there: what `.dockerignore` leaves out is not found, though it stands right beside
the Dockerfile. `plimsoll context --why PATH` tells it for any path.

```text tree
.dockerignore: # built here\ndist\n*.log\n/assets/\n
dist/app.js 10
assets/a.css 10
src/app.js 10
```

```dockerfile bad
FROM nginx:1.27
COPY dist /usr/share/nginx/html
#    ^^^^ dist is left out of the context by line 2 of .dockerignore: dist
COPY ./dist/app.js src/app.js /srv/
#    ^^^^^^^^^^^^^ dist/app.js is left out
ADD /assets /srv/assets
#   ^^^^^^^ assets is left out of the context by line 4 of .dockerignore: /assets/
COPY build.log /
#    ^^^^^^^^^ line 3
```

What comes from elsewhere than the context is not ignored; what stands under ONBUILD meets the
context of another build.

```dockerfile good
FROM node:20 AS build
WORKDIR /dist
FROM nginx:1.27
COPY --from=build /dist /usr/share/nginx/html
COPY . /all
ADD https://example.com/dist /x
COPY <<dist /y
text
dist
ARG WHAT
COPY $WHAT /z
ONBUILD COPY dist /
```

An exception may bring it back, as a whole or in part:

```text tree
.dockerignore: *\n!src\n!docs/api/*.md\nsrc/gen\n
src/app.js 10
src/gen/a.js 10
docs/api/a.md 10
lib/a.js 10
```

```dockerfile bad
FROM scratch
COPY src docs /x/
COPY lib /x/
#    ^^^ lib is left out of the context by line 1
COPY src/gen /y
#    ^^^^^^^ by line 4 of .dockerignore
COPY . /all
```

The ignore file beside the Dockerfile stands in for the other one. Where all is left out, so is `.`:

```text tree
Dockerfile.dockerignore: **\n
.dockerignore: a\n
a 1
```

```dockerfile bad
FROM scratch
COPY . /
#    ^ all is left out of the context by line 1 of Dockerfile.dockerignore
```
*/
#include "base/path.h"
#include "lint/rule.h"

/* All of the context: only a line that hits everything leaves that out, and no exception may be
   there. */
static const IgnorePattern *all_left_out_by(const IgnoreFile *ignore)
{
    for (size_t i = 0; i < ignore->len && !ignore->any_exception; i++)
        if (ignore->at[i].everything)
            return &ignore->at[i];
    return NULL;
}

/* NULL when it is not left out, or when something in it is not. */
static const IgnorePattern *left_out_by(const CopySource *source, const IgnoreFile *ignore,
                                        Arena *arena)
{
    Str path = str_tail(source->path.text, 1);
    if (path.len == 0)
        return all_left_out_by(ignore);
    const Take *take = source->take;
    bool kept = take ? take->files > 0 : ignore_may_keep_below(ignore, path);
    IgnoreVerdict verdict = ignore_walk_to(arena, ignore, path);
    return verdict.out && !kept ? &ignore->at[verdict.by - 1] : NULL;
}

static void judge(const CopySource *source, const ContextIgnore *ignore, Report *out)
{
    const IgnorePattern *pattern = left_out_by(source, &ignore->file, report_arena(out));
    if (!pattern)
        return;
    Str path = str_tail(source->path.text, 1), name = path_base(ignore->source.path);
    Finding *finding =
        report(out, source->span, "%.*s is left out of the context by line %u of %.*s: %.*s",
               STR_ARG(path.len ? path : STR("all")), (unsigned)pattern->line, STR_ARG(name),
               STR_ARG(pattern->written));
    finding_related_pattern(finding, out, pattern, "left out here");
    finding_help(finding, "take the line away, or add an exception behind it: !%.*s",
                 STR_ARG(path.len ? path : STR("PATH")));
}

static void copied_but_ignored(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || step->onbuild || transfer->from.kind != ORIGIN_CONTEXT)
        return;
    const ContextIgnore *ignore = report_ignore(out);
    for (size_t i = 0; ignore->file.len > 0 && i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        if (source->kind == SOURCE_PATH && source->path.known == VALUE_KNOWN)
            judge(source, ignore, out);
    }
}

RULE(copied_but_ignored) = {
    .aka = "CopyIgnoredFile",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "COPY ADD",
    .each_instruction = copied_but_ignored,
};
