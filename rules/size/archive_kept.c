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
#include "shared/layers.h"
#include "text/glob.h"

static bool brings_archive(const Effect *effect)
{
    if (effect->mount || effect->kind != EFFECT_CREATE || !layers_is_archive(effect->path.text) ||
        effect->path.known == VALUE_UNKNOWN)
        return false;
    if (effect->command && (!effect->command->normal || effect->command->elsewhere))
        return false;
    if (effect->brings == BRINGS_TEXT)
        return effect->command && command_is(effect->command, "curl wget");
    /* A script that is copied is no archive, whatever it is called. */
    bool copied = effect->brings == BRINGS_CONTEXT || effect->brings == BRINGS_STAGE;
    return effect->brings == BRINGS_DOWNLOAD ||
           (copied && !str_ends(effect->path.text, STR(".sh")));
}

static bool same_place(Value place, bool glob, const Effect *archive)
{
    if (place.known == VALUE_UNKNOWN)
        return false;
    Places places = paths_compare(place, glob, archive->path, archive->glob);
    return places == PLACES_SAME || (glob && places == PLACES_AROUND) ||
           (archive->glob && places == PLACES_INSIDE);
}

static bool installs(const Command *command)
{
    if (command_is(command, "dpkg rpm"))
        return command_option(command, "-i --install -U --upgrade -ivh -Uvh") != NULL ||
               command_has_operand(command, STR("install"));
    if (command_is(command, "gdebi sh bash dash"))
        return true;
    return command->manager && command_acts(command, ACT_INSTALL);
}

/* dpkg -i x.deb, sh x.sh, ./x.run: the file itself is a word of the command. */
static bool is_used_by(const Command *command, const Effect *archive, Arena *arena)
{
    if (str_find_char(command->program.text, '/') < command->program.text.len) {
        Value program = command->program;
        program.text = path_join(arena, command->cwd.text, program.text);
        if (same_place(program, false, archive))
            return true;
    }
    if (!installs(command))
        return false;
    for (size_t i = 0; i < command->operands.len; i++) {
        const Arg *arg = &command->operands.at[i];
        if (layers_is_archive(arg->value.text) &&
            same_place(command_path(arena, command, arg), arg->glob, archive))
            return true;
    }
    return false;
}

/* The command that unpacks it or installs from it, in this step or a later one. */
static const Command *user_of(const Effect *archive, const StepRefs *chain, Arena *arena)
{
    unsigned budget = LAYERS_LOOK;
    for (size_t i = layers_place(chain, archive->step); i < chain->len; i++) {
        const Step *step = chain->at[i];
        bool same = step == archive->step;
        if (!step->script || step->onbuild || step->instruction->kind != INST_RUN)
            continue;
        size_t first = same ? (size_t)(archive - step->effects.at) + 1 : 0;
        for (size_t j = first; j < step->effects.len; j++) {
            const Effect *effect = &step->effects.at[j];
            if (budget-- == 0)
                return NULL;
            if (effect->brings == BRINGS_UNPACK &&
                same_place(effect->from, effect->from_glob, archive))
                return effect->command;
        }
        first = same && archive->command ? archive->command->index + 1 : 0;
        for (size_t j = first; j < step->script->commands.len; j++) {
            const Command *command = &step->script->commands.at[j];
            if (budget-- == 0)
                return NULL;
            if (command->normal && is_used_by(command, archive, arena))
                return command;
        }
    }
    return NULL;
}

/* An rm whose directory is not known (after cd tide-*, cd ..) names what fits. */
static bool may_be_removed(const Effect *archive, const StepRefs *chain, Arena *arena)
{
    unsigned budget = LAYERS_LOOK;
    Str name = path_base(archive->path.text);
    for (size_t i = layers_place(chain, archive->step); i < chain->len; i++) {
        const Step *step = chain->at[i];
        for (size_t j = 0; step->script && j < step->script->commands.len; j++) {
            const Command *command = &step->script->commands.at[j];
            if (budget-- == 0)
                return true;
            for (size_t k = 0; command_is(command, "rm") && k < command->operands.len; k++) {
                const Arg *arg = &command->operands.at[k];
                Value path = command_path(arena, command, arg);
                if (path.known == VALUE_UNKNOWN && (arg->value.known == VALUE_UNKNOWN ||
                                                    glob_match(path_base(arg->value.text), name)))
                    return true;
            }
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
        const Command *user = user_of(effect, chain, report_arena(out));
        if (!user || may_be_removed(effect, chain, report_arena(out)))
            continue;
        Str path = layers_path(effect, out);
        Span span = effect->command ? effect->command->name_span : effect->span;
        Finding *finding =
            report(out, span, "%.*s stays, and nothing reads it again", STR_ARG(path));
        finding_help(finding, effect->command ? "remove it in this RUN, or pipe it"
                                              : "mount it where it is used, or let ADD unpack it");
        finding_related(finding, user->name_span, "unpacked or installed here");
    }
}

RULE(archive_kept) = {
    .severity = SEV_WARNING,
    .instruction = "RUN COPY ADD",
    .each_instruction = archive_kept,
};
