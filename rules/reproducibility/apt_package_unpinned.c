/*
# apt-package-unpinned

`apt-get install` of a package without a version brings whatever is the newest on that day.

Two builds of the same file then differ, and the one that breaks is the one nobody looked at. Name
the version, or a release of the distribution to take it from. A snapshot archive pins all of them
at once.

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
#                                                                ^^^^ curl has no version
```

```dockerfile bad
FROM debian:12-slim
RUN apt-get install -y jq git
#                      ^^ jq and 1 more have no version
```

A variable with a list counts for what the file says is in it:

```dockerfile bad
FROM debian:12-slim
ENV TOOLS="jq git"
RUN apt-get install -y $TOOLS
#                      ^^^^^^ jq and 1 more have no version
```

```dockerfile good
FROM debian:12-slim
ARG CURL_VERSION=7.88.1-10+deb12u12
RUN apt-get install -y curl=${CURL_VERSION} jq/bookworm ./tide.deb
RUN apt-get install -y -t bookworm-backports git=1:2.39.*
```

A list that only the build is told, an upgrade, and what a container installs later are no findings.

```dockerfile good
FROM debian:12-slim
ARG PACKAGES
RUN apt-get install -y $PACKAGES && apt-get upgrade -y
CMD apt-get install -y curl
```
*/
#include "shared/unpinned.h"

RULE(apt_package_unpinned) = {
    .aka = "DL3008",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "apt-get install|apt install|aptitude install",
    .each_command = unpinned_packages,
};
