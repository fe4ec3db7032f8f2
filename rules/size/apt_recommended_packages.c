/*
# apt-recommended-packages

`apt-get install` also brings recommended packages that the image rarely needs.

Debian and Ubuntu install what a package recommends as if it were needed. One step has gone from 123
to 60 MB without, an image from 1.18 GB to 853 MB. Name what is really wanted instead. The fix is
unsafe: the program may use a recommended package after all.

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
#                             ^^^^^^^ also installs recommended packages
```

```dockerfile bad
FROM debian:12-slim
RUN apt install -y curl && aptitude install -y jq
#       ^^^^^^^ add --no-install-recommends
#                                   ^^^^^^^ also installs
COPY packages.txt /
RUN xargs apt-get install -y < packages.txt
#                 ^^^^^^^ also installs
```

`-f` repairs what `dpkg -i` left, and brings extras, too:

```dockerfile bad
FROM debian:12-slim
RUN dpkg -i /tmp/tide.deb || apt-get install -f -y
#                                    ^^^^^^^ also installs
```

```dockerfile good
FROM debian:12-slim
RUN apt-get install -y --no-install-recommends curl
RUN apt-get install -y -o APT::Install-Recommends=0 jq
RUN aptitude install -y -R git
```

```dockerfile good
FROM debian:12-slim
RUN apt-get install -y
RUN apt-get update && apt-get upgrade -y
```

Only a builder stage's? It costs no pull, but time; the finding says so.

```dockerfile bad
FROM debian:12-slim AS build
RUN apt-get install -y gcc
#           ^^^^^^^ also installs
FROM scratch
COPY --from=build /bin/true /bin/true
```

A file of settings says it once for all calls behind it.

```dockerfile good
FROM debian:12-slim
RUN echo 'APT::Install-Recommends "0";\nAPT::Install-Suggests "0";' > /etc/apt/apt.conf.d/90lean
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
```

```dockerfile good
FROM debian:12-slim
COPY <<EOF /etc/apt/apt.conf.d/90lean
APT { Install-Recommends "false"; };
EOF
RUN apt-get update && aptitude install -y curl && rm -rf /var/lib/apt/lists/*
```

```dockerfile bad
FROM debian:12-slim
RUN echo 'APT::Install-Recommends "true";' > /etc/apt/apt.conf.d/90more
RUN apt-get update && apt-get install -y curl \
#                             ^^^^^^^ also installs recommended packages
 && echo 'APT::Install-Recommends "false";' | tee /etc/apt/apt.conf.d/91less
```
*/
#include "shared/recommended.h"

RULE(apt_recommended_packages) = {
    .aka = "DL3015",
    .severity = SEV_INFO,
    .builder_too = true,
    .manager = "apt aptitude",
    .each_command = recommended_packages,
    .data = "--no-install-recommends",
};
