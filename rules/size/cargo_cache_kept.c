/*
# cargo-cache-kept

`cargo build` and `cargo install` leave the registry and its sources.

Build in a stage that is not exported and copy the program, or mount a cache on the registry.

```dockerfile bad
FROM rust:1.79
WORKDIR /src
COPY . .
RUN cargo build --release
#   ^^^^^ keeps its cache
```

```dockerfile good
FROM rust:1.79 AS build
WORKDIR /src
COPY . .
RUN cargo build --release
FROM debian:12-slim
COPY --from=build /src/target/release/tide /usr/bin/tide
```
*/
#include "shared/kept.h"

RULE(cargo_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "cargo",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "build in a stage that is not exported, or mount a cache on the registry"},
};
