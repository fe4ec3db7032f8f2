/*
# label-not-semver

A label that the settings want to be a semantic version is not one.

Tools order versions by its three numbers.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-semver:
    schema:
      version: semver
      other: text
```

```dockerfile bad
FROM debian:12
LABEL version="1.4" other="1.4"
#             ^^^^^ wants a semantic version
LABEL version=v1.4.2
#             ^^^^^^ write it lik
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL version="1.4.2-rc.1+build.5"
LABEL version=0.0.1
LABEL version=$VALUE
LABEL unknown="1.4"
```

```yaml config
rules:
  label-not-semver:
    uncertain: true
    schema:
      version: semver
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL version=$VALUE
#             ^^^^^^ wants
```
*/
#include "shared/labels.h"

/* Parts of letters, digits and hyphens, apart by dots. */
static bool are_identifiers(Str text, bool leading_zeros)
{
    StrCut part = {.tail = text, .found = true};
    while (part.found) {
        part = str_cut(part.tail, '.');
        bool number = true;
        for (size_t i = 0; i < part.head.len; i++) {
            char c = part.head.at[i];
            if (!char_is_letter(c) && !char_is_digit(c) && c != '-')
                return false;
            number &= char_is_digit(c);
        }
        bool zero = number && part.head.len > 1 && part.head.at[0] == '0';
        if (part.head.len == 0 || (zero && !leading_zeros))
            return false;
    }
    return true;
}

static bool is_semver(Str value)
{
    StrCut build = str_cut(value, '+');
    StrCut early = str_cut(build.head, '-');
    if ((build.found && !are_identifiers(build.tail, true)) ||
        (early.found && !are_identifiers(early.tail, false)) || !are_identifiers(early.head, false))
        return false;
    size_t dots = 0;
    for (size_t i = 0; i < early.head.len; i++) {
        dots += early.head.at[i] == '.';
        if (early.head.at[i] != '.' && !char_is_digit(early.head.at[i]))
            return false;
    }
    return dots == 2;
}

static const LabelType semver = {"semver", "a semantic version",
                                 "write it like 1.4.2 or 2.0.0-rc.1", is_semver};

RULE(label_not_semver) = {
    .aka = "DL3056",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &semver,
};
