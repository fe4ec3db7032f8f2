/*
# zypper-package-unpinned

`zypper install` of a package without a version brings whatever is the newest on that day.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper -n install curl
#                     ^^^^ curl has no version
```

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper -n in jq=1.6 git vim
#                       ^^^ git and 1 more have no version
```

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper -n install curl=8.6.0 "git>=2.43" ./tide.rpm
RUN zypper -n update
```
*/
#include "shared/unpinned.h"

RULE(zypper_package_unpinned) = {
    .aka = "DL3037",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "zypper install|zypper in",
    .each_command = unpinned_packages,
};
