/*
# label-key-invalid

The key of a label is not of the form that Docker's guidelines ask for.

A key is made of small letters, digits, dots, hyphens, underscores and slashes, begins with a letter
and ends with a letter or digit, and has no two dots or hyphens in a row. `com.docker.`,
`io.docker.` and `org.dockerproject.` are Docker's own. Filters and other tools compare keys letter
by letter: `Version` and `version` are two labels.

```dockerfile bad
FROM debian:12
LABEL Version=1
#     ^^^^^^^ small letter
```

```dockerfile bad
FROM debian:12
LABEL "my label"=x vendor.=x a..b=x com.docker.x=y name=z
#     ^^^^^^^^^^ character
#                  ^^^^^^^ ends with
#                            ^^^^ two
#                                   ^^^^^^^^^^^^ Docker's own
LABEL org.x.Title Some text
#     ^^^^^^^^^^^ character
```

```dockerfile good
FROM debian:12
LABEL maintainer=me org.opencontainers.image.title="a B" io.k8s/x-y_z=1 $KEY=1
ENV Version=1
```
*/
#include "lint/rule.h"

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_allowed(char c)
{
    return is_small(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '/';
}

/* What is wrong with it; NULL when nothing is. */
static const char *flaw_of(Str key)
{
    static const Str reserved[] = {STR_INIT("com.docker."), STR_INIT("io.docker."),
                                   STR_INIT("org.dockerproject.")};
    if (key.len == 0)
        return NULL;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_starts(key, reserved[i]))
            return "this part of the names is Docker's own";
    if (!is_small(key.at[0]))
        return "a label's key begins with a small letter";
    for (size_t i = 0; i < key.len; i++)
        if (!is_allowed(key.at[i]))
            return "a character that has no place in a label's key";
    if (!is_small(key.at[key.len - 1]) && str_find_char(STR("._-/"), key.at[key.len - 1]) < 4)
        return "a label's key ends with a letter or a digit";
    if (str_find(key, STR("..")) < key.len || str_find(key, STR("--")) < key.len)
        return "a label's key has no two dots or hyphens in a row";
    return NULL;
}

/* Whoever asks for the label has to do so by its new name. */
static void fix_replace_word(Finding *finding, const Binding *label, Str key)
{
    if (str_eq(label->pair->key.text, label->key.text))
        fix_replace(finding, label->pair->key.span, key, FIX_UNSAFE);
}

static void label_key_invalid(const Step *step, Report *out)
{
    for (size_t i = 0; i < step->bindings.len && step_is_plain(step); i++) {
        const Binding *label = &step->bindings.at[i];
        const char *flaw = label->key.known == VALUE_KNOWN ? flaw_of(label->key.text) : NULL;
        if (!flaw)
            continue;
        Finding *finding = report(out, label->pair->key.span, "%s", flaw);
        finding_help(finding, "use small letters, digits and single separators");
        Str lower = str_lower(report_arena(out), label->key.text);
        if (!flaw_of(lower))
            fix_replace_word(finding, label, lower);
    }
}

RULE(label_key_invalid) = {
    .aka = "DL3048",
    .severity = SEV_STYLE,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_key_invalid,
};
