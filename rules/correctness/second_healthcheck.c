/*
# second-healthcheck

A stage has more than one HEALTHCHECK, and only the last one counts.

The first check is never made. Two questions go into one command, joined by `&&`.

```dockerfile bad
FROM debian:12
HEALTHCHECK CMD curl -f http://localhost/
EXPOSE 80
HEALTHCHECK NONE
#^^^^^^^^^^ line 2
```

```dockerfile good
FROM debian:12 AS base
HEALTHCHECK CMD curl -f http://localhost/
ONBUILD HEALTHCHECK NONE
ONBUILD HEALTHCHECK CMD curl -f http://localhost/
FROM base
HEALTHCHECK NONE
```
*/
#include "shared/repeats.h"

RULE(second_healthcheck) = {
    .aka = "DL3012",
    .severity = SEV_ERROR,
    .off = true, /* repeated-command tells of the same on the line that has no effect */
    .builder_too = true,
    .instruction = "HEALTHCHECK",
    .each_instruction = second_instruction,
    .state_size = sizeof(Repeats),
};
