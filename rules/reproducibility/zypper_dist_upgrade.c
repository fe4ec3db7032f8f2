/*
# zypper-dist-upgrade

`zypper dist-upgrade` moves the image to another state of the distribution than its base says.

The image is then neither what its tag names nor what it will be next week. Take a newer base.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper -n dist-upgrade
#             ^^^^^^^^^^^^ changes the release that the base image stands for
```

```dockerfile bad
FROM opensuse/tumbleweed
RUN zypper -n dup --no-recommends
#             ^^^ take a newer base image
```

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper -n update && zypper -n install curl
```
*/
#include "shared/runs.h"

static void zypper_dist_upgrade(const Command *command, Report *out)
{
    if (!runs_command(command))
        return;
    Finding *finding =
        report(out, command->verb.span, "changes the release that the base image stands for");
    finding_help(finding, "take a newer base image");
    if (!runs_seen(command, out))
        finding_known_as(finding, "");
}

RULE(zypper_dist_upgrade) = {
    .aka = "DL3035",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "zypper dist-upgrade|zypper dup",
    .each_command = zypper_dist_upgrade,
};
