/*
# context-too-big

The build sends more of its context than the budget allows.

BuildKit transfers all that COPY, ADD and bind mounts name, and whatever of it has changed, on every
build. The option `megabytes` is the budget. It is counted what the stages that the image needs take
together, no file twice.

```text tree
data/big.bin 700000000
src/app.js 100
```

```dockerfile bad
FROM node:20-slim
COPY src /app/src
COPY . /app
#    ^ sends 700 MB, more than the 500 MB that are allowed; most of it is data/big.bin
```

```dockerfile good
FROM node:20-slim
COPY src /app/src
```

```yaml config
rules:
  context-too-big:
    megabytes: 800
```

```dockerfile good
FROM node:20-slim
COPY . /app
COPY data /data
```
*/
#include "base/buf.h"
#include "lint/rule.h"

enum { MEGABYTE = 1000000 };

/* The source that takes most. */
static const CopySource *biggest_source(const Dockerfile *file)
{
    const CopySource *biggest = NULL;
    for (size_t i = 0; i < file->stages.len; i++)
        for (size_t j = 0; j < file->stages.at[i].steps.len; j++) {
            const Transfer *transfer = file->stages.at[i].steps.at[j].transfer;
            for (size_t k = 0; transfer && k < transfer->sources.len; k++) {
                const CopySource *source = &transfer->sources.at[k];
                if (source->take && (!biggest || source->take->bytes > biggest->take->bytes))
                    biggest = source;
            }
        }
    return biggest;
}

/* Down to where more than half of it lies together. */
static Str heaviest(Arena *arena, const Take *take)
{
    Str path = {0};
    for (size_t i = 0; i < take->len; i++) {
        const ContextEntry *entry = take->at[i].entry;
        if (take->at[i].bytes * 2 <= take->bytes)
            continue;
        path = take->at[i].from;
        for (uint32_t j = 0; j < entry->count; j++) {
            const ContextEntry *child = &entry->entries[j];
            if (child->gone || child->size * 2 <= take->bytes)
                continue;
            path = path.len ? str_joined(arena, path, STR("/")) : path;
            path = str_joined(arena, path, entry_name(child));
            entry = child;
            j = UINT32_MAX;
        }
    }
    return path;
}

static void context_too_big(Report *out)
{
    uint64_t budget = (uint64_t)option_number(out, "megabytes") * MEGABYTE;
    const CopySource *source = report_tree(out) ? biggest_source(report_file(out)) : NULL;
    ContextSize sent = context_sent(report_arena(out), report_file(out));
    if (!source || sent.bytes <= budget)
        return;
    Str path = heaviest(report_arena(out), source->take);
    Buf text;
    buf_init(&text, report_arena(out));
    buf_add(&text, STR("sends "));
    buf_bytes(&text, sent.bytes);
    buf_add(&text, STR(", more than the "));
    buf_bytes(&text, budget);
    buf_add(&text, STR(" that are allowed"));
    if (path.len)
        buf_fmt(&text, "; most of it is %.*s", STR_ARG(path));
    Finding *finding = report(out, source->span, "%.*s", STR_ARG(buf_str(&text)));
    finding_help(finding, "plimsoll context shows what is in it, --suggest what may stay out");
    finding_measured(finding, sent.bytes);
}

RULE(context_too_big) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_file = context_too_big,
    .options = (const RuleOption[]){{.kind = OPTION_NUMBER,
                                     .name = "megabytes",
                                     .help = "how much may be sent",
                                     .number = 500},
                                    {0}},
};
