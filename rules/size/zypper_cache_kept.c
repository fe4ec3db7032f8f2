/*
# zypper-cache-kept

`zypper install` leaves its metadata and packages in the layer.

`/var/cache/zypp` holds the metadata of every repository. `zypper clean --all` in the same RUN takes
it away.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper --non-interactive install nginx
#   ^^^^^^ keeps its cache
```

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper --non-interactive install nginx && zypper clean --all
```

```dockerfile good
FROM opensuse/leap:15.6
RUN --mount=type=cache,target=/var/cache/zypp zypper --non-interactive install nginx
```
*/
#include "shared/kept.h"

RULE(zypper_cache_kept) = {
    .aka = "DL3036",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "zypper",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: zypper clean --all",
                               .cleanup = "clean --all",
                               .known = "install in"},
};
