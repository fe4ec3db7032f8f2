/*
# label-not-rfc3339

A label that the settings want to be a date and time is not one.

Only with all its parts and a time zone can tools compare it.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-rfc3339:
    schema:
      org.opencontainers.image.created: rfc3339
      other: text
```

```dockerfile bad
FROM debian:12
LABEL org.opencontainers.image.created="31.05.2024" other="31.05.2024"
#                                      ^^^^^^^^^^^^ wants a date and time as in RFC 3339
LABEL org.opencontainers.image.created=2024-02-30T00:00:00Z
#                                      ^^^^^^^^^^^^^^^^^^^^ write it lik
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL org.opencontainers.image.created="2024-05-31T12:00:00.123+02:00"
LABEL org.opencontainers.image.created=2024-05-31T12:00:00Z
LABEL org.opencontainers.image.created=$VALUE
LABEL unknown="31.05.2024"
```

```yaml config
rules:
  label-not-rfc3339:
    uncertain: true
    schema:
      org.opencontainers.image.created: rfc3339
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL org.opencontainers.image.created=$VALUE
#                                      ^^^^^^ wants
```
*/
#include "shared/labels.h"

static const LabelType rfc3339 = {"rfc3339", "a date and time as in RFC 3339",
                                  "write it like 2024-05-31T12:00:00Z", label_is_rfc3339};

RULE(label_not_rfc3339) = {
    .aka = "DL3053",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &rfc3339,
};
