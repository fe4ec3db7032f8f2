#include <stdlib.h>

#include "base/pool.h"
#include "image/choose.h"
#include "image/digest.h"
#include "image/history.h"
#include "image/image.h"

static const uint64_t most_raw = (uint64_t)64 << 30;
static const uint64_t odd_ratio = 1100; /* what deflate cannot reach */

typedef struct {
    Arena *arena;
    const ImageQuery *query;
    BlobWork work;
    Source source;
    Manifests manifests;
    Images *out;
} Reading;

/* ---- the blobs of the layers ---- */

typedef struct {
    Member *member;
    Arena *arena; /* of its record */
} BlobJob;

typedef struct {
    BlobJob *at;
    size_t len, cap;
    const BlobWork *work;
} BlobJobs;

static void close_arena(void *arena)
{
    arena_close(arena);
}

static void add_job(Reading *r, BlobJobs *jobs, Member *member)
{
    if (!member || member->blob || !source_map(&r->source, member))
        return;
    member->blob = NEW(r->arena, LayerBlob);
    BlobJob *job = PUSH(r->arena, jobs);
    *job = (BlobJob){member, arena_open()};
    arena_own(r->arena, job->arena, close_arena);
}

static int largest_first(const void *a, const void *b)
{
    const Member *left = ((const BlobJob *)a)->member, *right = ((const BlobJob *)b)->member;
    int order = (left->size < right->size) - (left->size > right->size);
    return order != 0 ? order : str_order(left->name, right->name);
}

static void *run_job(void *context, size_t index)
{
    const BlobJobs *jobs = context;
    Member *member = jobs->at[index].member;
    Arena *scratch = arena_open();
    Reader *from = reader_of_bytes(scratch, member->bytes);
    if (member->bytes.len < member->size)
        from->flaw = "the archive ends within it";
    blob_read(jobs->at[index].arena, from, jobs->work, member->blob);
    arena_close(scratch);
    return NULL;
}

static void nothing_to_deliver(void *context, size_t index, void *result)
{
    (void)context, (void)index, (void)result;
}

/* Each blob once, however many layers and images have it; the largest first, so that none is left
   alone at the end. */
static void read_blobs(Reading *r)
{
    BlobJobs jobs = {.work = &r->work};
    for (size_t i = 0; i < r->manifests.len; i++) {
        const Manifest *manifest = &r->manifests.at[i];
        for (size_t j = 0; manifest->chosen && j < manifest->layers.len; j++)
            add_job(r, &jobs, manifest->layers.at[j].member);
    }
    if (jobs.len > 1)
        qsort(jobs.at, jobs.len, sizeof *jobs.at, largest_first);
    PoolTask task = {run_job, nothing_to_deliver, &jobs};
    pool_run(&task, jobs.len, r->query->jobs);
}

/* ---- layers ---- */

static LayerState state_of(const Descriptor *layer)
{
    const Member *member = layer->member;
    if (!member || (!member->blob && !member->has_bytes && member->bytes.len == 0))
        return layer->foreign ? LAYER_FOREIGN : LAYER_MISSING;
    return member->blob && member->blob->record ? LAYER_READ : LAYER_OPAQUE;
}

static void warn_of(Reading *r, Image *image, WarningKind kind, Str detail)
{
    warn(&image->warnings, r->arena, kind, (uint32_t)image->layers.len - 1, detail);
}

static void check_state(Reading *r, Image *image, const ImageLayer *layer)
{
    if (layer->state == LAYER_MISSING)
        warn_of(r, image, WARN_LAYER_MISSING, layer->digest);
    else if (layer->state == LAYER_FOREIGN)
        warn_of(r, image, WARN_LAYER_FOREIGN, layer->digest);
    else if (layer->state == LAYER_OPAQUE)
        warn_of(r, image, WARN_LAYER_OPAQUE, layer->media_type);
}

/* The bytes against what was said about them. */
static void check_blob(Reading *r, Image *image, const ImageLayer *layer, const Descriptor *said)
{
    const LayerBlob *blob = layer->blob;
    if (blob->flaw)
        warn_of(r, image, WARN_BLOB_DAMAGED, str_from(blob->flaw));
    if (blob->trailer)
        warn_of(r, image, WARN_TRAILER_BYTES, (Str){0});
    if (blob->compressed && blob->raw / odd_ratio > blob->stored)
        warn_of(r, image, WARN_ODD_RATIO, (Str){0});
    if (said->size && said->size != blob->stored)
        warn_of(r, image, WARN_SIZE_MISMATCH, layer->digest);
    if (blob->digest.len && layer->digest.len && !str_eq(blob->digest, layer->digest))
        warn_of(r, image, WARN_DIGEST_MISMATCH, blob->digest);
    if (blob->diff_id.len && layer->diff_id.len && !str_eq(blob->diff_id, layer->diff_id))
        warn_of(r, image, WARN_DIFF_ID_MISMATCH, blob->diff_id);
}

static void add_layer(Reading *r, Image *image, const Descriptor *said, Str diff_id)
{
    ImageLayer *layer = PUSH(r->arena, &image->layers);
    *layer = (ImageLayer){
        .state = state_of(said),
        .diff_id = diff_id,
        .digest = said->digest,
        .media_type = said->media_type,
        .blob = said->member ? said->member->blob : NULL,
    };
    const LayerBlob *blob = layer->blob;
    layer->has_wire = blob ? blob->compressed : said->size > 0;
    layer->wire = !layer->has_wire ? 0 : blob ? blob->stored : said->size;
    check_state(r, image, layer);
    if (blob && layer->state == LAYER_READ)
        check_blob(r, image, layer, said);
    if (layer->diff_id.len == 0 && blob)
        layer->diff_id = blob->diff_id;
    if (layer->digest.len == 0 && blob && !blob->compressed)
        layer->digest = layer->diff_id;
}

