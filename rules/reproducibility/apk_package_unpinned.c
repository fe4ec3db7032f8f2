/*
# apk-package-unpinned

`apk add` of a package without a version brings whatever is the newest on that day.

Alpine keeps one version of each package in a release, so an exact one may be gone tomorrow:
`curl~8.9` takes any build of 8.9 and fails only when 8.10 comes.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache curl jq
#                      ^^^^ curl and 1 more have no version
```

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache --virtual .build gcc@edge
#                                       ^^^^^^^^ gcc has no version
```

```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache curl~8.9 jq=1.7.1-r0 "git>2.45"
RUN apk add --no-cache --repository https://example.com/edge -t .build gcc=13.2.1_git20240309-r0
RUN apk add --allow-untrusted ./tide.apk && apk del .build
```

```dockerfile good
FROM alpine:3.20
ARG PACKAGES
RUN apk add $PACKAGES
```
*/
#include "shared/unpinned.h"

RULE(apk_package_unpinned) = {
    .aka = "DL3018",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "apk add",
    .each_command = unpinned_packages,
};
