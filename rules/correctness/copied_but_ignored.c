/*
# copied-but-ignored

COPY or ADD names a file that the ignore file leaves out of the build context.

The build ends there: what `.dockerignore` leaves out is not found, though it stands right beside
the Dockerfile. Which file it is, and the line of it that counts, is in the finding; `plimsoll
context --why PATH` tells it for any path.

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

What comes from elsewhere than the context is not ignored:

```dockerfile good
FROM node:20 AS build
WORKDIR /dist
FROM nginx:1.27
COPY --from=build /dist /usr/share/nginx/html
COPY src /src
COPY . /all
ADD https://example.com/dist /x
COPY <<dist /y
text
dist
ARG WHAT
COPY $WHAT /z
```

An exception may bring it back, as a whole or in part:

```text tree
.dockerignore: *\n!src\n!docs/api/*.md\n
src/app.js 10
docs/api/a.md 10
lib/a.js 10
```

```dockerfile good
FROM scratch
COPY src docs /x/
COPY . /all
```

```text tree
.dockerignore: *\n!src\nsrc/gen\n
src/gen/a.js 10
lib/a.js 10
```

```dockerfile bad
FROM scratch
COPY src lib /x/
#        ^^^ lib is left out of the context by line 1
COPY src/gen /y
#    ^^^^^^^ by line 3 of .dockerignore
```

Where all is left out, so is `.`:

```text tree
.dockerignore: **\n
a 1
```

```dockerfile bad
FROM scratch
COPY . /
#    ^ all of the context is left out by line 1 of .dockerignore
```

The ignore file beside the Dockerfile stands in for the other one:

```text tree
Dockerfile.dockerignore: b\n
.dockerignore: a\n
a 1
b 1
```

```dockerfile bad
FROM scratch
COPY a b /
#      ^ line 1 of Dockerfile.dockerignore
```

What stands under ONBUILD meets the context of another build, and without an ignore file nothing is
left out:

```dockerfile good
FROM scratch
ONBUILD COPY b /
```

```text tree
a 1
```

```dockerfile good
FROM scratch
COPY a b /
```
*/
#include "base/path.h"
#include "lint/rule.h"

/* All of the context: only a line that takes everything leaves that out, and no exception may be
   there. The line's place in the list from 1; 0 when there is none. */
static uint32_t all_left_out_by(const IgnoreFile *ignore)
{
    static const char everything[] = "* ** **/*";
    for (uint32_t i = 0; i < ignore->len && !ignore->any_exception; i++)
        if (str_listed(str_from(everything), ignore->at[i].text))
            return i + 1;
    return 0;
}

static uint32_t left_out_by(Arena *arena, const IgnoreFile *ignore, Str path)
{
    IgnoreVerdict verdict = ignore_walk_to(arena, ignore, path);
    return verdict.out && !ignore_may_keep_below(ignore, path) ? verdict.by : 0;
}

static void judge(const CopySource *source, const ContextIgnore *ignore, Report *out)
{
    Str path = str_tail(source->path.text, 1);
    uint32_t by = path.len ? left_out_by(report_arena(out), &ignore->file, path)
                           : all_left_out_by(&ignore->file);
    if (by == 0)
        return;
    const IgnorePattern *pattern = &ignore->file.at[by - 1];
    Str name = path_base(ignore->source.path);
    Finding *finding =
        path.len
            ? report(out, source->span, "%.*s is left out of the context by line %u of %.*s: %.*s",
                     STR_ARG(path), (unsigned)pattern->line, STR_ARG(name),
                     STR_ARG(pattern->written))
            : report(out, source->span, "all of the context is left out by line %u of %.*s: %.*s",
                     (unsigned)pattern->line, STR_ARG(name), STR_ARG(pattern->written));
    finding_help(finding, "take the line away, or add an exception behind it: !%.*s",
                 STR_ARG(path.len ? path : STR("PATH")));
}

static void copied_but_ignored(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || step->onbuild || transfer->from.kind != ORIGIN_CONTEXT)
        return;
    const ContextIgnore *ignore = report_ignore(out);
    if (ignore->file.len == 0)
        return;
    for (size_t i = 0; i < transfer->sources.len; i++) {
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
