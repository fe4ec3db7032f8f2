/*
# nuget-cache-kept

`dotnet restore` leaves every package that it downloaded.

`~/.nuget/packages` holds them unpacked. Publish in a stage that is not exported and copy what was
published.

```dockerfile bad
FROM mcr.microsoft.com/dotnet/sdk:8.0
WORKDIR /src
COPY . .
RUN dotnet restore
#   ^^^^^^ keeps its cache
```

```dockerfile good
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish -o /out
FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY --from=build /out /app
```
*/
#include "shared/kept.h"

RULE(nuget_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "dotnet nuget",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help =
                "publish in a stage that is not exported, or mount a cache on ~/.nuget/packages"},
};
