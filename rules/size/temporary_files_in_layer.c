/*
# temporary-files-in-layer

A RUN leaves files in `/tmp` or `/var/tmp`.

Sources that were built there, downloads that a script forgot, the work of an installer: a container
starts with them and never looks. Delete them in the same RUN, or give it a directory that goes with
it: `RUN --mount=type=tmpfs,target=/tmp`. This is found in an image that was built from the file
(`plimsoll lint --image`), from a megabyte on. What COPY puts there was meant, and an archive that
the text shows is [archive-kept](archive_kept.c)'s.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c ./setup.sh && make -C /opt/tide
tmp/tide-4.2/tide.c 1200000 int
tmp/tide-4.2/tide.o 1500000 obj
usr/local/bin/tide 3000000 tide
```

```dockerfile bad
FROM debian:12
RUN ./setup.sh && make -C /opt/tide
#   ^^^^^^^^^^ leaves temporary files in the layer: /tmp/tide-4.2 = 2700000 bytes
```

```text layers
layer COPY data /tmp/data
tmp/data/a 2000000 a
layer RUN /bin/sh -c setup
tmp/note 2000 a
root/.cache/node/corepack/yarn/4.1.0/yarn.js 2700000 yarn
```

```dockerfile good
FROM debian:12
COPY data /tmp/data
RUN setup
```
*/
#include "shared/leftovers.h"
#include "shared/names.h"

/* A cache below a home directory may be what the program runs from. */
static bool is_temporary(const BuiltEntry *entry, Report *out)
{
    return path_is_temporary(built_path(out, entry));
}

RULE(temporary_files_in_layer) = {
    .severity = SEV_WARNING,
    .each_spare = leftovers_entry,
    .each_layer = leftovers_layer,
    .state_size = sizeof(Heaps),
    .data =
        &(const Leftovers){
            .categories = "temporary",
            .says = "leaves temporary files in the layer",
            .least = 1000000,
            .counts = is_temporary,
        },
};
