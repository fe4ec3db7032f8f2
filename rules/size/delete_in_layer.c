/*
# delete-in-layer

A RUN deletes files of lower layers, and its text does not show it.

A script cleans up what an earlier line stored, an installer removes its own archive: the lower
layer stays as it is, and whoever pulls the image pulls what nobody can see. Only the layers tell,
so this is found in an image that was built from the file (`plimsoll lint --image`), from a megabyte
on; what the text shows is [copy-then-delete](copy_then_delete.c)'s and
[delete-from-base](delete_from_base.c)'s. Run the script in the RUN that stores the files, build in
a stage of its own and copy the result, or choose a base without them.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer COPY . /src
src/tides/model.bin 2400000 tide
src/tides/moon.bin 1100000 moon
src/install.sh 40 echo
layer RUN /bin/sh -c ./src/install.sh
src/.wh.tides
usr/local/bin/tide 900000 t
```

```dockerfile bad
FROM debian:12
COPY . /src
RUN ./src/install.sh
#   ^^^^^^^^^^^^^^^^ deletes /src/tides of lower layers, and they keep it = 3500000 bytes
```

Files of the base count, too:

```text layers
layer ADD rootfs.tar /
usr/share/games/tide.pak 5000000 p
base debian:12
layer COPY . /app
app/minify 40 echo
layer RUN /bin/sh -c /app/minify
usr/share/games/.wh.tide.pak
```

```dockerfile bad
FROM debian:12
COPY . /app
RUN /app/minify
#   ^^^^^^^^^^^ deletes /usr/share/games/tide.pak of lower layers, and they keep it = 5000000 bytes
```

What the text shows is told elsewhere, if it is a flaw; what is replaced was not deleted; and what a
package manager removes when it brings something else is its own affair:

```text layers
layer COPY . /src
src/tides/model.bin 2400000 tide
src/notes 2000000 note
src/cache/x 2000000 x
layer RUN /bin/sh -c ./src/install.sh && rm -rf /src/cache
src/.wh.cache
src/notes 2100000 other
layer RUN /bin/sh -c ./src/setup.sh && apt-get install -y tide
src/.wh.tides
```

```dockerfile good
FROM scratch
COPY . /src
RUN ./src/install.sh && rm -rf /src/cache
RUN ./src/setup.sh && apt-get install -y tide
```
*/
#include "shared/heaps.h"

/* Something runs that the model does not know, and nothing that keeps an order of its own. */
static bool runs_script(const Step *step)
{
    bool unknown = false;
    if (!step || !step->script)
        return false;
    for (size_t i = 0; i < step->script->commands.len; i++)
        if (step->script->commands.at[i].manager)
            return false;
    for (size_t i = 0; i < step->effects.len; i++)
        unknown |= step->effects.at[i].kind == EFFECT_UNKNOWN;
    return unknown;
}

static void delete_in_layer_entry(const BuiltEntry *entry, Report *out)
{
    if (entry->removed && entry->hider && runs_script(entry->hider->step) &&
        !built_shown(out, entry) && !built_told(out, entry))
        heaps_add(report_state(out), entry->hider, "", entry, out);
}

static void delete_in_layer(const BuiltLayer *layer, Report *out)
{
    enum { LEAST = 1000000 };
    const Heap *heap = NULL;
    while ((heap = heaps_next(report_state(out), heap, layer, LEAST))) {
        Finding *finding = report_built(out, layer, heap->largest,
                                        "deletes %.*s of lower layers, and they keep it",
                                        STR_ARG(heap_where(heap)));
        finding_help(finding, "do it in the RUN that stores the files, or build in another stage");
        finding_measured(finding, heap->bytes);
    }
}

RULE(delete_in_layer) = {
    .severity = SEV_WARNING,
    .each_entry = delete_in_layer_entry,
    .each_layer = delete_in_layer,
    .state_size = sizeof(Heaps),
};
