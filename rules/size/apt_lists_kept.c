/*
# apt-lists-kept

`apt-get update` downloads the package index, and nothing takes it out of the layer again.

The index in `/var/lib/apt/lists` is 20 to 40 MB, is of no use in an image, and is stale within
days. Remove it in the RUN that downloads it: in a later one it frees nothing. A cache mount keeps
it for the next build and out of the layer.

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
#   ^^^^^^^ leaves the package index in the layer
```

```dockerfile fixed
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/*
```

Nothing is appended where that would not be what is meant:

```dockerfile bad
FROM debian:12-slim
RUN apt-get update; apt-get install -y curl;
#   ^^^^^^^ leaves the package index
RUN apt-get update && exec apt-get install -y jq
#   ^^^^^^^ leaves the package index
```

```dockerfile fixed
FROM debian:12-slim
RUN apt-get update; apt-get install -y curl;
RUN apt-get update && exec apt-get install -y jq
```

Another spelling, and a removal that comes before the last download:

```dockerfile bad
FROM ubuntu:24.04
RUN apt update && rm -rf /var/lib/apt/lists/* && aptitude update
#                                                ^^^^^^^^ leaves the package index in the layer
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get -y upgrade && find /var/lib/apt/lists -type f -delete
```

```dockerfile good
FROM debian:12-slim
RUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt \
    apt-get update && apt-get install -y --no-install-recommends curl
```

A stage that is not exported may keep what it wants.

```dockerfile good
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y gcc
FROM scratch
COPY --from=build /bin/true /bin/true
```
*/
#include "shared/fixes.h"
#include "shared/kept.h"
#include "shared/runs.h"

static void apt_lists_kept(const Command *command, Report *out)
{
    Finding *finding = lists_kept(command, out);
    if (!finding)
        return;
    if (!runs_any_seen(command, out) || runs_removal(command->step->script->commands.at))
        finding_known_as(finding, "");
    finding_help(finding, "end the RUN with: rm -rf /var/lib/apt/lists/*");
    fix_append_command(finding, command->step, "rm -rf /var/lib/apt/lists/*", FIX_SAFE, out);
}

RULE(apt_lists_kept) = {
    .aka = "DL3009",
    .severity = SEV_INFO,
    .manager = "apt aptitude",
    .each_command = apt_lists_kept,
    .state_size = sizeof(CacheKeptState),
};
