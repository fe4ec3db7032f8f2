/*
# maven-cache-kept

`mvn` leaves every artefact that it downloaded in its repository.

`~/.m2` of a usual service is several hundred megabytes. Build in a stage that is not exported and
copy the jar.

```dockerfile bad
FROM maven:3.9-eclipse-temurin-21
WORKDIR /src
COPY . .
RUN mvn -B package
#   ^^^ keeps its cache
```

```dockerfile good
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN mvn -B package
FROM eclipse-temurin:21-jre
COPY --from=build /src/target/tide.jar /tide.jar
```

Who runs it decides where that is; a mount or a removal below some home is the one that is meant.

```dockerfile good
FROM maven:3.9-eclipse-temurin-21
ARG UID
USER ${UID}
RUN --mount=type=cache,target=/home/tide/.m2/repository mvn -q package
RUN mvn -q package && rm -rf /home/tide/.m2
```
*/
#include "shared/kept.h"

RULE(maven_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "mvn",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "build in a stage that is not exported, or mount a cache on ~/.m2"},
};
