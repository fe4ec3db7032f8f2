/*
# dnf-cache-kept

`dnf install` leaves its metadata and packages in the layer.

`/var/cache/dnf` (`/var/cache/libdnf5` in newer releases) holds the metadata of every repository.
`dnf clean all` in the same RUN takes it away; in a later one it frees nothing. microdnf and tdnf do
the same.

```dockerfile bad
FROM fedora:40
RUN dnf install -y nginx
#   ^^^ keeps its cache
```

```dockerfile bad
FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install -y tar
#   ^^^^^^^^ keeps its cache
```

The version decides where the cache lies; a removal at any of the places counts.

```dockerfile good
FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install -y tar && rm -rf /var/cache/dnf
RUN microdnf install -y gzip && rm -rf /var/cache/yum
```

```dockerfile good
FROM fedora:40
RUN dnf install -y nginx && dnf clean all
```
*/
#include "shared/kept.h"

RULE(dnf_cache_kept) = {
    .aka = "DL3040",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "dnf microdnf tdnf",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){.help = "end the RUN with: dnf clean all (microdnf clean all)",
                           .cleanup = "clean all",
                           .known = "install in upgrade up upgrade-minimal up-min reinstall rei",
                           .removals = true},
};
