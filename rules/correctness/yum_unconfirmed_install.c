/*
# yum-unconfirmed-install

`yum install` asks before it installs, and in a build nobody answers.

```dockerfile bad
FROM centos:7
RUN yum install httpd && yum clean all
#       ^^^^^^^ yum install asks for a confirmation
```

```dockerfile fixed
FROM centos:7
RUN yum install -y httpd && yum clean all
```

```dockerfile bad
FROM centos:7
RUN yum groupinstall "Development Tools"
#       ^^^^^^^^^^^^ add -y
```

```dockerfile good
FROM centos:7
RUN yum install -y httpd && yum --assumeyes localinstall tide.rpm
RUN yum makecache && yum list installed
```
*/
#include "shared/unconfirmed.h"

RULE(yum_unconfirmed_install) = {
    .aka = "DL3030",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "yum",
    .each_command = unconfirmed_change,
    .data = &(const Unconfirmed){.option = "-y"},
};
