/*
# gradle-cache-kept

`gradle` leaves every artefact that it downloaded, and its own distribution.

`~/.gradle` of a usual service is several hundred megabytes. Build in a stage that is not exported
and copy the jar.

```dockerfile bad
FROM eclipse-temurin:21-jdk
WORKDIR /src
COPY . .
RUN ./gradlew build
#   ^^^^^^^^^ keeps its cache
```

```dockerfile good
FROM gradle:8-jdk21 AS build
WORKDIR /src
COPY . .
RUN gradle build
FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/tide.jar /tide.jar
```
*/
#include "shared/kept.h"

RULE(gradle_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "gradle",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "build in a stage that is not exported, or mount a cache on ~/.gradle"},
};
