/*
# stored-again

A line stores files that a lower layer has already, with the same bytes, and its text does not show
it.

A script that runs `chown -R`, `touch` or `sed -i`, a program that opens its files for writing, a
copy of what was copied before: the layer holds all of it once more. Only the layers tell, so this
is found in an image that was built from the file (`plimsoll lint --image`); what the text shows
is [copy-up-metadata](copy_up_metadata.c)'s. Let what writes the files give them their owner and
mode (`COPY --chown`, `COPY --chmod`), run the script in the RUN that writes them, or copy what it
needs only once.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer COPY . /app
app/data/tides 2400000 tide
app/run.sh 40 echo
layer RUN /bin/sh -c ./app/run.sh --install
app/data/tides 2400000 tide uid=1000
app/run.sh 40 echo uid=1000
```

```dockerfile bad
FROM debian:12
COPY . /app
RUN ./app/run.sh --install
#   ^^^^^^^^^^^^ stores /app again, only with another owner = 2400040 bytes
```

A base's files count, too, and so does what is copied twice:

```text layers
layer COPY busybox /bin/busybox
bin/busybox 3000000 b
layer COPY vendor /app/vendor
app/vendor/moon.js 1500000 moon
layer COPY . /app
app/vendor/moon.js 1500000 moon
app/index.js 20 x
layer RUN /bin/sh -c tide --setup
bin/busybox 3000000 b mode=755
```

```dockerfile bad
FROM debian:12
COPY vendor /app/vendor
COPY . /app
#    ^ stores /app/vendor/moon.js again = 1500000 bytes
RUN tide --setup
#   ^^^^ stores /bin/busybox again, only with another mode = 3000000 bytes
```

What changed is another file, less than a megabyte is not told, and neither is the database that
each run of a package manager writes anew:

```text layers
layer COPY . /app
app/data/tides 2400000 tide
app/notes 10000 note
var/cache/debconf/templates.dat 2000000 x
layer RUN /bin/sh -c /app/setup
var/cache/debconf/templates.dat 2000000 x
app/data/tides 2400000 ebb
app/notes 10000 note uid=1
```

```dockerfile good
FROM scratch
COPY . /app
RUN /app/setup
```
*/
#include "shared/heaps.h"
#include "shared/names.h"

enum { LEAST = 1000000 };

static const char *const changes[] = {
    [BUILT_SAME] = "",
    [BUILT_MODE] = ", only with another mode",
    [BUILT_OWNER] = ", only with another owner",
    [BUILT_XATTRS] = ", only with other attributes",
};

/* Each run of a package manager writes its database anew, whatever changed. */
static bool is_database(const BuiltEntry *entry)
{
    return entry->category &&
           name_in("package-databases dpkg-leftovers", str_from(entry->category));
}

static void stored_again_entry(const BuiltEntry *entry, Report *out)
{
    if (entry->change != BUILT_OTHER && entry->hider && !is_database(entry) &&
        !built_told(out, entry))
        heaps_add(report_state(out), entry->hider, changes[entry->change], entry, out);
}

/* All that the layer stores again is one finding; it is named after the heaviest kind. */
static void stored_again(const BuiltLayer *layer, Report *out)
{
    const Heap *heap = NULL, *heaviest = NULL;
    uint64_t bytes = 0;
    while ((heap = heaps_next(report_state(out), heap, layer, 0))) {
        bytes += heap->bytes;
        heaviest = !heaviest || heap->bytes > heaviest->bytes ? heap : heaviest;
    }
    if (bytes < LEAST)
        return;
    Str where = heap_where(heaviest);
    Finding *finding = report_built(out, layer, heaviest->largest, "stores %.*s again%s",
                                    STR_ARG(where), heaviest->kind);
    bool run = layer->step && layer->step->script;
    if (run && heaviest->kind != changes[BUILT_SAME])
        finding_help(finding, "do it in the instruction that stores the files: COPY --chown, "
                              "COPY --chmod, or the same RUN");
    finding_measured(finding, bytes);
}

RULE(stored_again) = {
    .severity = SEV_WARNING,
    .each_entry = stored_again_entry,
    .each_layer = stored_again,
    .state_size = sizeof(Heaps),
};
