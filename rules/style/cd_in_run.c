/*
# cd-in-run

A `cd` lasts until its RUN ends, and has to be written again in the next.

`WORKDIR` says once where the instructions below it work, makes the directory, and is where the
container starts. A path in full often does as well.

```dockerfile bad
FROM debian:12-slim
RUN cd /srv/tide && make
#   ^^ is forgotten at the end of the RUN
```

```dockerfile bad
FROM debian:12-slim
RUN make clean && (cd lib && make) && cd /srv
#                  ^^ use WORKDIR
```

```dockerfile good
FROM debian:12-slim
WORKDIR /srv/tide
RUN make && make -C lib
CMD cd /srv && ./tide
```
*/
#include "shared/runs.h"

/* The RUN begins with it: cd DIR && the rest. */
static bool is_head(const Command *cd)
{
    return cd->index == 0 && !cd->outer && cd->node && !cd->options.len && cd->operands.len == 1 &&
           cd->node->next && cd->node->next->joint == JOINT_AND && !cd->node->redirects &&
           cd->step->script->body.span.start == cd->span.start;
}

/* WORKDIR before it, and the one of before behind it again. */
static void fix(Finding *finding, const Command *cd, Report *out)
{
    const Step *step = cd->step;
    const Syntax *syntax = report_file(out)->syntax;
    const Arg *dir = cd->operands.at;
    if (!is_head(cd) || step->onbuild || !step->workdir_set || dir->value.known != VALUE_KNOWN ||
        step->workdir.known != VALUE_KNOWN || str_starts(dir->value.text, STR("~")))
        return;
    Span next = shell_span(step->script->shell, cd->node->next->span);
    Buf text;
    buf_init(&text, report_arena(out));
    buf_fmt(&text, "WORKDIR %.*s\n", STR_ARG(source_slice(syntax->source, dir->span)));
    fix_insert_before(finding, step->instruction->keyword.span, buf_str(&text), FIX_UNSAFE);
    fix_delete(finding, (Span){cd->span.start, next.start}, FIX_UNSAFE);
    Buf back;
    buf_init(&back, report_arena(out));
    buf_fmt(&back, "\nWORKDIR %.*s", STR_ARG(step->workdir.text));
    fix_insert_after(finding, step->instruction->span, buf_str(&back), FIX_UNSAFE);
    fix_title(finding, "WORKDIR instead of cd");
}

static void cd_in_run(const Command *command, Report *out)
{
    if (!runs_command(command) || !runs_first(command, out))
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
};
