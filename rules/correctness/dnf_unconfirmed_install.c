/*
# dnf-unconfirmed-install

`dnf install` asks before it installs, and in a build nobody answers.

```dockerfile bad
FROM fedora:40
RUN dnf install httpd
#       ^^^^^^^ dnf install asks for a confirmation
```

```dockerfile fixed
FROM fedora:40
RUN dnf install -y httpd
```

```dockerfile good
FROM fedora:40
RUN dnf -y install httpd && dnf install --assumeyes php && dnf --setopt=assumeyes=1 install git
RUN dnf makecache && dnf clean all
```

microdnf never asks, but where dnf 5 has taken its place; so it is reported only with the option
`uncertain` or --all-rules.

```dockerfile good
FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install tar
```

```yaml config
rules:
  dnf-unconfirmed-install:
    uncertain: true
```

```dockerfile bad
FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install tar
#            ^^^^^^^ microdnf install asks for a confirmation
```
*/
#include "shared/unconfirmed.h"

RULE(dnf_unconfirmed_install) = {
    .aka = "DL3038",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "dnf microdnf",
    .each_command = unconfirmed_change,
    .data = &(const Unconfirmed){.option = "-y"},
    .options = UNCERTAIN("also microdnf"),
};
