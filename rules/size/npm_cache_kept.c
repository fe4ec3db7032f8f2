/*
# npm-cache-kept

`npm install` leaves every package that it downloaded in its cache.

`~/.npm` holds each tarball a second time, tens of megabytes. `npm cache clean --force` in the same
RUN takes it away; a cache mount keeps it for the next build and out of the layer.

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
#   ^^^ keeps its cache in the layer: /root/.npm
```

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
```

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
```
*/
#include "shared/kept.h"

RULE(npm_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "npm",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "end the RUN with: npm cache clean --force, or mount a cache on ~/.npm",
            .cleanup = "cache clean --force"},
};
