/*
# label-not-email

A label that the settings want to be an address of e-mail is not one.

Whoever finds a flaw in the image writes there.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-email:
    schema:
      maintainer: email
      other: text
```

```dockerfile bad
FROM debian:12
LABEL maintainer="Jane Doe" other="Jane Doe"
#                ^^^^^^^^^^ wants an e-mail address
LABEL maintainer=@jane
#                ^^^^^ write it lik
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL maintainer="jane.doe+x@mail.example.com"
LABEL maintainer=a@b
LABEL maintainer=$VALUE
LABEL unknown="Jane Doe"
```

```yaml config
rules:
  label-not-email:
    uncertain: true
    schema:
      maintainer: email
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL maintainer=$VALUE
#                ^^^^^^ wants
```
*/
#include "shared/labels.h"

static const LabelType email = {"email", "an e-mail address", "write it like name@example.com",
                                label_is_email};

RULE(label_not_email) = {
    .aka = "DL3058",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &email,
};
