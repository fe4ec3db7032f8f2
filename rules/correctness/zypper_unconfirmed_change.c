/*
# zypper-unconfirmed-change

`zypper` asks before it installs or removes, and in a build nobody answers.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper install curl && zypper clean
#          ^^^^^^^ zypper install asks for a confirmation
```

```dockerfile fixed
FROM opensuse/leap:15.6
RUN zypper --non-interactive install curl && zypper clean
```

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper rm vim
#          ^^ zypper rm asks for a confirmation
```

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper -n install curl && zypper --non-interactive patch && zypper install -y jq
RUN zypper refresh && zypper search tide
```
*/
#include "shared/unconfirmed.h"

RULE(zypper_unconfirmed_change) = {
    .aka = "DL3034",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "zypper",
    .each_command = unconfirmed_change,
    .data = &(const Unconfirmed){.option = "--non-interactive",
                                 .before_verb = true,
                                 .removals = true},
};
