/*
# bun-cache-kept

`bun install` leaves every package that it downloaded in its cache.

`~/.bun/install/cache` holds each package a second time.

```dockerfile bad
FROM oven/bun:1
WORKDIR /app
COPY package.json bun.lockb ./
RUN bun install --production
#   ^^^ keeps its cache
```

```dockerfile good
FROM oven/bun:1
WORKDIR /app
COPY package.json bun.lockb ./
RUN bun install --production && rm -rf /root/.bun/install/cache
```
*/
#include "shared/kept.h"

RULE(bun_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "bun",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "end the RUN with: bun pm cache rm, or mount a cache on ~/.bun/install/cache"},
};
