/*
# log-in-layer

Logs of the build lie in a layer.

Nobody reads them in a container, and they grow with each tool: a package manager's, a crash report
of a JVM, `npm-debug.log`, what a service wrote while it was set up. Delete them in the RUN that
writes them. This is found in an image that was built from the file (`plimsoll lint --image`), from
a megabyte on.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c install-tide
usr/bin/tide 4000000 tide
var/log/tide/install.log 3000000 line
var/log/dpkg.log 40000 line
```

```dockerfile bad
FROM debian:12
RUN install-tide
#   ^^^^^^^^^^^^ leaves logs in the layer: /var/log = 3040000 bytes
```

```text layers
layer RUN /bin/sh -c install-tide
var/log/dpkg.log 400000 line
```

```dockerfile good
FROM debian:12
RUN install-tide
```
*/
#include "shared/leftovers.h"
#include "shared/names.h"

/* These grow with the largest user id, and are sparse-log-in-layer's. */
static bool is_log(const BuiltEntry *entry, Report *out)
{
    (void)out;
    return !name_in("lastlog faillog", entry->name);
}

RULE(log_in_layer) = {
    .severity = SEV_INFO,
    .each_spare = leftovers_entry,
    .each_layer = leftovers_layer,
    .state_size = sizeof(Heaps),
    .data =
        &(const Leftovers){
            .categories = "logs",
            .says = "leaves logs in the layer",
            .least = 1000000,
            .counts = is_log,
        },
};
