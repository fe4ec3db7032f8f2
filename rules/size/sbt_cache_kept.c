/*
# sbt-cache-kept

`sbt` leaves every artefact that it downloaded.

`~/.sbt`, `~/.ivy2` and `~/.cache/coursier` hold the compiler and all dependencies.

```dockerfile bad
FROM sbtscala/scala-sbt:eclipse-temurin-21_1.10.0_3.4.2
WORKDIR /src
COPY . .
RUN sbt assembly
#   ^^^ keeps its cache
```

```dockerfile good
FROM sbtscala/scala-sbt:eclipse-temurin-21_1.10.0_3.4.2 AS build
WORKDIR /src
COPY . .
RUN sbt assembly
FROM eclipse-temurin:21-jre
COPY --from=build /src/target/tide.jar /tide.jar
```
*/
#include "shared/kept.h"

RULE(sbt_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "sbt",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "build in a stage that is not exported, or mount caches"},
};
