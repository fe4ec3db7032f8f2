/*
# cpan-cache-kept

`cpan` and `cpanm` leave what they downloaded and built.

`~/.cpan` and `~/.cpanm` hold sources, build folders and logs of each module.

```dockerfile bad
FROM perl:5.38
RUN cpanm Mojolicious
#   ^^^^^ keeps its cache
```

```dockerfile bad
FROM perl:5.38
RUN cpan -T Mojolicious
#   ^^^^ keeps its cache
```

```dockerfile good
FROM perl:5.38
RUN cpanm Mojolicious && rm -rf ~/.cpanm
```
*/
#include "shared/kept.h"

RULE(cpan_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "cpan cpanm",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: rm -rf ~/.cpanm ~/.cpan"},
};
