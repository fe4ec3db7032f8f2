/*
# dnf-package-unpinned

`dnf install` of a package without a version brings whatever is the newest on that day.

A version stands behind a dash, with or without its release and architecture: `httpd-2.4.57`. A
module has its stream behind a colon: `nodejs:20`.

```dockerfile bad
FROM fedora:40
RUN dnf install -y httpd
#                  ^^^^^ httpd has no version
```

```dockerfile bad
FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install -y tar-1.34 gzip
#                                ^^^^ gzip has no version
```

```dockerfile good
FROM fedora:40
RUN dnf install -y httpd-2.4.59-2.fc40 ./tide.rpm
RUN dnf module install -y nodejs:20
RUN dnf group install -y "Development Tools"
RUN dnf upgrade -y
```
*/
#include "shared/unpinned.h"

RULE(dnf_package_unpinned) = {
    .aka = "DL3041",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "dnf install|dnf in|microdnf install",
    .each_command = unpinned_packages,
};
