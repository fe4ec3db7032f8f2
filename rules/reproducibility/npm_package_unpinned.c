/*
# npm-package-unpinned

`npm install` of a package without a version brings whatever is the newest on that day.

```dockerfile bad
FROM node:20-slim
RUN npm install -g typescript
#                  ^^^^^^^^^^ typescript has no version
```

```dockerfile bad
FROM node:20-slim
RUN npm install express@4.19.2 @tide/log lodash
#                              ^^^^^^^^^ @tide/log and 1 more have no version
```

A tag moves:

```dockerfile bad
FROM node:20-slim
RUN npm i -g npm@latest
#            ^^^^^^^^^^ npm is taken as latest, which moves
```

```dockerfile good
FROM node:20-slim
RUN npm install -g typescript@5.4.5 @tide/log@1.2
RUN npm install git+https://example.com/tide.git#v1.2 ./lib ../tide.tgz
RUN npm install && npm ci
```
*/
#include "shared/unpinned.h"

RULE(npm_package_unpinned) = {
    .aka = "DL3016",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "npm",
    .data = &(const Unpinned){.verb = "install"},
    .each_command = unpinned_packages,
};