/* ---- images ---- */

static void add_image(Reading *r, const Manifest *manifest)
{
    const ConfigFacts *facts = &manifest->facts;
    Image *image = PUSH(r->arena, r->out);
    *image = (Image){
        .names = manifest->names,
        .platform = manifest->platform,
        .config_digest = manifest->config.digest,
        .manifest_digest = manifest->self.digest,
        .config_bytes = manifest->config.size,
        .manifest_bytes = manifest->self.size,
        .config = facts->run,
        .history = facts->history,
    };
    if (!manifest->has_config)
        warn(&image->warnings, r->arena, WARN_NO_CONFIG, NO_LAYER, manifest->config.digest);
    else if (facts->diff_ids.len && facts->diff_ids.len != manifest->layers.len)
        warn(&image->warnings, r->arena, WARN_LAYER_COUNT, NO_LAYER, (Str){0});
    bool count_fits = facts->diff_ids.len == manifest->layers.len;
    for (size_t i = 0; i < manifest->layers.len; i++)
        add_layer(r, image, &manifest->layers.at[i], count_fits ? facts->diff_ids.at[i] : (Str){0});
    history_align(r->arena, image);
}

static uint64_t size_of(const Descriptor *descriptor)
{
    return descriptor->member ? descriptor->member->size : 0;
}

static void count_attestation(Reading *r, const Manifest *manifest)
{
    r->out->attestation_bytes += size_of(&manifest->self) + size_of(&manifest->config);
    for (size_t i = 0; i < manifest->layers.len; i++)
        r->out->attestation_bytes += size_of(&manifest->layers.at[i]);
}

static void count_rest(Reading *r)
{
    for (size_t i = 0; i < r->manifests.len; i++) {
        const Manifest *manifest = &r->manifests.at[i];
        if (manifest->kind == MANIFEST_ATTESTATION)
            count_attestation(r, manifest);
        if (manifest->kind == MANIFEST_ARTIFACT)
            warn(&r->out->warnings, r->arena, WARN_ARTIFACT, NO_LAYER, manifest->config.media_type);
    }
    for (size_t i = 0; i < r->source.members.len; i++) {
        const Member *member = &r->source.members.at[i];
        if (!member->referenced && str_starts(member->name, STR("blobs/")))
            r->out->unreferenced_bytes += member->size;
    }
}

static bool read_images(Reading *r, Fail *fail)
{
    if (!manifests_choose(r->arena, r->query, &r->manifests, r->out, fail))
        return false;
    r->out->layout = r->manifests.layout;
    read_blobs(r);
    for (size_t i = 0; i < r->manifests.len; i++)
        if (r->manifests.at[i].chosen)
            add_image(r, &r->manifests.at[i]);
    count_rest(r);
    history_find_bases(r->out->at, r->out->len);
    return true;
}

/* ---- without a manifest ---- */

/* What docker export writes: one layer, of which nothing is known. */
static void read_whole(Reading *r)
{
    LayerBlob *blob = r->source.whole;
    if (!blob) {
        blob = NEW(r->arena, LayerBlob);
        blob_read(r->arena, reader_of_bytes(r->arena, r->source.all), &r->work, blob);
    }
    Member member = {.blob = blob, .has_bytes = true};
    r->out->layout = STR("tar");
    Image *image = PUSH(r->arena, r->out);
    add_layer(r, image, &(Descriptor){.member = &member}, blob->diff_id);
    warn(&r->out->warnings, r->arena, WARN_NO_MANIFEST, NO_LAYER, (Str){0});
}

static bool fail_no_manifest(Reading *r, Fail *fail)
{
    static const char *const names[] = {"manifest.json", "index.json", "oci-layout"};
    const Warnings *warnings = &r->out->warnings;
    for (size_t i = 0; i < warnings->len; i++)
        if (warnings->at[i].kind == WARN_BROKEN_JSON)
            return fail_set(fail, "%.*s: cannot read %.*s", STR_ARG(r->query->path),
                            STR_ARG(warnings->at[i].first));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (source_find(&r->source, str_from(names[i])))
            return fail_set(fail, "%.*s has %s, but it names no image", STR_ARG(r->query->path),
                            names[i]);
    if (r->source.kind == SOURCE_DIRECTORY)
        return fail_set(fail,
                        "%.*s is a directory without index.json or manifest.json: no image "
                        "was saved there",
                        STR_ARG(r->query->path));
    read_whole(r);
    return true;
}

bool images_read(Arena *arena, const ImageQuery *query, Images *out, Fail *fail)
{
    Reading r = {.arena = arena, .query = query, .out = out};
    *out = (Images){0};
    r.work = (BlobWork){
        .key = content_key_new(arena),
        .most_raw = query->most_raw ? query->most_raw : most_raw,
        .stored_algorithm = query->verify ? STR("sha256") : (Str){0},
        .raw_algorithm = query->verify ? STR("sha256") : (Str){0},
    };
    if (!source_open(arena, query->path, &r.work, &r.source, fail))
        return false;
    out->warnings = r.source.warnings;
    r.manifests.warnings = &out->warnings;
    manifests_find(arena, &r.source, &r.manifests);
    return r.manifests.len ? read_images(&r, fail) : fail_no_manifest(&r, fail);
}
