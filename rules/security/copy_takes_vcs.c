/*
# copy-takes-vcs

A copied directory brings the history of version control: every commit is in the image.

Whoever pulls the image can read all that was ever committed, keys that were removed long ago among
it, and it is often larger than the sources. The ignore file lets it through; where there is none,
[missing-dockerignore](../size/missing_dockerignore.c) says so. What a builder stage gets stays on
the builder, and what runs `git` needs it.

```text tree
.git/HEAD: ref: refs/heads/main
.git/objects/pack/a.pack 2000
src/server.js 100
.dockerignore: node_modules\n.git/hooks\n
```

```dockerfile bad
FROM node:20-slim
COPY . /app
#    ^ sends 2.2 kB, of which 2.0 kB is .git: .dockerignore lets it through
```

```dockerfile good
FROM node:20-slim AS build
COPY . /app
FROM node:20-slim
COPY --from=build /app/dist /app
```

```dockerfile good
FROM node:20-slim
COPY --exclude=.git . /app
COPY src /app/src
```

```dockerfile good
FROM python:3.12-slim
COPY . /app
RUN cd /app && git describe --tags > version.txt && rm -rf .git
```
*/
#include "shared/waste.h"

static void copy_takes_vcs(Report *out)
{
    const ContextIgnore *ignore = report_ignore(out);
    if (!ignore->unsure && ignore->source.path.len > 0)
        waste_report(out, WASTES_HISTORY, true);
}

RULE(copy_takes_vcs) = {
    .severity = SEV_WARNING,
    .each_file = copy_takes_vcs,
};
