/*
# pacman-cache-kept

`pacman -S` leaves every package that it downloaded.

`/var/cache/pacman/pkg` holds each package a second time. `pacman -Scc` in the same RUN takes it
away.

```dockerfile bad
FROM archlinux
RUN pacman -Syu --noconfirm nginx
#   ^^^^^^ keeps its cache
```

```dockerfile good
FROM archlinux
RUN pacman -Syu --noconfirm nginx && pacman -Scc --noconfirm
```
*/
#include "shared/kept.h"

RULE(pacman_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "pacman",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: pacman -Scc --noconfirm",
                               .cleanup = "-Scc --noconfirm"},
};
