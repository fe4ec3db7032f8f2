/*
# bytecode-in-layer

Compiled Python (`__pycache__`) lies in a layer beside its sources.

`pip install` compiles all that it installs, and each package takes about a third more room for it.
It is off by default, since it is a trade: without the bytecode each start of a container compiles
what it imports. Where that does not matter, `pip install --no-compile` (or `PIP_NO_COMPILE=1`) and
`PYTHONDONTWRITEBYTECODE=1` spare it; `ENV PYTHONDONTWRITEBYTECODE=1` alone does not keep pip from
it. What the distribution's own packages compile is not told. This is found in an image that was
built from the file (`plimsoll lint --image`), from a megabyte on.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c pip install --no-cache-dir -t /opt tides
opt/tides/moon.py 2000000 m
opt/tides/__pycache__/moon.pyc 1500000 c
```

```dockerfile bad
FROM python:3.11-slim
RUN pip install --no-cache-dir -t /opt tides
#   ^^^ leaves compiled Python in the layer: /opt/tides/__pycache__/moon.pyc = 1500000 bytes
```

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c apt-get install -y --no-install-recommends python3-tides
usr/lib/python3/dist-packages/tides/moon.py 2000000 m
usr/lib/python3/dist-packages/tides/__pycache__/moon.cpython-311.pyc 1500000 c
```

```dockerfile good
FROM debian:12
RUN apt-get install -y --no-install-recommends python3-tides
```
*/
#include "shared/leftovers.h"

/* Debian's packages compile themselves when they are installed. */
static bool is_own(const BuiltEntry *entry, Report *out)
{
    return !str_starts(built_path(out, entry), STR("/usr/lib/"));
}

RULE(bytecode_in_layer) = {
    .severity = SEV_INFO,
    .off = true,
    .each_spare = leftovers_entry,
    .each_layer = leftovers_layer,
    .state_size = sizeof(Heaps),
    .data =
        &(const Leftovers){
            .categories = "python-bytecode",
            .says = "leaves compiled Python in the layer",
            .help = "pip install --no-compile; the price is a slower start",
            .least = 1000000,
            .copied = true,
            .counts = is_own,
        },
};
