/*
# git-history-kept

A `git clone` without `--depth` leaves every version that ever was in the image, in `.git`.

The history is often larger than the files (the Linux kernel: 2 GB against 175 MB), and it shows
what was once committed. Clone with `--depth 1`, remove `.git` in the same RUN, or let BuildKit
fetch: `ADD https://host/repository.git#tag /dir` leaves it out.

```dockerfile bad
FROM debian:12-slim
RUN git clone https://example.org/tide.git /opt/tide && apt-get purge -y git
#       ^^^^^ keeps the whole history in /opt/tide/.git
RUN git clone -b v2 https://example.org/ebb.git && cd ebb && make install && rm -rf ebb
#       ^^^^^ keeps the whole history in /ebb/.git
RUN git clone https://example.org/neap.git /tmp/neap && mv /tmp/neap /opt/neap
#       ^^^^^ keeps the whole history in /opt/neap/.git
ADD --keep-git-dir=true https://example.org/surf.git#v2 /opt/surf
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ keeps the history in /opt/surf/.git
```

```dockerfile good
FROM debian:12-slim
RUN git clone --depth 1 https://example.org/tide.git /opt/tide
RUN git clone https://example.org/a.git /opt/a && rm -rf /opt/a/.git
RUN git clone https://example.org/b.git && make -C b install && rm -rf b
RUN dir=$(mktemp -d) && cd $dir && git clone https://example.org/d.git . && make && rm -rf $dir
RUN git clone https://example.org/c.git /tmp/c && mv /tmp/c/* /opt/ && rm -rf /tmp/c
ADD https://example.org/tide.git#v2 /opt/tide2
```

Removed by a later RUN, it is [copy-then-delete](copy_then_delete.c); a stage that is not exported
and a cache mount cost nothing.

```dockerfile good
FROM debian:12-slim AS build
RUN git clone https://example.org/tide.git /src
FROM debian:12-slim
COPY --from=build /src/tide /usr/local/bin/tide
RUN --mount=type=cache,target=/src git clone https://example.org/tide.git /src
RUN git clone https://example.org/a.git /opt/a
RUN rm -rf /opt/a/.git
```
*/
#include "base/path.h"
#include "shared/layers.h"

static Value git_folder(const Effect *stays, Report *out)
{
    Value git = stays->path;
    git.text = path_join(report_arena(out), git.text, STR(".git"));
    return git;
}

static bool asks_history(const Script *script)
{
    for (size_t i = 0; i < script->commands.len && i < LAYERS_LOOK; i++)
        if (command_is(&script->commands.at[i], "git") &&
            !str_eq(script->commands.at[i].verb.value.text, STR("clone")) &&
            !command_has_operand(&script->commands.at[i], STR("clone")))
            return true;
    return false;
}

/* Where only a run knows the place: an rm behind it that takes one of those may mean it. */
static bool may_be_removed(const Command *clone)
{
    const Commands *commands = &clone->step->script->commands;
    for (size_t i = clone->index + 1; i < commands->len; i++) {
        const Command *command = &commands->at[i];
        for (size_t k = 0; command_is(command, "rm") && k < command->operands.len; k++)
            if (command->operands.at[k].value.known == VALUE_UNKNOWN)
                return true;
    }
    return false;
}

static void suggest(Finding *finding, const Command *clone, Span verb)
{
    if (asks_history(clone->step->script)) {
        finding_help(finding, "remove .git in the same RUN when nothing needs it any more");
        return;
    }
    finding_help(finding, "add --depth 1, or remove .git in the same RUN");
    fix_insert_after(finding, verb, STR(" --depth 1"), FIX_UNSAFE);
    fix_title(finding, "add --depth 1");
}

static Span clone_word(const Command *command)
{
    for (size_t i = 0; i < command->args.len; i++)
        if (str_eq(command->args.at[i].value.text, STR("clone")))
            return command->args.at[i].span;
    return command->name_span;
}

static void judge(const Effect *clone, Report *out)
{
    const Command *command = clone->command;
    if (!command->normal || command->elsewhere || command->again || clone->mount ||
        command_option(command, "--depth --shallow-since --shallow-exclude --filter --bare "
                                "--mirror"))
        return;
    const Effect *stays = layers_stays(clone);
    if (!stays || stays->mount)
        return;
    Value git = git_folder(stays, out);
    if (git.known == VALUE_UNKNOWN ? may_be_removed(command) : layers_loses(stays, git, out))
        return;
    Span verb = clone_word(command);
    Finding *finding =
        git.known == VALUE_UNKNOWN
            ? report(out, verb, "keeps the whole history in .git")
            : report(out, verb, "keeps the whole history in %.*s", STR_ARG(git.text));
    suggest(finding, command, verb);
    Effect history = *stays;
    history.path = git;
    report_left(out, finding, &history);
}

static void judge_add(const Step *step, Report *out)
{
    for (size_t i = 0; i < step->transfer->sources.len; i++) {
        const CopySource *source = &step->transfer->sources.at[i];
        if (!step->transfer->keep_git_dir || source->kind != SOURCE_GIT)
            continue;
        Finding *finding = report(out, source->span, "keeps the history in %.*s/.git",
                                  STR_ARG(step->transfer->dest.text));
        finding_help(finding, "leave out --keep-git-dir");
    }
}

static void git_history_kept(const Step *step, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild)
        return;
    if (step->transfer)
        judge_add(step, out);
    for (size_t i = 0; i < step->effects.len; i++)
        if (step->effects.at[i].brings == BRINGS_CLONE && step->effects.at[i].command &&
            step->effects.at[i].kind == EFFECT_CREATE &&
            command_is(step->effects.at[i].command, "git"))
            judge(&step->effects.at[i], out);
}

RULE(git_history_kept) = {
    .severity = SEV_WARNING,
    .instruction = "RUN ADD",
    .each_instruction = git_history_kept,
};
