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

static const LabelType semver = {"semver", "a semantic version",
                                 "write it like 1.4.2 or 2.0.0-rc.1", label_is_semver};

RULE(label_not_semver) = {
    .aka = "DL3056",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &semver,
};
