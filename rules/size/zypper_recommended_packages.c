/*
# zypper-recommended-packages

`zypper install` also brings recommended packages that the image rarely needs.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper --non-interactive install nginx && zypper clean --all
#                            ^^^^^^^ also installs recommended packages
```

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper --non-interactive install --no-recommends nginx && zypper clean --all
```
*/
#include "shared/recommended.h"

RULE(zypper_recommended_packages) = {
    .severity = SEV_INFO,
    .manager = "zypper",
    .each_command = recommended_packages,
    .data = "--no-recommends",
};
