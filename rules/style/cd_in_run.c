/*
# cd-in-run

A `cd` lasts until its RUN ends, and has to be written again in the next.

`WORKDIR` says once where the instructions below it work, makes the directory, and is where the
container starts. A path in full often does as well.

A directory that only this RUN fills, and maybe removes again, leaves no choice: WORKDIR would need
a layer of its own before it. So a `cd` is reported where the RUN begins with it, or ends; any other
only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12-slim
RUN cd /srv/tide && make
#   ^^ is forgotten at the end of the RUN
```

```dockerfile bad
FROM debian:12-slim
RUN (cd lib && make) && cd /srv
#    ^^ use WORKDIR
RUN mkdir -p /build && cd /build && make
#                      ^^ use WORKDIR
RUN make && cd /srv
#           ^^ is forgotten
```

```dockerfile good
FROM debian:12-slim
WORKDIR /srv/tide
RUN make && make -C lib
RUN git clone https://example.com/ebb && cd ebb && make install && cd .. && rm -rf ebb
RUN mkdir /tmp/build && cd /tmp/build && cmake /srv/tide && make install && rm -rf /tmp/build
CMD cd /srv && ./tide
```

```yaml config
rules:
  cd-in-run:
    uncertain: true
```

```dockerfile bad
FROM debian:12-slim
RUN make clean && cd lib && make
#                 ^^ use WORKDIR
```
*/
#include "shared/runs.h"

/* Where a RUN that begins with this cd begins: at the mkdir that makes the directory, if need be.
   NULL when something else runs before it. */
static const Command *head_of(const Command *cd)
{
    if (cd->index == 0)
        return cd;
    const Command *first = &cd->step->script->commands.at[0];
    bool makes = cd->index == 1 && command_is(first, "mkdir") && first->operands.len == 1 &&
                 cd->operands.len == 1 && cd->node && cd->node->joint == JOINT_AND &&
                 str_eq(first->operands.at[0].value.text, cd->operands.at[0].value.text);
    return makes ? first : NULL;
}

static bool removes(const Step *step, Value dir)
{
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        Places places = paths_compare(effect->path, effect->glob, dir, false);
        if (effect_takes(effect) && (places == PLACES_SAME || places == PLACES_AROUND))
            return true;
    }
    return false;
}

static bool is_last(const Command *cd)
{
    return cd->index + 1 == cd->step->script->commands.len;
}

/* WORKDIR before the RUN means the same, and leaves nothing behind. */
static bool workdir_would_do(const Command *cd, Report *out)
{
    if (!head_of(cd) || cd->operands.len != 1 || cd->operands.at[0].glob || cd->outer)
        return false;
    Value dir = command_path(report_arena(out), cd, &cd->operands.at[0]);
    return dir.known != VALUE_UNKNOWN && !removes(cd->step, dir);
}

/* cd DIR && the rest: WORKDIR before it, and the one of before behind it again. */
static void fix(Finding *finding, const Command *cd, Report *out)
{
    const Step *step = cd->step;
    const Syntax *syntax = report_file(out)->syntax;
    const Arg *dir = cd->operands.at;
    if (!workdir_would_do(cd, out) || step->onbuild || !step->workdir_set ||
        dir->value.known != VALUE_KNOWN || step->workdir.known != VALUE_KNOWN ||
        str_starts(dir->value.text, STR("~")) || cd->options.len)
        return;
    uint32_t start = head_of(cd)->span.start;
    const ShellNode *next = cd->node ? cd->node->next : NULL;
    if (!next || next->joint != JOINT_AND || cd->node->redirects ||
        step->script->body.span.start != start)
        return;
    Buf text;
    buf_init(&text, report_arena(out));
    buf_fmt(&text, "WORKDIR %.*s\n", STR_ARG(source_slice(syntax->source, dir->span)));
    fix_insert_before(finding, step->instruction->keyword.span, buf_str(&text), FIX_UNSAFE);
    fix_delete(finding, (Span){start, shell_span(step->script->shell, next->span).start},
               FIX_UNSAFE);
    Buf back;
    buf_init(&back, report_arena(out));
    buf_fmt(&back, "\nWORKDIR %.*s", STR_ARG(step->workdir.text));
    fix_insert_after(finding, step->instruction->span, buf_str(&back), FIX_UNSAFE);
    fix_title(finding, "WORKDIR instead of cd");
}

static void cd_in_run(const Command *command, Report *out)
{
    if (!runs_command(command) ||
        !(workdir_would_do(command, out) || is_last(command) || option_bool(out, "uncertain")) ||
        !runs_first(command, out))
        return;
    Finding *finding = report(out, command->name_span, "is forgotten at the end of the RUN");
    finding_help(finding, "use WORKDIR");
    if (command->step->onbuild || !runs_any_seen(command, out))
        finding_known_as(finding, "");
    fix(finding, command, out);
}

RULE(cd_in_run) = {
    .aka = "DL3003",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "cd",
    .each_command = cd_in_run,
    .state_size = sizeof(RunState),
    .options = UNCERTAIN("also where WORKDIR would not do"),
};
