/*
# yum-cache-kept

`yum install` leaves its metadata and packages in the layer.

`/var/cache/yum` holds the metadata of every repository, often more than a hundred megabytes. `yum
clean all` in the same RUN takes it away; in a later one it frees nothing.

```dockerfile bad
FROM centos:7
RUN yum install -y httpd
#   ^^^ keeps its cache
```

```dockerfile fixed
FROM centos:7
RUN yum install -y httpd \
    && yum clean all
```

```dockerfile good
FROM centos:7
RUN yum install -y httpd && yum clean all
RUN yum install -y php && rm -rf /var/cache/yum
```

```dockerfile good
FROM centos:7
RUN --mount=type=cache,target=/var/cache/yum yum install -y httpd
```
*/
#include "shared/kept.h"

RULE(yum_cache_kept) = {
    .aka = "DL3032",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "yum",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: yum clean all",
                               .cleanup = "clean all",
                               .known = "install",
                               .removals = true},
};
