/*
# bower-cache-kept

`bower install` leaves every package that it downloaded in its cache.

`~/.cache/bower` holds each package beside `bower_components`.

```dockerfile bad
FROM node:10
WORKDIR /app
COPY bower.json ./
RUN bower install --allow-root
#   ^^^^^ keeps its cache
```

```dockerfile good
FROM node:10
WORKDIR /app
COPY bower.json ./
RUN bower install --allow-root && bower cache clean --allow-root
```
*/
#include "shared/kept.h"

RULE(bower_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "bower",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: bower cache clean"},
};
