/*
# shell-form-command

CMD or ENTRYPOINT in shell form runs under `/bin/sh -c`, which passes no signals on.

The shell is process 1 then, and `docker stop` sends SIGTERM to it alone: the program never learns
of it and is killed ten seconds later. (Newer shells make way for a single program; none does for a
list of commands.) Where ENTRYPOINT is in shell form, CMD and the arguments of
`docker run` are ignored as well. Where the last command is an `exec`, the program takes its place
and gets the signals; a HEALTHCHECK gets none; and whoever sets SHELL wants it: those are reported
only with the option `uncertain` or --all-rules. The fix is not safe: variables are no longer
expanded, and arguments that were ignored count again.

```dockerfile bad
FROM node:22
CMD npm start
#   ^^^^^^^^^ CMD is in shell form
```

```dockerfile bad
FROM debian:12
ENTRYPOINT prepare && app --port $PORT
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ENTRYPOINT is in shell form
```

```dockerfile bad
FROM debian:12
CMD ['app', '--port']
#   ^^^^^^^^^^^^^^^^^ not valid JSON
CMD
#^^ nothing
```

```dockerfile good
FROM debian:12
ENTRYPOINT ["app"]
CMD ["--port", "80"]
HEALTHCHECK CMD curl -f http://localhost/
```

```dockerfile good
FROM debian:12 AS base
SHELL ["/bin/bash", "-c"]
FROM base
CMD app --port 80
ENTRYPOINT app
FROM debian:12
ENTRYPOINT prepare && exec app --port $PORT
```

```yaml config
rules:
  shell-form-command:
    uncertain: true
```

```dockerfile bad
FROM debian:12
CMD exec app
#   ^^^^^^^^ exec
HEALTHCHECK --interval=5s CMD curl -f http://localhost/ || exit 1
#                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ HEALTHCHECK
SHELL ["/bin/bash", "-c"]
ENTRYPOINT app
#          ^^^ SHELL
```

```dockerfile good
FROM debian:12
HEALTHCHECK NONE
HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]
ONBUILD CMD app
```
*/
#include "shared/exec_form.h"

/* The program takes the shell's place in the end. */
static bool hands_over(const Script *script)
{
    for (size_t i = script ? script->commands.len : 0; i-- > 0;) {
        const Command *command = &script->commands.at[i];
        if (!command->outer && !(command->guards & GUARD_CAPTURED))
            return command_is(command, "exec");
    }
    return false;
}

typedef enum { PLAIN, EMPTY, NOT_JSON, EXEC, CHECK, SHELL } Why;

static Why why_of(const Step *step)
{
    const Instruction *it = step->instruction;
    if (it->kind == INST_HEALTHCHECK)
        return CHECK;
    if (step->shell)
        return SHELL;
    if (hands_over(step->script))
        return EXEC;
    return it->body.text.len == 0 ? EMPTY : str_starts(it->body.text, STR("[")) ? NOT_JSON : PLAIN;
}

static const char *const says[] = {
    [PLAIN] = "is in shell form: signals may not reach the program",
    [EMPTY] = "has nothing to run",
    [NOT_JSON] = "is not valid JSON, so it is run by the shell",
    [EXEC] = "is in shell form, though it ends in exec",
    [CHECK] = "is in shell form: it needs a shell in the image",
    [SHELL] = "is in shell form, under the SHELL that is set",
};

static void shell_form_command(const Step *step, Report *out)
{
    const Instruction *it = step->instruction;
    bool none = it->kind == INST_HEALTHCHECK && !str_eq_nocase(it->health.text, STR("cmd"));
    if (step->onbuild || !step->stage || it->form == FORM_JSON || none)
        return;
    Why form = why_of(step);
    if (form >= EXEC && !option_bool(out, "uncertain"))
        return;
    bool wide = form >= CHECK; /* only hadolint reports it */
    if (wide && step->triggered)
        return;
    Str keyword = instruction_name(it->kind);
    Span span = it->body.text.len == 0 ? it->keyword.span : it->body.span;
    Finding *finding = report(out, step_place(step, span), "%.*s %s", STR_ARG(keyword), says[form]);
    finding_help(finding, "write it as a JSON array: [\"program\", \"argument\"]");
    if (wide || step->triggered)
        finding_known_as(finding, wide ? "DL3025" : "JSONArgsRecommended");
    Str mended = step->triggered ? (Str){0} : exec_form(report_arena(out), step);
    if (mended.len > 0)
        fix_replace(finding, it->body.span, mended, FIX_UNSAFE);
}

RULE(shell_form_command) = {
    .aka = "DL3025 JSONArgsRecommended",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "CMD ENTRYPOINT HEALTHCHECK",
    .each_instruction = shell_form_command,
    .options = UNCERTAIN("also where the shell does no harm: exec, HEALTHCHECK, SHELL"),
};
