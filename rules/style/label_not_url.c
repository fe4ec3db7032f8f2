/*
# label-not-url

A label that the settings want to be an address is not one.

A page that lists images makes a link of it.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-url:
    schema:
      org.opencontainers.image.source: url
      other: text
```

```dockerfile bad
FROM debian:12
LABEL org.opencontainers.image.source="example.com/x y" other="example.com/x y"
#                                     ^^^^^^^^^^^^^^^^^ wants an address with its scheme
LABEL org.opencontainers.image.source=example.com
#                                     ^^^^^^^^^^^ write https:
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL org.opencontainers.image.source="https://example.com/a?b=c#d"
LABEL org.opencontainers.image.source=mailto:me@example.com
LABEL org.opencontainers.image.source=$VALUE
LABEL unknown="example.com/x y"
```

```yaml config
rules:
  label-not-url:
    uncertain: true
    schema:
      org.opencontainers.image.source: url
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL org.opencontainers.image.source=$VALUE
#                                     ^^^^^^ wants
```
*/
#include "shared/labels.h"

static bool has_char(Str set, char c)
{
    return str_find_char(set, c) < set.len;
}

/* An absolute URI of RFC 3986. */
static bool is_url(Str value)
{
    StrCut scheme = str_cut(value, ':');
    if (!scheme.found || scheme.head.len == 0 || !char_is_letter(scheme.head.at[0]))
        return false;
    for (size_t i = 0; i < scheme.head.len; i++)
        if (!char_is_letter(scheme.head.at[i]) && !char_is_digit(scheme.head.at[i]) &&
            !has_char(STR("+-."), scheme.head.at[i]))
            return false;
    Str rest = scheme.tail;
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.at[i];
        if (c == '%'
                ? i + 2 >= rest.len || !char_is_hex(rest.at[i + 1]) || !char_is_hex(rest.at[i + 2])
                : !char_is_letter(c) && !char_is_digit(c) &&
                      !has_char(STR("-._~:/?#[]@!$&'()*+,;="), c))
            return false;
    }
    return true;
}

static const LabelType url = {"url", "an address with its scheme", "write https://...", is_url};

RULE(label_not_url) = {
    .aka = "DL3052",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &url,
};
