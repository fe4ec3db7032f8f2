/*
# repeated-command

A CMD, ENTRYPOINT or HEALTHCHECK is replaced by a later one of the same stage.

Only the last one counts: the first never runs. Often two programs were meant to run, which needs a
script, or two containers.

```dockerfile bad
FROM debian:12
CMD ["sshd", "-D"]
#^^ the CMD of line 4 replaces it
EXPOSE 80
CMD ["nginx"]
```

```dockerfile bad
FROM debian:12
HEALTHCHECK CMD curl -f http://localhost/
#^^^^^^^^^^ the HEALTHCHECK of line 3 replaces it
HEALTHCHECK NONE
#^^^^^^^^^^ line 4
HEALTHCHECK CMD true
```

```dockerfile good
FROM debian:12 AS base
CMD ["a"]
ENTRYPOINT ["b"]
FROM base
CMD ["c"]
ONBUILD CMD ["d"]
ONBUILD CMD ["e"]
```
*/
#include "shared/fixes.h"

typedef struct {
    const Step *last[INST_COUNT];
} State;

static void repeated_command(const Step *step, Report *out)
{
    if (step->onbuild)
        return;
    State *state = report_state(out);
    const Step *before = state->last[step->instruction->kind];
    state->last[step->instruction->kind] = step;
    if (!before || before->stage != step->stage)
        return;
    Str name = instruction_name(step->instruction->kind);
    Span span = before->instruction->keyword.span;
    Finding *finding = report(out, step_place(before, span),
                              "this %.*s has no effect: the %.*s of line %u replaces it",
                              STR_ARG(name), STR_ARG(name), step->written->first_line);
    finding_help(finding, "keep one of them");
    finding_related(finding, step->instruction->keyword.span, "only the last one counts");
    if (step_is_plain(before) && step_is_plain(step))
        fix_drop_instruction(finding, before, out);
}

RULE(repeated_command) = {
    .aka = "MultipleInstructionsDisallowed",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "CMD ENTRYPOINT HEALTHCHECK",
    .each_instruction = repeated_command,
    .state_size = sizeof(State),
};
