/*
# copy-then-delete

A command deletes what an earlier layer wrote: the bytes stay in that layer, and the image is no
smaller.

Every RUN, COPY and ADD writes a layer, and layers are only ever added. A later `rm` puts a marker
over the file; whoever pulls the image still pulls the file below it. What is written and removed by
one instruction is in no layer. So: delete in the RUN that wrote, leave the file out of the build
context (`.dockerignore`, `COPY --exclude`), mount it (`RUN --mount=type=bind`), or build in a stage
that is not exported.

```dockerfile bad
FROM nginx:1.27-alpine
COPY . /usr/share/nginx/html
RUN rm -rf /usr/share/nginx/html/docs
#   ^^ deletes /usr/share/nginx/html/docs, which an earlier layer keeps
```

```dockerfile bad
FROM debian:12-slim
WORKDIR /data
ADD https://example.org/tides.tar.gz tides.tar.gz
RUN tar -xzf tides.tar.gz && rm tides.tar.gz
#                            ^^ deletes /data/tides.tar.gz
```

Packages count, when a package manager takes away by name what a layer below installed.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache gcc && apk add --no-cache --virtual .headers musl-dev
RUN apk del gcc
#   ^^^ removes packages that an earlier layer keeps
RUN apk del .headers
#   ^^^ removes packages that an earlier layer keeps
```

```dockerfile bad
FROM debian:12-slim
COPY app.log /var/log/app.log
RUN : > /var/log/app.log
#   ^ empties /var/log/app.log
```

One layer, nothing lost:

```dockerfile good
FROM debian:12-slim AS build
COPY . /src
RUN rm -rf /src/docs
FROM debian:12-slim
COPY --from=build /src/tide /usr/bin/tide
WORKDIR /data
RUN wget -q https://example.org/tides.tar.gz && tar -xzf tides.tar.gz && rm tides.tar.gz
```

Where the context can be seen, what is not in it was not copied, and what is has its bytes measured.

```text tree
docs/manual.txt 29
index.html 22
```

```dockerfile bad
FROM nginx:1.27-alpine
COPY . /srv
COPY index.html /
RUN rm -rf /srv/site /srv/docs
#   ^^ deletes /srv/docs
RUN rm -rf /srv/drafts
```

A second round of packages is free, too, when the first took them away again.

```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache gcc && apk del gcc
RUN apk add --no-cache gcc make && apk del gcc make
```

A mount leaves nothing behind, and the package lists have [a rule of their
own](split_package_layers.c).

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*
RUN --mount=type=bind,source=.,target=/src rm -rf /src/docs
```
*/
#include "shared/layers.h"
#include "shared/layers_below.h"

static bool may_be_one(const Effect *effect)
{
    return effect->command && effect->kind != EFFECT_MOVE && effect_takes(effect) &&
           !layers_copied_first(effect) && !command_acts(effect->command, ACT_CLEAN);
}

static Finding *report_taken(const Effect *effect, const EffectRefs *below, Report *out)
{
    Span span = effect->command->name_span;
    Finding *finding;
    if (effect->brings == BRINGS_PACKAGE) {
        finding = report(out, span, "removes packages that an earlier layer keeps");
        finding_help(finding, "install and remove them in one RUN, or build in a stage of its own");
    } else {
        Str path = layers_path(effect, out);
        const char *verb = effect->kind == EFFECT_REMOVE ? "deletes" : "empties";
        finding = report(out, span, "%s %.*s, which an earlier layer keeps", verb, STR_ARG(path));
        finding_help(finding, "%s", layers_advice(below->at[0]));
    }
    layers_relate(finding, below->at[0]);
    return finding;
}

/* One finding a command, however many paths it takes; they are all counted where they can be. */
static void copy_then_delete(const Step *step, Report *out)
{
    Finding *finding = NULL;
    const Command *command = NULL;
    uint64_t bytes = 0;
    bool counted = false;
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        bool again = finding && effect->command == command;
        if ((again && !counted && !finding->weighed) || !may_be_one(effect))
            continue;
        EffectRefs below = layers_below(effect, out);
        if (below.len == 0)
            continue;
        if (!again) {
            finding = report_taken(effect, &below, out);
            command = effect->command;
            bytes = 0;
        }
        if (!finding->weighed) {
            counted = layers_measure(&below, effect, out, &bytes);
            finding->cost = (Cost){counted ? COST_MEASURED : COST_UNKNOWN, bytes};
        }
        report_killed(out, finding, effect);
    }
}

RULE(copy_then_delete) = {
    .severity = SEV_WARNING,
    .instruction = "RUN",
    .each_instruction = copy_then_delete,
};
