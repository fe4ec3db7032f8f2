/*
# label-not-hash

A label that the settings want to be a commit is not one.

It is the way back from an image to its source.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-hash:
    schema:
      org.opencontainers.image.revision: hash
      other: text
```

```dockerfile bad
FROM debian:12
LABEL org.opencontainers.image.revision="main" other="main"
#                                       ^^^^^^ wants a git commit: 7 or 40 hexadecimal digits
LABEL org.opencontainers.image.revision=ABCDEF0
#                                       ^^^^^^^ write all 40
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL org.opencontainers.image.revision="0123456789abcdef0123456789abcdef01234567"
LABEL org.opencontainers.image.revision=0a1b2c3
LABEL org.opencontainers.image.revision=$VALUE
LABEL unknown="main"
```

```yaml config
rules:
  label-not-hash:
    uncertain: true
    schema:
      org.opencontainers.image.revision: hash
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL org.opencontainers.image.revision=$VALUE
#                                       ^^^^^^ wants
```
*/
#include "shared/labels.h"

static bool is_hash(Str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!char_is_hex(value.at[i]) || (value.at[i] >= 'A' && value.at[i] <= 'F'))
            return false;
    return value.len == 7 || value.len == 40;
}

static const LabelType hash = {"hash", "a git commit: 7 or 40 hexadecimal digits",
                               "write all 40 of them, in small letters", is_hash};

RULE(label_not_hash) = {
    .aka = "DL3055",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &hash,
};
