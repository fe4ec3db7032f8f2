/*
# unstripped-binary

A program that the build makes or copies holds debugging information and symbols that only a
debugger reads.

They are often a third of a program, and more with `-g`: `strip --strip-unneeded`, `gcc -s`, `go
build -ldflags="-s -w"` or `strip = true` in Cargo's profile leave them out; who needs them for
crash reports keeps them beside the image. What is downloaded and what packages bring is not told.
This is found in an image that was built from the file (`plimsoll lint --image`), from a megabyte
on.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer COPY --from=build /src/tide /usr/bin/tide
usr/bin/tide 9000000 elf:2500000 mode=755
```

```dockerfile bad
FROM debian:12 AS build
COPY . /src
RUN make -C /src
FROM debian:12
COPY --from=build /src/tide /usr/bin/tide
#                 ^^^^^^^^^ /usr/bin/tide is not stripped = 2500000 bytes
```

```text layers
layer RUN /bin/sh -c curl -fsSLo /usr/local/bin/kubectl https://example.org/kubectl
usr/local/bin/kubectl 9000000 elf:2500000 mode=755
layer COPY tide /usr/bin/tide
usr/bin/tide 9000000 elf:500000 mode=755
layer RUN /bin/sh -c pip install --no-cache-dir tides
usr/local/lib/python3.11/site-packages/tides/moon.so 9000000 elf:2500000
```

```dockerfile good
FROM scratch
RUN curl -fsSLo /usr/local/bin/kubectl https://example.org/kubectl
COPY tide /usr/bin/tide
RUN pip install --no-cache-dir tides
```
*/
#include "shared/leftovers.h"
#include "shared/names.h"

/* Somebody who can build it anew put it there. */
static bool is_made(const BuiltEntry *entry, Report *out)
{
    if (path_is_managed(built_path(out, entry)))
        return false;
    const Effect *by = built_by(out, entry);
    if (!by)
        return false;
    bool stage = by->brings == BRINGS_STAGE && by->step->transfer &&
                 by->step->transfer->from.kind == ORIGIN_STAGE;
    return stage || by->brings == BRINGS_BUILD || by->brings == BRINGS_CONTEXT ||
           by->brings == BRINGS_COPY;
}

static void unstripped_binary(const BuiltLayer *layer, Report *out)
{
    enum { LEAST = 1000000 };
    const Heap *heap = NULL;
    while ((heap = heaps_next(report_state(out), heap, layer, LEAST))) {
        Finding *finding = heap->files > 1
                               ? report_built(out, layer, heap->largest,
                                              "%.*s and %zu more programs are not stripped",
                                              STR_ARG(heap->largest), heap->files - 1)
                               : report_built(out, layer, heap->largest, "%.*s is not stripped",
                                              STR_ARG(heap->largest));
        finding_help(finding, "%s", heap->advice);
        finding_measured(finding, heap->bytes);
    }
}

RULE(unstripped_binary) = {
    .severity = SEV_INFO,
    .each_spare = leftovers_entry,
    .each_layer = unstripped_binary,
    .state_size = sizeof(Heaps),
    .data = &(const Leftovers){.categories = "unstripped", .copied = true, .counts = is_made},
};
