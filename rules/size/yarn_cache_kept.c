/*
# yarn-cache-kept

`yarn install` leaves every package that it downloaded in its cache.

The cache of one project has been measured at 65 of 92 megabytes. `yarn cache clean` in the same RUN
takes it away.

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
#   ^^^^ keeps its cache
```

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn
#   ^^^^ keeps its cache
```

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile && yarn cache clean
```
*/
#include "shared/kept.h"

RULE(yarn_cache_kept) = {
    .aka = "DL3060",
    .severity = SEV_INFO,
    .manager = "yarn",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "end the RUN with: yarn cache clean, or mount a cache on its folder",
            .cleanup = "cache clean",
            .known = "install"},
};
