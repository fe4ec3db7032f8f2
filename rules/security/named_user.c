/*
# named-user

USER gives a name, so only the image knows which number that is.

Kubernetes cannot check `runAsNonRoot` for a name and refuses to start such a container; files on a
shared volume belong to whatever number the name happens to have. A user that is in an ARG is left
to whoever builds, and those of Windows have no number. `USER root` is always 0; it is reported only
with the option `uncertain` or
--all-rules.

```dockerfile bad
FROM debian:12
RUN useradd app
USER app
#    ^^^ only the image knows its number
```

A number that the file itself has given is what the fix writes:

```dockerfile bad
FROM debian:12
RUN groupadd -g 1000 app && useradd -u 1000 -g app app
USER app:app
#    ^^^^^^^ app is a name, of number 1000
```

```dockerfile fixed
FROM debian:12
RUN groupadd -g 1000 app && useradd -u 1000 -g app app
USER 1000:app
```

```dockerfile bad
FROM debian:12
ENV NAME=app
USER ${NAME}:1000
#    ^^^^^^^^^^^^ app
```

```dockerfile good
FROM debian:12
ARG BUILD_USER=app
ENV ID=1000
USER 1000
USER 1000:staff
USER $BUILD_USER
ENV BUILD_USER=${BUILD_USER:-app}
USER $BUILD_USER
USER ContainerAdministrator
USER ${ID}
USER ${UNKNOWN}
USER root
```

```yaml config
rules:
  named-user:
    uncertain: true
```

```dockerfile bad
FROM debian:12
USER root
#    ^^^^ root
```
*/
#include "lint/rule.h"

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

/* An ARG, or an ENV that has taken its value over: ARG NAME, then ENV NAME=$NAME. */
static bool is_argument(const Var *vars, Str name)
{
    for (const Var *var = vars; var; var = var->before)
        if ((var->kind == VAR_ARG || var->kind == VAR_PREDEFINED) && str_eq(var->name, name))
            return true;
    return false;
}

/* Whoever builds the image may choose. */
static bool uses_argument(const Step *step)
{
    for (size_t i = 0; i < step->expanded.len; i++) {
        const Strs *used = &step->expanded.at[i].expansion.used;
        for (size_t j = 0; j < used->len; j++)
            if (is_argument(step->vars, used->at[j]))
                return true;
    }
    return false;
}

/* useradd -u 1000 app, in the stage or one that it is built on; empty when none says it. */
static Str number_of(Str user, const Step *step, Report *out)
{
    const StepRefs *chain = report_chain(out, step->stage);
    Str number = {0};
    for (size_t i = 0; i < chain->len && chain->at[i] != step; i++) {
        const Script *script = chain->at[i]->script;
        for (size_t k = 0; script && k < script->commands.len; k++) {
            const Command *command = &script->commands.at[k];
            Value id = command_value(command, "-u --uid");
            if (command_is(command,
                           id.text.len > 0 ? "useradd adduser usermod" : "useradd adduser") &&
                command->normal && command_has_operand(command, user))
                number = id.known == VALUE_KNOWN && is_number(id.text) ? id.text : (Str){0};
        }
    }
    return number;
}

static void named_user(const Step *step, Report *out)
{
    if (!step_is_plain(step) || !step->stage || step->words.len == 0)
        return;
    Value user = user_without_group(step->words.at[0].value);
    bool root = str_eq(user.text, STR("root"));
    bool variable = user.known != VALUE_KNOWN || uses_argument(step);
    bool windows = str_starts(user.text, STR("Container"));
    if (is_number(user.text) || variable || ((root || windows) && !option_bool(out, "uncertain")))
        return;
    Span span = step->words.at[0].span;
    Str number = root ? STR("0") : number_of(user.text, step, out);
    Finding *finding =
        report(out, span,
               number.len > 0 ? "%.*s is a name, of number %.*s"
                              : "%.*s is a name: only the image knows its number%.*s",
               STR_ARG(user.text), STR_ARG(number));
    finding_help(finding, "write the user's number");
    if (number.len > 0 &&
        str_starts(source_slice(report_file(out)->syntax->source, span), user.text))
        fix_replace(finding, (Span){span.start, span.start + (uint32_t)user.text.len}, number,
                    FIX_SAFE);
}

RULE(named_user) = {
    .aka = "DL3066",
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "USER",
    .each_instruction = named_user,
    .options = UNCERTAIN("also root, which is 0 everywhere, and users of Windows"),
};
