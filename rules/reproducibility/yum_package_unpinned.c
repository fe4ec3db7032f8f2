/*
# yum-package-unpinned

`yum install` of a package without a version brings whatever is the newest on that day.

A version stands behind a dash, with or without its release and architecture: `httpd-2.4.6`.

```dockerfile bad
FROM centos:7
RUN yum install -y httpd
#                  ^^^^^ httpd has no version
```

```dockerfile bad
FROM centos:7
RUN yum install -y httpd-2.4.6 php-cli git-core
#                              ^^^^^^^ php-cli and 1 more have no version
```

```dockerfile good
FROM centos:7
ARG PHP=5.4.16
RUN yum install -y httpd-2.4.6-99.el7.centos php-cli-$PHP ./tide.rpm
RUN yum install -y https://example.com/tide.rpm && yum update -y
```
*/
#include "shared/unpinned.h"

RULE(yum_package_unpinned) = {
    .aka = "DL3033",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "yum install",
    .each_command = unpinned_packages,
};
