/*
# second-entrypoint

A stage has more than one ENTRYPOINT, and only the last one counts.

The first program never starts. Where it prepares something for the second, a script has to run
both.

```dockerfile bad
FROM debian:12
ENTRYPOINT ["/prepare"]
EXPOSE 80
ENTRYPOINT ["/app"]
#^^^^^^^^^ line 2
```

```dockerfile good
FROM debian:12 AS base
ENTRYPOINT ["/prepare"]
ONBUILD ENTRYPOINT ["/app"]
ONBUILD ENTRYPOINT ["/prepare"]
FROM base
ENTRYPOINT ["/app"]
```
*/
#include "shared/repeats.h"

RULE(second_entrypoint) = {
    .aka = "DL4004",
    .severity = SEV_ERROR,
    .off = true, /* repeated-command tells of the same on the line that has no effect */
    .builder_too = true,
    .instruction = "ENTRYPOINT",
    .each_instruction = second_instruction,
    .state_size = sizeof(Repeats),
};
