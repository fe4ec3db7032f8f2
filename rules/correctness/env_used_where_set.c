/*
# env-used-where-set

A value in ENV uses a variable that the same ENV sets: it gets what was there before.

All values of one ENV are expanded before any of them is set. Where the variable had no value
before, the text comes out empty: a `PATH` without the directory that was just named.

```dockerfile bad
FROM debian:12
ENV JAVA_HOME=/opt/java PATH=$PATH:$JAVA_HOME/bin
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^ JAVA_HOME
```

```dockerfile bad
FROM debian:12
ENV PATH=/a:${PATH} \
    OLD=${PATH:-/bin}
#   ^^^^^^^^^^^^^^^^^ PATH
```

```dockerfile good
FROM debian:12
ARG DIR=/opt
ENV HOME_DIR=/opt/java
ENV PATH=$PATH:$HOME_DIR/bin
ENV DIR=/srv NEXT=$DIR/x
ENV HOME_DIR=/srv LAST=$HOME_DIR/bin
ENV A=1 B='$A' C=\$A D=$AB
```
*/
#include "lint/rule.h"

static bool has(const Strs *names, Str name)
{
    for (size_t i = 0; i < names->len; i++)
        if (str_eq(names->at[i], name))
            return true;
    return false;
}

/* Somebody gave it a value in this file before, and may well mean that one. */
static bool is_set_before(const Step *step, Str name)
{
    const Var *var = var_known(step->vars, name);
    return var && var->kind != VAR_BASE;
}

static const Expansion *expansion_of(const Step *step, const Binding *binding)
{
    for (size_t i = 0; i < step->expanded.len; i++) {
        const Expanded *word = &step->expanded.at[i];
        if (word->span.start == binding->pair->value.span.start &&
            str_eq(str_from(word->what), STR("value")))
            return &word->expansion;
    }
    return NULL;
}

static const Binding *used_binding(const Step *step, const Binding *user)
{
    const Expansion *expansion = expansion_of(step, user);
    for (size_t i = 0; expansion && expansion->used.len > 0 && i < step->bindings.len; i++) {
        const Binding *other = &step->bindings.at[i];
        if (other != user && has(&expansion->used, other->key.text) &&
            !is_set_before(step, other->key.text))
            return other;
    }
    return NULL;
}

/* What is set first gets an ENV of its own, before the one that uses it. */
static void split(Finding *finding, const Step *step, size_t user, const Binding *other,
                  Report *out)
{
    if (user == 0 || other->pair->span.start > step->bindings.at[user].pair->span.start)
        return;
    Span gap = {step->bindings.at[user - 1].pair->span.end,
                step->bindings.at[user].pair->span.start};
    Str between = source_slice(report_file(out)->syntax->source, gap);
    if (str_find_char(between, '#') < between.len)
        return;
    fix_replace(finding, gap, STR("\nENV "), FIX_UNSAFE);
    fix_title(finding, "begin a new ENV");
}

static void env_used_where_set(const Step *step, Report *out)
{
    if (!step_is_plain(step) || step->bindings.len < 2)
        return;
    for (size_t i = 0; i < step->bindings.len; i++) {
        const Binding *user = &step->bindings.at[i];
        const Binding *other = used_binding(step, user);
        if (!other)
            continue;
        Finding *finding =
            report(out, user->pair->span,
                   "%.*s is set by this ENV itself, and not yet when it is used here",
                   STR_ARG(other->key.text));
        finding_help(finding, "set it in an ENV before");
        finding_related(finding, other->pair->span, "set here, for what follows");
        split(finding, step, i, other, out);
    }
}

RULE(env_used_where_set) = {
    .aka = "DL3044",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "ENV",
    .each_instruction = env_used_where_set,
};
