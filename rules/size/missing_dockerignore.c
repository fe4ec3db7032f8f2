/*
# missing-dockerignore

A whole directory is copied, and nothing keeps `.git`, `node_modules`, build output or caches out.

Without a `.dockerignore` all of the context travels to the builder (494 MB instead of 18 in one
project), any commit makes the copy's cache useless, and what lies there is in the image. It is said
only where the context is there to look into, and holds such things. What the build makes itself is
meant only where it does; what a COPY names never is.

```text tree
.git/HEAD: ref: refs/heads/main
node_modules/left-pad/index.js 1000
src/server.js 100
package.json 50
```

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY . .
#    ^ sends 1.2 kB, of which 1.0 kB is node_modules and 20 bytes .git: there is no .dockerignore
RUN npm install
```

```dockerfile good
FROM node:20-slim
COPY src node_modules /app/
COPY package.json /app/
```

Without an install the modules are wanted, and what runs `git` needs `.git`:

```dockerfile good
FROM node:20-slim
COPY . /app
RUN git -C /app describe > /app/version
```

An ignore file counts where it surely lets caches and the like through; for `.git` there is
[copy-takes-vcs](../security/copy_takes_vcs.c) then, for what the build makes
[copy-takes-dependencies](copy_takes_dependencies.c), for keys always
[copy-takes-secret](../security/copy_takes_secret.c).

```text tree
web/tool/__pycache__/a.pyc 300
web/a.pyc 30
web/index.html 10
.dockerignore: .git\nnode_modules\n
```

```dockerfile bad
FROM nginx:1.27
COPY web /usr/share/nginx/html
#    ^^^ sends 340 bytes, of which 300 bytes is __pycache__ and 30 bytes *.pyc: .dockerignore lets
```

What is hardly any of what is sent is not worth a word:

```text tree
web/.vscode/settings.json 500
web/index.html 60000
.dockerignore: .git\n
```

```dockerfile good
FROM nginx:1.27
COPY web /usr/share/nginx/html
```

It is read as BuildKit reads it, exceptions and all:

```text tree
.git/HEAD: ref: refs/heads/main
.idea/x.xml 10
src/a.pyc 10
Dockerfile.dockerignore: *\n!src\nsrc/*.pyc\n
```

```dockerfile good
FROM nginx:1.27
COPY . /app
```

One that docker does not read says that podman builds this:

```text tree
.git/HEAD: ref: refs/heads/main
.containerignore: .git\n
```

```dockerfile good
FROM nginx:1.27
COPY . /app
```
*/
#include "shared/waste.h"

static void missing_dockerignore(Report *out)
{
    const ContextIgnore *ignore = report_ignore(out);
    bool missing = ignore->source.path.len == 0;
    if (!ignore->unsure)
        waste_report(out,
                     missing ? WASTES_HISTORY | WASTES_DEPENDENCIES | WASTES_LITTER : WASTES_LITTER,
                     false);
}

RULE(missing_dockerignore) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_file = missing_dockerignore,
};
