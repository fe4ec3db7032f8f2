#include "compare/baseline.h"

#include <stdio.h>

#include "base/json.h"

/* What lies below is not kept: so much of the whole, and never a limit so low that all of a
   small image's files are listed. */
enum { SHARE_KEPT = 1000, LEAST_KEPT = 4096 };

const NumberRow baseline_totals[] = {
    {"content", offsetof(Snapshot, content)},   {"tar", offsetof(Snapshot, tar)},
    {"live", offsetof(Snapshot, live)},         {"wasted", offsetof(Snapshot, wasted)},
    {"hidden", offsetof(Snapshot, hidden)},     {"duplicate", offsetof(Snapshot, duplicate)},
    {"unpacked", offsetof(Snapshot, unpacked)}, {"files", offsetof(Snapshot, files)},
    {"entries", offsetof(Snapshot, entries)},   {0},
};

const NumberRow baseline_layer[] = {
    {"tar", offsetof(SnapshotLayer, tar)},
    {"content", offsetof(SnapshotLayer, content)},
    {"dead", offsetof(SnapshotLayer, dead)},
    {0},
};

/* A power of two, so that it seldom changes from one build to the next. */
static uint64_t kept_from(const Snapshot *snapshot)
{
    uint64_t bytes = LEAST_KEPT;
    while (bytes * 2 <= snapshot->live / SHARE_KEPT)
        bytes *= 2;
    return bytes;
}

static void add_numbers(JsonOut *out, const NumberRow *rows, const void *object)
{
    for (const NumberRow *row = rows; row->key; row++)
        key_u64(out, row->key,
                *(const uint64_t *)(const void *)((const char *)object + row->offset));
}

static void add_wire(JsonOut *out, bool known, uint64_t wire)
{
    if (known)
        key_u64(out, "wire", wire);
}

static void add_layers(JsonOut *out, const SnapshotLayers *layers)
{
    key_array(out, "layers");
    for (size_t i = 0; i < layers->len; i++) {
        const SnapshotLayer *layer = &layers->at[i];
        char hash[17];
        json_object(out);
        key_str(out, "diff_id", layer->diff_id);
        key_if_str(out, "instruction", layer->instruction);
        snprintf(hash, sizeof hash, "%016llx", (unsigned long long)layer->hash);
        key_str(out, "hash", str_from(hash));
        add_wire(out, layer->has_wire, layer->wire);
        add_numbers(out, baseline_layer, layer);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_weights(JsonOut *out, const char *key, const Weights *weights, uint64_t from)
{
    key_object(out, key);
    for (size_t i = 0; i < weights->len; i++)
        if (weights->at[i].bytes >= from) {
            json_key(out, weights->at[i].name);
            json_u64(out, weights->at[i].bytes);
        }
    json_object_end(out);
}

/* Of the packages that are kept. That it is there, and be it empty, says that databases were read.
 */
static void add_versions(JsonOut *out, const Snapshot *snapshot, uint64_t from)
{
    if (!snapshot->databases)
        return;
    key_object(out, "versions");
    for (size_t i = 0; i < snapshot->packages.len; i++) {
        const Weight *package = &snapshot->packages.at[i];
        if (package->bytes >= from && package->version.len > 0) {
            json_key(out, package->name);
            json_str(out, package->version);
        }
    }
    json_object_end(out);
}

/* Each path that has enough; then those above it have, too. */
static Weights paths_of(Arena *arena, const Outline *outline, bool directories, uint64_t from)
{
    Weights paths = {0};
    for (uint32_t i = 1; i < outline->len; i++) {
        const OutlineNode *node = &outline->at[i];
        if (node->directory == directories && node->bytes >= from)
            *PUSH(arena, &paths) =
                (Weight){.name = outline_path(outline, arena, i), .bytes = node->bytes};
    }
    weights_sort(&paths);
    return paths;
}

void baseline_write(Buf *buf, const Snapshot *snapshot, const char *version)
{
    Arena *scratch = arena_open();
    uint64_t from =
        kept_from(snapshot) > snapshot->kept_from ? kept_from(snapshot) : snapshot->kept_from;
    Weights directories = paths_of(scratch, &snapshot->outline, true, from);
    Weights files = paths_of(scratch, &snapshot->outline, false, from);
    JsonOut out;
    json_out_init(&out, buf, true);
    json_object(&out);
    key_str(&out, "plimsoll", str_from(version));
    key_u64(&out, "baseline", BASELINE_VERSION);
    key_object(&out, "image");
    key_if_str(&out, "config_digest", snapshot->config_digest);
    key_if_str(&out, "platform", snapshot->platform);
    json_object_end(&out);
    key_object(&out, "totals");
    add_wire(&out, snapshot->has_wire, snapshot->wire);
    add_numbers(&out, baseline_totals, snapshot);
    json_object_end(&out);
    key_u64(&out, "base_layers", snapshot->base_layers);
    add_layers(&out, &snapshot->layers);
    add_weights(&out, "categories", &snapshot->categories, 0);
    key_u64(&out, "kept_from", from);
    add_weights(&out, "packages", &snapshot->packages, from);
    add_versions(&out, snapshot, from);
    add_weights(&out, "directories", &directories, 0);
    add_weights(&out, "files", &files, 0);
    json_object_end(&out);
    buf_char(buf, '\n');
    arena_close(scratch);
}
