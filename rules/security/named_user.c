/*
# named-user

USER gives a name, so only the image knows which number that is.

Kubernetes cannot check `runAsNonRoot` for a name and refuses to start such a container; files on a
shared volume belong to whatever number the name happens to have. A user that is in an ARG is left
to whoever builds. `USER root` is always 0; it is reported only with the option `uncertain` or
--all-rules.

```dockerfile bad
FROM debian:12
RUN useradd -u 1000 app
USER app
#    ^^^ app
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

static void named_user(const Step *step, Report *out)
{
    if (!step_is_plain(step) || !step->stage || step->words.len == 0)
        return;
    Value user = user_without_group(step->words.at[0].value);
    bool root = str_eq(user.text, STR("root"));
    bool variable = user.known != VALUE_KNOWN || uses_argument(step);
    if (is_number(user.text) || variable || (root && !option_bool(out, "uncertain")))
        return;
    Finding *finding =
        report(out, step->words.at[0].span, "%.*s is a name: only the image knows its number",
               STR_ARG(user.text));
    finding_help(finding, root ? "write 0" : "write the user's number");
    Str written = source_slice(report_file(out)->syntax->source, step->words.at[0].span);
    if (root && str_eq(written, user.text))
        fix_replace(finding, step->words.at[0].span, STR("0"), FIX_UNSAFE);
}

RULE(named_user) = {
    .aka = "DL3066",
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "USER",
    .each_instruction = named_user,
    .options = UNCERTAIN("also root, which is 0 everywhere"),
};
