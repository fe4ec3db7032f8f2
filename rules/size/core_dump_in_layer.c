/*
# core-dump-in-layer

A core dump or a heap dump lies in a layer.

A program that crashed in the build, or on the machine whose folder is copied, left its memory
behind: tens of megabytes, with whatever secrets the program knew. Delete it in the RUN that makes
it, or name it in `.dockerignore`. This is found in an image that was built from the file (`plimsoll
lint
--image`).

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c make check
srv/core.4711 5000000 mem
srv/core 3000000 elf:core
srv/heap.hprof: JAVA PROFILE 1.0.2
app/core/x 40 x
```

```dockerfile bad
FROM debian:12
RUN make check
#   ^^^^ leaves the memory of a program in the layer: /srv = 8000018 bytes
```

A program that is called core is none:

```text layers
layer COPY . /app
app/core 900000 elf:1000 mode=755
app/core.d 900000 x
```

```dockerfile good
FROM scratch
COPY . /app
```
*/
#include "shared/leftovers.h"

/* Of a plain "core" its first bytes have to say so. */
static bool is_dump(const BuiltEntry *entry, Report *out)
{
    enum { TYPE = 16, CORE = 4 }; /* in either order of bytes */
    Str head = built_head(out, entry);
    if (str_starts(head, STR("\x7f"
                             "ELF")) &&
        head.len > TYPE + 1)
        return head.at[TYPE] + head.at[TYPE + 1] == CORE;
    return built_is_core(out, entry) || !str_eq(entry->name, STR("core"));
}

RULE(core_dump_in_layer) = {
    .severity = SEV_WARNING,
    .each_spare = leftovers_entry,
    .each_layer = leftovers_layer,
    .state_size = sizeof(Heaps),
    .data =
        &(const Leftovers){
            .categories = "crash-dumps",
            .says = "leaves the memory of a program in the layer",
            .least = 100000,
            .copied = true,
            .counts = is_dump,
        },
};
