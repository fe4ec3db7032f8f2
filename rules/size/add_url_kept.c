/*
# add-url-kept

A file that ADD fetched is used once, by the build, and stays in the image.

What ADD writes is a layer of its own: a later `rm` frees nothing. Fetch it in the RUN that uses it
and remove it there, or mount it from a stage (`RUN --mount=type=bind,from=fetch`). Archives are the
business of [archive-kept](archive_kept.c), removed files of [copy-then-delete](copy_then_delete.c).

```dockerfile bad
FROM python:3.12-slim
ADD https://bootstrap.pypa.io/get-pip.py /tmp/get-pip.py
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /tmp/get-pip.py
RUN python /tmp/get-pip.py
```

```dockerfile bad
FROM debian:12-slim
ADD https://example.org/repo.key /tmp/
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /tmp/repo.key
RUN apt-key add /tmp/repo.key
```

```dockerfile bad
FROM debian:12-slim
ADD https://example.org/setup /setup
#   ^^^^^^^^^^^^^^^^^^^^^^^^^ /setup
RUN chmod +x /setup && /setup --yes
CMD ["tide"]
```

```dockerfile good
FROM debian:12-slim
ADD https://example.org/a.tar.gz /tmp/
RUN tar -xzf /tmp/a.tar.gz -C /opt
ADD https://example.org/b.sh /tmp/
RUN sh /tmp/b.sh
RUN rm /tmp/b.sh
ADD https://example.org/tide /usr/local/bin/tide
RUN chmod +x /usr/local/bin/tide && tide --version
ADD https://example.org/start.sh /start.sh
RUN sh /start.sh --check
CMD ["/start.sh"]
```
*/
#include "base/path.h"
#include "shared/archives.h"
#include "shared/layers.h"
#include "shared/names.h"
#include "shared/starts.h"

static const char folders[] = "/bin /sbin /usr/bin /usr/sbin /usr/local/bin /usr/local/sbin "
                              "/etc/apt/trusted.gpg.d /usr/share/keyrings /etc/apt/keyrings "
                              "/etc/pki/rpm-gpg";

static bool is_here(Value place, const Effect *file)
{
    return place.known != VALUE_UNKNOWN && str_eq(place.text, file->path.text);
}

static bool starts(const Command *command, const Effect *file, Arena *arena)
{
    Value program = command->program;
    if (str_find_char(program.text, '/') == program.text.len)
        return false;
    program.text = path_join(arena, command->cwd.text, program.text);
    return is_here(program, file);
}

/* It reads the file for once and all: runs it, or takes a key from it. */
static bool uses_up(const Command *command, const Effect *file, Arena *arena)
{
    if (starts(command, file, arena))
        return true;
    bool reads = command_is(command, "sh bash dash python python2 python3 php perl ruby node "
                                     "apt-key gpg gpg2 patch mysql psql") ||
                 (command_is(command, "rpm") && command_option(command, "--import"));
    for (size_t i = 0; reads && i < command->operands.len; i++)
        if (is_here(command_path(arena, command, &command->operands.at[i]), file))
            return true;
    const CommandOption *import = reads ? command_option(command, "--import -i") : NULL;
    return import && import->has_value &&
           is_here(command_path(arena, command, &import->value), file);
}

static const Command *user_of(const Effect *file, Report *out)
{
    const CommandRefs *commands = report_commands(out, report_file(out)->target);
    size_t first = commands_from(commands, file->step);
    for (size_t i = first; i < commands->len && i < first + LAYERS_LOOK; i++)
        if (commands->at[i]->normal && uses_up(commands->at[i], file, report_arena(out)))
            return commands->at[i];
    return NULL;
}

/* What the containers start stays for a reason. */
static bool is_needed(const Stage *stage, const Effect *file)
{
    return stage_starts(stage, path_base(file->path.text)) ||
           name_in(folders, path_dir(file->path.text));
}

static void add_url_kept(const Step *step, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild)
        return;
    const StepRefs *chain = layers_exported(out);
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *file = &step->effects.at[i];
        if (file->brings != BRINGS_DOWNLOAD || file->path.known == VALUE_UNKNOWN ||
            is_archive_name(file->path.text) || effect_removed(chain, file) ||
            is_needed(step->stage, file))
            continue;
        const Command *user = user_of(file, out);
        if (!user)
            continue;
        Finding *finding = report(out, file->span, "%.*s serves the build alone, and stays",
                                  STR_ARG(file->path.text));
        finding_help(finding, "fetch, use and remove it in one RUN, or mount it from a stage");
        finding_related(finding, user->name_span, "used here");
        report_left(out, finding, file);
    }
}

RULE(add_url_kept) = {
    .severity = SEV_INFO,
    .instruction = "ADD",
    .each_instruction = add_url_kept,
};
