/*
# pnpm-cache-kept

`pnpm install` leaves its store in the layer.

The store holds what node_modules links to. In another file system than the project it is a full
second copy; mounted as a cache it is in no layer.

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile
#   ^^^^ keeps its cache
```

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile && pnpm store prune
```
*/
#include "shared/kept.h"

RULE(pnpm_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "pnpm",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "end the RUN with: pnpm store prune, or mount a cache on the store"},
};
