/*
# go-cache-kept

`go build` and its kin leave the module and build caches.

They can be larger than everything else: 1.7 GB in one report. Build in a stage that is not exported
and copy the program, or mount caches on `/go/pkg/mod` and `~/.cache/go-build`.

```dockerfile bad
FROM golang:1.22
WORKDIR /src
COPY . .
RUN go build -o /tide .
#   ^^ keeps its cache
```

```dockerfile good
FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN go build -o /tide .
FROM scratch
COPY --from=build /tide /tide
```

```dockerfile good
FROM golang:1.22
WORKDIR /src
RUN --mount=type=cache,target=/go/pkg --mount=type=cache,target=/root/.cache go build -o /tide .
```
*/
#include "shared/kept.h"

RULE(go_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "go",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "build in a stage that is not exported, or mount caches on "
                                       "/go/pkg/mod and ~/.cache/go-build"},
};
