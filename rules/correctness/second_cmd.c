/*
# second-cmd

A stage has more than one CMD, and only the last one counts.

Whoever reads the first one believes that it runs. Two programs need a script that starts both, or
two containers.

```dockerfile bad
FROM debian:12
CMD ["sshd", "-D"]
EXPOSE 80
CMD ["nginx"]
#^^ line 2
```

```dockerfile bad
FROM debian:12 AS base
CMD ["sshd", "-D"]
FROM base
CMD ["sshd", "-D"]
CMD ["nginx"]
#^^ line 4
CMD ["sshd", "-D"]
#^^ line 4
```

```dockerfile good
FROM debian:12 AS base
CMD ["sshd", "-D"]
ONBUILD CMD ["nginx"]
ONBUILD CMD ["sshd", "-D"]
FROM base
CMD ["nginx"]
```
*/
#include "shared/repeats.h"

RULE(second_cmd) = {
    .aka = "DL4003",
    .severity = SEV_WARNING,
    .off = true, /* repeated-command tells of the same on the line that has no effect */
    .builder_too = true,
    .instruction = "CMD",
    .each_instruction = second_instruction,
    .state_size = sizeof(Repeats),
};
