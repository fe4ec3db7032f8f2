/*
# copy-takes-dependencies

A copied directory brings packages or build output that the build makes itself.

`node_modules`, `.venv`, `vendor` or `target` of the host travel to the builder, and lie over or
under what the build installs: made for another system, of other versions, and twice in the layers.
The ignore file lets them through; where there is none,
[missing-dockerignore](missing_dockerignore.c) says so.

```text tree
package.json 20
node_modules/left-pad/index.js 1000
src/server.js 100
.dockerignore: .git\nDockerfile\n.dockerignore\n
```

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY package.json ./
RUN npm install
COPY . .
#    ^ sends 1.1 kB, of which 1.0 kB is node_modules
```

What nothing makes is wanted, and what is copied by its name, too:

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY . .
RUN npm install -g pm2
```

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY package.json ./
RUN npm install
COPY node_modules/left-pad node_modules/left-pad
COPY . .
```

```text tree
Cargo.toml 20
target/debug/app 5000
src/main.rs 100
.dockerignore: .git\n
```

```dockerfile bad
FROM rust:1.80 AS build
COPY . /src
#    ^ of which 5.0 kB is target
RUN cd /src && cargo build --release
FROM debian:12-slim
COPY --from=build /src/target/release/app /usr/bin/app
```

```dockerfile good
FROM debian:12-slim
COPY . /src
```

Further down a name says little: what lies beside it and in it has to show what it is.

```text tree
services/tide/Cargo.toml 20
services/tide/target/CACHEDIR.TAG 43
services/tide/target/debug/app 5000
services/tide/src/target/mod.rs 100
libs/target/linux.rs 3000
.dockerignore: .git\n
```

```dockerfile bad
FROM rust:1.80 AS build
COPY . /src
#    ^ of which 5.0 kB is services/tide/target: .dockerignore lets it through
RUN cd /src/services/tide && cargo build --release
FROM debian:12-slim
COPY --from=build /src/services/tide/target/release/app /usr/bin/app
```
*/
#include "shared/waste.h"

static void copy_takes_dependencies(Report *out)
{
    const ContextIgnore *ignore = report_ignore(out);
    if (!ignore->unsure && ignore->source.path.len > 0)
        waste_report(out, WASTES_DEPENDENCIES, false);
}

RULE(copy_takes_dependencies) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_file = copy_takes_dependencies,
};
