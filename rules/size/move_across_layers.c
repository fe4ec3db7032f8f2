/*
# move-across-layers

A command moves what an earlier layer wrote: the bytes are stored twice, here and below.

A layer cannot point into another one. `mv` writes the whole file again under its new name and
leaves a marker over the old one; the old bytes stay in their layer. Copy or download it to where it
belongs.

```dockerfile bad
FROM debian:12-slim
COPY tides.csv /tmp/tides.csv
RUN mv /tmp/tides.csv /data/tides.csv
#   ^^ moves /tmp/tides.csv, which an earlier layer keeps
```

```dockerfile bad
FROM debian:12-slim
COPY tides.csv /tmp/tides.csv
RUN cp /tmp/tides.csv /data/tides.csv && rm /tmp/tides.csv
#   ^^ moves /tmp/tides.csv
```

```dockerfile good
FROM debian:12-slim
COPY tides.csv /data/tides.csv
RUN cp /data/tides.csv /data/tides-copy.csv
```

What a RUN unpacks itself it may move, though an earlier one unpacked something beside it.

```dockerfile good
FROM debian:12-slim
RUN curl -fsSLO https://example.org/moon.tar.gz && tar -xzf moon.tar.gz && rm moon.tar.gz
RUN curl -fsSLO https://example.org/tides.tar.gz && tar -xzf tides.tar.gz && mv tides-1.2 /opt/tides
RUN curl -fsSLO "https://example.org/$(curl -fsSL https://example.org/stable)/bin/tide" \
 && mv tide /usr/local/bin/tide
```

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSLO https://example.org/tides.tar.gz && tar -xzf tides.tar.gz
RUN curl -fsSLO "https://example.org/$(curl -fsSL https://example.org/stable)/bin/neap"
RUN mv neap /usr/local/bin/neap && mv tides-1.2 /opt/tides
#   ^^ moves /neap
#                                  ^^ moves /tides-1.2
```

```dockerfile good
FROM debian:12-slim
RUN curl -fsSL -o /tmp/tide https://example.org/tide && mv /tmp/tide /usr/local/bin/tide
```
*/
#include "shared/layers.h"
#include "shared/layers_below.h"

static const Effect *removed_after(const Effect *copy)
{
    const Effects *effects = &copy->step->effects;
    for (const Effect *later = copy + 1; later < effects->at + effects->len; later++)
        if (later->kind == EFFECT_REMOVE && layers_copied_first(later) == copy)
            return later;
    return NULL;
}

/* The effect whose disappearance says that bytes were moved; NULL when they were not. */
static const Effect *gone(const Effect *effect)
{
    if (!effect->command)
        return NULL;
    if (effect->kind == EFFECT_MOVE)
        return effect;
    return effect->brings == BRINGS_COPY ? removed_after(effect) : NULL;
}

static void move_across_layers(const Step *step, Report *out)
{
    const Command *last = NULL;
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i], *taken = gone(effect);
        if (!taken || effect->command == last)
            continue;
        EffectRefs below = layers_below(taken, out);
        if (below.len == 0)
            continue;
        Finding *finding = report(out, effect->command->name_span,
                                  "moves %.*s, which an earlier layer keeps: stored twice",
                                  STR_ARG(effect->from.text));
        finding_help(finding, "write it to where it belongs at once");
        uint64_t bytes = 0;
        if (layers_measure(&below, taken, out, &bytes))
            finding_measured(finding, bytes);
        report_killed(out, finding, taken);
        layers_relate(finding, below.at[0]);
        last = effect->command;
    }
}

RULE(move_across_layers) = {
    .severity = SEV_WARNING,
    .instruction = "RUN",
    .each_instruction = move_across_layers,
};
