/*
# same-content-twice

A line stores files that the image has at another path, too, with the same bytes.

A build that stays beside what it installed, a folder copied to two places, packages in a virtual
environment and outside of it: both are pulled and kept. Delete one of them in the RUN that makes
it, copy it once, or make it a link. Hard links are no copies. This is found in an image that was
built from the file (`plimsoll lint --image`): files from 16 KiB on, when what two folders share
adds up to a megabyte. What one package manager installs twice by itself is not told, and what lies
in /tmp is [temporary-files-in-layer](temporary_files_in_layer.c)'s.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 2000000 b
layer RUN /bin/sh -c make -C /src && make -C /src install
src/tide 3000000 tide
usr/local/bin/tide 3000000 tide
usr/local/bin/ebb => usr/local/bin/tide
layer COPY web /srv/web
srv/web/a/moon.js 900000 moon
srv/web/b/star.js 600000 star
layer COPY web /srv/old
srv/old/a/moon.js 900000 moon
srv/old/b/star.js 600000 star
```

```dockerfile bad
FROM debian:12
RUN make -C /src && make -C /src install
#                   ^^^^ stores /usr/local/bin/tide, and the same is at /src/tide = 3000000 bytes
COPY web /srv/web
COPY web /srv/old
#    ^^^ stores /srv/old, and the same is at /srv/web = 1500000 bytes
```

```text layers
layer RUN /bin/sh -c npm ci
app/node_modules/a/node_modules/moon/index.js 2000000 moon
app/node_modules/b/node_modules/moon/index.js 2000000 moon
layer COPY notes /notes
notes/a 9000 note
notes/b 9000 note
notes/c 900000 a
notes/d 900000 a
layer RUN /bin/sh -c make
out/tide 3000000 tide
tmp/tide 3000000 tide
```

```dockerfile good
FROM scratch
RUN npm ci
COPY notes /notes
RUN make
```
*/
#include "shared/twices.h"

static void same_content_entry(const BuiltEntry *entry, Report *out)
{
    if (!entry->dead && entry->stored >= BUILT_SMALL)
        twices_add(report_state(out), entry, out);
}

static void same_content_twice(const BuiltLayer *layer, Report *out)
{
    enum { LEAST = 1000000 };
    const Twices *twices = report_state(out);
    for (size_t i = 0; i < twices->len; i++) {
        const Twice *twice = &twices->at[i];
        if (twice->layer != layer || twice->bytes < LEAST)
            continue;
        bool one = twice->files == 1;
        Str here = one ? twice->path : twice->here, there = one ? twice->first : twice->there;
        Finding *finding =
            report_built(out, layer, twice->path, "stores %.*s, and the same is at %.*s",
                         STR_ARG(here), STR_ARG(there));
        finding_help(finding, "keep one of them, or make it a link");
        if (twice->other && twice->other != layer)
            finding_related_built(finding, out, twice->other, twice->first, "stored here first");
        finding_measured(finding, twice->bytes);
    }
}

RULE(same_content_twice) = {
    .severity = SEV_INFO,
    .each_entry = same_content_entry,
    .each_layer = same_content_twice,
    .state_size = sizeof(Twices),
};
