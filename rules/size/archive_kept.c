/*
# archive-kept

An archive or package file is downloaded or copied into a layer, unpacked or installed from there,
and stays.

It lies beside what came out of it, and nobody reads it again: the AWS client alone is 60 MB packed.
Pipe it into `tar`, remove it in the same RUN, mount it (`RUN --mount=type=bind`), or let
`ADD archive.tar.gz dir/` unpack it.

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL -o /tmp/tide.tar.gz https://example.org/tide.tar.gz && tar -xzf /tmp/tide.tar.gz
#   ^^^^ /tmp/tide.tar.gz stays
```

```dockerfile bad
FROM debian:12-slim
RUN wget https://example.org/tide_2_amd64.deb && dpkg -i tide_2_amd64.deb
#   ^^^^ /tide_2_amd64.deb stays
RUN export GNUPGHOME=$(mktemp -d) && gpg --verify tide.asc && rm -r $GNUPGHOME
```

```dockerfile bad
FROM debian:12-slim
WORKDIR /opt
COPY tide.zip .
#    ^^^^^^^^ /opt/tide.zip stays
RUN unzip tide.zip
```

```dockerfile bad
FROM debian:12-slim
ADD https://example.org/tide.run /tmp/
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /tmp/tide.run stays
RUN chmod +x /tmp/tide.run && /tmp/tide.run --quiet
```

```dockerfile good
FROM debian:12-slim
RUN curl -fsSL https://example.org/tide.tar.gz | tar -xz -C /opt
RUN wget https://example.org/a.deb && dpkg -i a.deb && rm a.deb
RUN --mount=type=bind,source=tide.zip,target=/tmp/tide.zip unzip /tmp/tide.zip -d /opt
ADD local.tar.gz /opt/
RUN curl -fsSLo /tmp/b.gz https://example.org/b.gz && gunzip /tmp/b.gz
```

What is used as it is may stay, and what a later RUN removes is
[copy-then-delete](copy_then_delete.c):

```dockerfile good
FROM debian:12-slim
COPY tides.zip /data/tides.zip
COPY linux-setup.sh /tmp/
RUN sh /tmp/linux-setup.sh
RUN wget https://example.org/d-1.tgz && tar xf d-1.tgz && cd d-* && make && cd .. && rm -rf d-*
RUN curl -fsSLO https://example.org/c.tgz && tar xf c.tgz
RUN rm c.tgz
CMD ["reader", "/data/tides.zip"]
```
*/
#include "base/path.h"
#include "shared/archives.h"
#include "shared/layers.h"
#include "text/glob.h"

static bool brings_archive(const Effect *effect)
{
    bool copied = effect->brings == BRINGS_CONTEXT || effect->brings == BRINGS_STAGE;
    if ((!copied && effect->brings != BRINGS_TEXT && effect->brings != BRINGS_DOWNLOAD) ||
        effect->mount || effect->kind != EFFECT_CREATE || effect->path.known == VALUE_UNKNOWN ||
        !is_archive_name(effect->path.text))
        return false;
    if (effect->command && (!effect->command->normal || effect->command->elsewhere))
        return false;
    if (effect->brings == BRINGS_TEXT)
        return effect->command && command_is(effect->command, "curl wget");
    /* A script that is copied is no archive, whatever it is called. */
    return !copied || !str_ends(effect->path.text, STR(".sh"));
}

/* A new directory: what lies at a place that has a name is not in it. */
static bool is_new(Value value)
{
    return value.known == VALUE_UNKNOWN && str_find(value.text, STR("(mktemp")) < value.text.len;
}

/* An rm whose directory is not known (after cd tide-*, cd ..) names what fits. */
static bool may_be_removed(const Effect *archive, Report *out)
{
    const CommandRefs *commands = report_commands(out, report_file(out)->target);
    Str name = path_base(archive->path.text);
    size_t first = commands_from(commands, archive->step);
    for (size_t i = first; i < commands->len; i++) {
        if (i - first == LAYERS_LOOK)
            return true;
        const Command *command = commands->at[i];
        for (size_t k = 0; command_is(command, "rm") && k < command->operands.len; k++) {
            const Arg *arg = &command->operands.at[k];
            if (is_new(arg->value))
                continue;
            if (command_path(report_arena(out), command, arg).known == VALUE_UNKNOWN &&
                (arg->value.known == VALUE_UNKNOWN || glob_match(path_base(arg->value.text), name)))
                return true;
        }
    }
    return false;
}

static void archive_kept(const Step *step, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild)
        return;
    const StepRefs *chain = layers_exported(out);
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (!brings_archive(effect) || effect_undone(effect) || effect_removed(chain, effect))
            continue;
        const Command *user = archive_user(effect, out);
        if (!user || may_be_removed(effect, out))
            continue;
        Str path = layers_path(effect, out);
        Span span = effect->command ? effect->command->name_span : effect->span;
        Finding *finding =
            report(out, span, "%.*s stays, and nothing reads it again", STR_ARG(path));
        finding_help(finding, effect->command ? "remove it in this RUN, or pipe it"
                                              : "mount it where it is used, or let ADD unpack it");
        finding_related(finding, user->name_span, "unpacked or installed here");
        report_left(out, finding, effect);
    }
}

RULE(archive_kept) = {
    .severity = SEV_WARNING,
    .instruction = "RUN COPY ADD",
    .each_instruction = archive_kept,
};
