/*
# label-not-spdx

A label that the settings want to be a licence is not one.

Tools that look for licences know them by these ids: https://spdx.org/licenses/.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-spdx:
    schema:
      org.opencontainers.image.licenses: spdx
      other: text
```

```dockerfile bad
FROM debian:12
LABEL org.opencontainers.image.licenses="Apache 2" other="Apache 2"
#                                       ^^^^^^^^^^ wants the id of a licence in the SPDX list
LABEL org.opencontainers.image.licenses=GPL
#                                       ^^^ write it lik
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL org.opencontainers.image.licenses="Apache-2.0"
LABEL org.opencontainers.image.licenses=MIT
LABEL org.opencontainers.image.licenses=$VALUE
LABEL unknown="Apache 2"
```

```yaml config
rules:
  label-not-spdx:
    uncertain: true
    schema:
      org.opencontainers.image.licenses: spdx
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL org.opencontainers.image.licenses=$VALUE
#                                       ^^^^^^ wants
```
*/
#include "shared/labels.h"
#include "shared/licences.h"

static const LabelType spdx = {"spdx", "the id of a licence in the SPDX list",
                               "write it like Apache-2.0 or GPL-3.0-only", licence_is_listed};

RULE(label_not_spdx) = {
    .aka = "DL3054",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &spdx,
};
