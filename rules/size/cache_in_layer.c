/*
# cache-in-layer

Package lists or a package manager's cache lie in a layer, and the text of the line does not tell
who put them there.

A script installs packages, a program fetches what it needs by itself, a base without the hooks of
the official images keeps every archive it unpacked: tens to hundreds of megabytes that no container
reads. Only the layers tell, so this is found in an image that was built from the file (`plimsoll
lint --image`); what the text shows is told by [apt-lists-kept](apt_lists_kept.c),
[pip-cache-kept](pip_cache_kept.c) and their like. Clean up in the same RUN, or mount a cache there:
`RUN --mount=type=cache,target=/root/.cache`.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer COPY setup.sh /
setup.sh 300 apt
layer RUN /bin/sh -c ./setup.sh
usr/bin/tide 4000000 tide
var/lib/apt/lists/lock
var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages 18000000 Package
var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease 150000 x
var/cache/apt/pkgcache.bin 30000000 x
root/.cache/pip/http/a/b/c 2000000 wheel
root/.npm/_cacache/content-v2/sha512/a 900000 x
```

```dockerfile bad
FROM debian:12
COPY setup.sh /
RUN ./setup.sh
#   ^^^^^^^^^^ leaves a cache in the layer: /var/cache/apt/pkgcache.bin = 30000000 bytes
#   ^^^^^^^^^^ leaves a cache in the layer: /var/lib/apt/lists = 18150000 bytes
#   ^^^^^^^^^^ leaves a cache in the layer: /root/.cache/pip/http/a/b/c = 2000000 bytes
```

Where the line is told to keep its index, this is said once, by the rule of its package manager. The
store of a package manager whose files are hard links of what it installed takes no room:

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c setup
root/.local/share/pnpm/store/v3/files/00/aa 5000000 moon
app/node_modules/moon/index.js => root/.local/share/pnpm/store/v3/files/00/aa
var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease 150000 x
```

```dockerfile good
FROM debian:12
RUN setup
```

What lies in the base's layers is the base's, and what a later layer hides is dead, not left:

```text layers
layer COPY busybox /bin/busybox
var/cache/apt/pkgcache.bin 30000000 x
layer RUN /bin/sh -c setup
root/.cache/pip/http/a/b/c 2000000 wheel
layer RUN /bin/sh -c clean
root/.cache/.wh.pip
```

```dockerfile good
FROM debian:12
RUN setup
RUN clean
```
*/
#include "shared/leftovers.h"

RULE(cache_in_layer) = {
    .severity = SEV_WARNING,
    .each_spare = leftovers_entry,
    .each_layer = leftovers_layer,
    .state_size = sizeof(Heaps),
    .data =
        &(const Leftovers){
            .categories =
                "apt-lists apt-archives apk-cache package-cache portage pip-cache "
                "python-tool-cache conda-packages npm-cache yarn-cache script-cache go-cache "
                "cargo-cache jvm-build-cache php-ruby-cache nuget-packages build-cache",
            .says = "leaves a cache in the layer",
            .least = 1000000,
            .copied = true,
        },
};
