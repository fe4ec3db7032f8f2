/*
# same-content-twice

A line stores files that the image has at another path, too, with the same bytes.

A build that stays beside what it installed, a folder copied to two places, packages in a virtual
environment and outside of it: both are pulled and kept. Delete one of them in the RUN that makes
it, copy it once, or make it a link. Hard links are no copies. This is found in an image that was
built from the file (`plimsoll lint --image`): files from 16 KiB on, when what two folders share
adds up to a megabyte. What one package manager installs twice by itself is not told.

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
```

```dockerfile good
FROM scratch
RUN npm ci
COPY notes /notes
```
*/
#include "base/index.h"
#include "base/path.h"
#include "lint/rule.h"

enum { FILE_LEAST = 16 << 10, LEAST = 1000000 };

/* What two folders share. */
typedef struct {
    const BuiltLayer *layer, *other;
    Str here, there; /* the folders */
    Str path, first; /* one of its files, and its twin */
    uint64_t bytes;
    size_t files;
} Twice;

typedef struct {
    Twice *at;
    size_t len, cap;
    Index index; /* from 1 */
} Twices;

/* What a language's package manager keeps in order. */
static bool is_managed(Str path)
{
    static const char *const parts[] = {"/node_modules/", "/site-packages/", "/dist-packages/",
                                        "/gems/"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(path, str_from(parts[i])) < path.len)
            return true;
    return false;
}

/* What the distribution does. */
static bool is_system(Str path)
{
    return str_starts(path, STR("/usr/")) && !str_starts(path, STR("/usr/local/"));
}

/* /a/x/f and /b/x/f: /a and /b; of other names the folders. */
static void cut_alike(Str *here, Str *there)
{
    Str a = path_dir(*here), b = path_dir(*there);
    bool alike = str_eq(path_base(*here), path_base(*there));
    while (alike && a.len > 1 && b.len > 1 && str_eq(path_base(a), path_base(b))) {
        a = path_dir(a);
        b = path_dir(b);
    }
    *here = a;
    *there = b;
}

static Twice *pair_of(Twices *pairs, const Twice *wanted, Report *out)
{
    uint64_t hash = str_hash(wanted->here) * 31 + str_hash(wanted->there) + wanted->layer->index;
    uint32_t at, key = (uint32_t)(hash ^ hash >> 32);
    for (uint32_t id = index_find(&pairs->index, key, &at); id != 0;
         id = index_next(&pairs->index, key, &at)) {
        Twice *pair = &pairs->at[id - 1];
        if (pair->layer == wanted->layer && str_eq(pair->here, wanted->here) &&
            str_eq(pair->there, wanted->there))
            return pair;
    }
    Arena *arena = report_arena(out);
    Twice *pair = PUSH(arena, pairs);
    *pair = (Twice){.layer = wanted->layer,
                    .other = wanted->other,
                    .here = str_copy(arena, wanted->here),
                    .there = str_copy(arena, wanted->there),
                    .path = str_copy(arena, wanted->path),
                    .first = str_copy(arena, wanted->first)};
    index_add(&pairs->index, arena, key, (uint32_t)pairs->len);
    return pair;
}

static void same_content_entry(const BuiltEntry *entry, Report *out)
{
    if (entry->dead || entry->stored < FILE_LEAST)
        return;
    Twice pair = {.layer = entry->layer};
    pair.first = built_twin(out, entry, &pair.other);
    if (pair.first.len == 0)
        return;
    pair.path = built_path(out, entry);
    bool managed = pair.other == pair.layer && is_managed(pair.path) && is_managed(pair.first);
    if (managed || (is_system(pair.path) && is_system(pair.first)))
        return;
    pair.here = pair.path;
    pair.there = pair.first;
    cut_alike(&pair.here, &pair.there);
    Twice *sum = pair_of(report_state(out), &pair, out);
    sum->bytes += entry->stored;
    sum->files++;
}

static void same_content_twice(const BuiltLayer *layer, Report *out)
{
    const Twices *pairs = report_state(out);
    for (size_t i = 0; i < pairs->len; i++) {
        const Twice *pair = &pairs->at[i];
        if (pair->layer != layer || pair->bytes < LEAST)
            continue;
        bool one = pair->files == 1;
        Str here = one ? pair->path : pair->here, there = one ? pair->first : pair->there;
        Finding *finding =
            report_built(out, layer, pair->path, "stores %.*s, and the same is at %.*s",
                         STR_ARG(here), STR_ARG(there));
        finding_help(finding, "keep one of them, or make it a link");
        if (pair->other && pair->other != layer)
            finding_related_built(finding, out, pair->other, pair->first, "stored here first");
        finding_measured(finding, pair->bytes);
    }
}

RULE(same_content_twice) = {
    .severity = SEV_INFO,
    .each_entry = same_content_entry,
    .each_layer = same_content_twice,
    .state_size = sizeof(Twices),
};
