/*
# copy-up-metadata

A command changes the owner, mode or times of what an earlier layer wrote: every such file is stored
again, whole.

A layer holds files, not differences of files. After `chown -R` over a copied tree the image holds
the tree twice; applications have doubled in size that way (an electrum server from 472 to 865 MB).
`COPY --chown` and `COPY --chmod` write the right owner and mode at once, and so does a chown in the
RUN that downloads or builds.

```dockerfile bad
FROM node:20-slim
COPY . /app
RUN chown -R node:node /app
#   ^^^^^ stores /app again
```

```dockerfile bad
FROM debian:12-slim
COPY start.sh /usr/local/bin/start
RUN chmod +x /usr/local/bin/start
#   ^^^^^ stores /usr/local/bin/start again
```

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSLo /conda.sh https://example.org/conda.sh && bash /conda.sh -b -p /opt/conda
RUN chmod 755 /opt/conda && chown -R tide /opt/conda
#                           ^^^^^ stores /opt/conda again
```

One finding for each RUN and path:

```dockerfile bad
FROM debian:12-slim
COPY --from=build /out /opt/tide
RUN chown -R 1000:1000 /opt/tide && chmod -R g+w /opt/tide
#   ^^^^^ stores /opt/tide again
```

```dockerfile good
FROM node:20-slim
COPY --chown=node:node . /app
COPY --chmod=755 start.sh /usr/local/bin/start
```

```dockerfile good
FROM debian:12-slim
RUN curl -fsSL https://example.org/tides.tar.gz | tar -xz -C /opt
ENV TIDES_HOME=/opt/tides PATH=/opt/moon/bin:$PATH
RUN chmod 755 /opt/tides /opt/moon
```

A directory without `-R`, and one that is empty, hold no bytes of their own; what one RUN writes and
touches is stored once.

```dockerfile good
FROM debian:12-slim
RUN mkdir -p /var/lib/tide
RUN chown -R www-data /var/lib/tide
RUN curl -fsSL -o /usr/bin/tide https://example.org/tide && chmod +x /usr/bin/tide
```

Nor does what `mkdir` makes beside a tree that was copied to `/`, or in one that was copied or
unpacked before.

```dockerfile good
FROM debian:12-slim
COPY rootfs/ /
RUN mkdir -p /charts/old && chown -R www-data /charts
COPY . /srv
RUN mkdir -p /srv/log && touch /srv/log/tide.log && chown -R www-data /srv/log
```

A hard link stores its source again, too, but no owner or mode given earlier would spare that.

```dockerfile good
FROM debian:12-slim
COPY tide.conf /etc/tide/tide.conf
RUN ln /etc/tide/tide.conf /etc/tide/default.conf
```
*/
#include "shared/layers.h"
#include "shared/layers_below.h"

static bool rewritten_before(const EffectRefs *seen, const Effect *effect)
{
    for (size_t i = 0; i < seen->len; i++) {
        Places places = effects_compare(effect, seen->at[i]);
        if (places == PLACES_SAME || places == PLACES_INSIDE)
            return true;
    }
    return false;
}

static void report_again(const Effect *effect, const EffectRefs *below, Report *out)
{
    const Effect *writer = below->at[0];
    uint64_t bytes = 0;
    Str path = layers_path(effect, out);
    Finding *finding = report(out, effect->command->name_span,
                              "stores %.*s again, only to change its metadata", STR_ARG(path));
    bool mode = command_is(effect->command, "chmod");
    if (writer->command)
        finding_help(finding, "do it in the RUN that writes the files");
    else
        finding_help(finding, "let the copy do it: %s", mode ? "COPY --chmod" : "COPY --chown");
    if (layers_measure(below, effect, out, &bytes))
        finding_measured(finding, bytes);
    report_killed(out, finding, effect);
    layers_relate(finding, writer);
}

enum { SEEN_MAX = 64 };

static void copy_up_metadata(const Step *step, Report *out)
{
    EffectRefs seen = {0};
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (effect->kind != EFFECT_META || !effect->command ||
            command_is(effect->command, "cp link ln") || effect_undone(effect) ||
            rewritten_before(&seen, effect))
            continue;
        EffectRefs below = layers_below(effect, out);
        if (below.len == 0)
            continue;
        report_again(effect, &below, out);
        if (seen.len < SEEN_MAX)
            *PUSH(report_arena(out), &seen) = effect;
    }
}

RULE(copy_up_metadata) = {
    .severity = SEV_WARNING,
    .instruction = "RUN",
    .each_instruction = copy_up_metadata,
};
