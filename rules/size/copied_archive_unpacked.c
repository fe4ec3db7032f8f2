/*
# copied-archive-unpacked

COPY brings an archive that a RUN then unpacks: the archive itself stays in COPY's layer.

Whatever the RUN deletes, it is paid for twice, packed and unpacked. `ADD archive.tar.gz /dir/`
stores only what is in it, and so does a RUN that reads it with `--mount=type=bind`. In a stage that
is not exported it costs nobody a pull.

The fix writes ADD where it is sure to do what the `tar` did: all of the archive, by root, and
nobody else names it.

```dockerfile bad
FROM debian:12
COPY app.tar.gz /tmp/
#    ^^^^^^^^^^ app.tar.gz
RUN tar -xzf /tmp/app.tar.gz -C /opt
RUN tar -xzf /tmp/app.tar.gz -C /srv
```

```dockerfile bad
FROM debian:12
WORKDIR /srv
COPY app.tgz app.tgz
#    ^^^^^^^ app.tgz
RUN mkdir app && tar -C app -xzf app.tgz && rm app.tgz
COPY lib.tar.xz ./
#    ^^^^^^^^^^ lib.tar.xz
RUN tar xf lib.tar.xz && rm -f lib.tar.xz \
    && cd lib && make
```

```dockerfile fixed unsafe
FROM debian:12
WORKDIR /srv
ADD app.tgz /srv/app/
ADD lib.tar.xz ./
RUN cd lib && make
```

```dockerfile bad
FROM debian:12
COPY dist/app.bin /tmp/app.tgz
#    ^^^^^^^^^^^^ app.tgz
RUN cd /opt && tar --extract -f /tmp/app.tgz
```

```dockerfile bad
FROM debian:12
ARG VERSION
COPY node-v${VERSION}.tar.xz data.gz /
#    ^^^^^^^^^^^^^^^^^^^^^^^ tar.xz
#                            ^^^^^^^ data.gz
RUN tar xf "node-v${VERSION}.tar.xz" && gunzip /data.gz
```

```dockerfile good
FROM debian:12 AS base
COPY --from=base app.tar.gz /tmp/
COPY app.tar.xz data.zip /srv/
RUN tar -czf /tmp/app.tar.xz /opt && tar -xf other.tar.gz
RUN unzip data.zip
FROM debian:12
RUN tar xf app.tar.xz
```
*/
#include "base/path.h"
#include "lint/rule.h"
#include "shared/archives.h"
#include "shared/unpacking.h"

typedef struct {
    Str name;
    const Step *step;
    const CopySource *source;
    bool told;
} Copied;

typedef struct {
    Copied *at;
    size_t len, cap;
} Copies;

/* A file is called as its destination says, or as it was. */
static void note_copied(Arena *arena, Copies *copies, const Step *step)
{
    const Transfer *transfer = step->transfer;
    if (transfer->from.kind != ORIGIN_CONTEXT)
        return;
    Str dest = path_base(transfer->dest_text.text);
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        Str name = is_packed_name(dest) ? dest : path_base(source->text.text);
        if (is_packed_name(name) && source->kind == SOURCE_PATH)
            *PUSH(arena, copies) = (Copied){name, step, source, false};
    }
}

static bool unpacks(const Command *command)
{
    if (command_is(command, "tar bsdtar"))
        return command_option(command, "-x --extract --get") != NULL;
    return command_is(command,
                      "unzip gunzip bunzip2 unlzma unxz zgz uncompress zcat gzcat bzcat xzcat");
}

static void tell_unpacked(const Command *command, Copies *copies, Report *out)
{
    for (size_t i = 0; i < command->args.len; i++) {
        Str name = path_base(command->args.at[i].value.text);
        for (size_t j = 0; j < copies->len; j++) {
            Copied *copied = &copies->at[j];
            if (copied->told || !str_eq(name, copied->name))
                continue;
            copied->told = true;
            Finding *finding =
                report(out, copied->source->span,
                       "%.*s stays in this layer, though a RUN unpacks it", STR_ARG(name));
            finding_help(finding, "use ADD, which unpacks it at once, or a bind mount in the RUN");
            finding_related(finding, command->span, "unpacked here");
            fix_copy_to_add(finding, copied->step, command, out);
        }
    }
}

static void copied_archive_unpacked(const Stage *stage, Report *out)
{
    Copies copies = {0};
    if (!stage->exported)
        return;
    for (size_t i = 0; i < stage->steps.len; i++) {
        const Step *step = &stage->steps.at[i];
        if (!step_is_plain(step))
            continue;
        if (step->transfer && !step->transfer->add)
            note_copied(report_arena(out), &copies, step);
        const Script *script = step->instruction->kind == INST_RUN ? step->script : NULL;
        for (size_t j = 0; script && copies.len > 0 && j < script->commands.len; j++)
            if (unpacks(&script->commands.at[j]))
                tell_unpacked(&script->commands.at[j], &copies, out);
    }
}

RULE(copied_archive_unpacked) = {
    .aka = "DL3010",
    .severity = SEV_INFO,
    .each_stage = copied_archive_unpacked,
};
