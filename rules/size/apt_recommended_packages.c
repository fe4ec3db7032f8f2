/*
# apt-recommended-packages

`apt-get install` also brings recommended packages that the image rarely needs.

```dockerfile bad
FROM debian:12
RUN apt-get install -y curl
#           ^^^^^^^ add --no-install-recommends
```

```dockerfile fixed
FROM debian:12
RUN apt-get install --no-install-recommends -y curl
```

```dockerfile good
FROM debian:12
RUN apt-get install -y --no-install-recommends curl
```
*/
#include "lint/rule.h"

static void apt_recommended_packages(const Command *apt, Report *out)
{
    if (command_is_lean(apt))
        return;
    Finding *f = report(out, apt->verb.span, "add --no-install-recommends");
    fix_insert_after(f, apt->verb.span, STR(" --no-install-recommends"), FIX_SAFE);
}

RULE(apt_recommended_packages) = {
    .aka = "DL3015",
    .severity = SEV_INFO,
    .command = "apt-get install|apt install",
    .each_command = apt_recommended_packages,
};
