#include "image/blob_jobs.h"
#include "image/choose.h"
#include "image/decode.h"
#include "image/digest.h"
#include "image/history.h"
#include "image/image.h"
#include "image/layer_order.h"
#include "image/platforms.h"
#include "image/provenance.h"

enum { MOST_FOR_DOCKER = 127 };

typedef struct {
    Arena *arena;
    const ImageQuery *query;
    BlobWork work;
    Source source;
    Manifests manifests;
    Images *out;
} Reading;

/* Each blob once, however many layers and images have it. */
static void read_blobs(Reading *r)
{
    BlobJobs jobs = {0};
    for (size_t i = 0; i < r->manifests.len; i++) {
        const Manifest *manifest = &r->manifests.at[i];
        for (size_t j = 0; manifest->chosen && j < manifest->layers.len; j++)
            blob_jobs_add(r->arena, &jobs, &r->source, manifest->layers.at[j].member,
                          manifest->layers.at[j].digest, r->query->verify);
    }
    blob_jobs_run(&jobs, &r->work, r->query->jobs);
}

bool image_is_windows(const Image *image)
{
    return str_eq(image->config.os, STR("windows")) || str_starts(image->platform, STR("windows"));
}

/* ---- layers ---- */

static LayerState state_of(const Source *source, const Descriptor *layer)
{
    const Member *member = layer->member;
    if (member && member->blob && member->blob->record)
        return LAYER_READ;
    /* Of what flowed by only documents were kept; a folder never had bytes. */
    bool flowed = source->kind == SOURCE_FLOWING && member && member->size > 0;
    bool is_there = flowed || (member && member->has_bytes);
    return is_there ? LAYER_OPAQUE : layer->foreign ? LAYER_FOREIGN : LAYER_MISSING;
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

/* Only digests of one kind can be compared. */
static bool differs(Str computed, Str said)
{
    return computed.len && str_eq(digest_algorithm(computed), digest_algorithm(said)) &&
           !str_eq(computed, said);
}

/* Layers that hold nothing, as many tools write them: raw, as Go's gzip packs them, and as docker
   did at the time of its first manifests. */
static bool is_empty(const ImageLayer *layer)
{
    static const Str known[] = {
        STR_INIT("sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"),
        STR_INIT("sha256:4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1"),
        STR_INIT("sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4"),
    };
    if (layer->blob) {
        const LayerSums *sums = layer_sums(layer->blob->record);
        return sums->entries == 0 && sums->whole;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(layer->digest, known[i]) || str_eq(layer->diff_id, known[i]))
            return true;
    return false;
}

static bool is_layer_type(Str type)
{
    static const Str known[] = {
        STR_INIT("application/vnd.oci.image.layer."),
        STR_INIT("application/vnd.docker.image.rootfs."),
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(type, known[i]))
            return true;
    return type.len == 0;
}

static void check_lazy(Reading *r, Image *image, const LayerBlob *blob, const Descriptor *said)
{
    const LazyIndex *index = &blob->lazy_index;
    bool chunked = blob->lazy == LAZY_ZSTD_CHUNKED;
    if (index->flaw.len)
        warn_of(r, image, WARN_LAZY_INDEX, index->flaw);
    else if (differs(index->digest, chunked ? said->chunked_index : said->estargz_index))
        warn_of(r, image, WARN_LAZY_INDEX, STR("it has not the digest that the manifest says"));
}

/* The bytes against what was said about them. */
static void check_blob(Reading *r, Image *image, const ImageLayer *layer, const Descriptor *said)
{
    const LayerBlob *blob = layer->blob;
    if (!is_layer_type(layer->media_type))
        warn_of(r, image, WARN_ODD_MEDIA_TYPE, layer->media_type);
    if (blob->flaw)
        warn_of(r, image, WARN_BLOB_DAMAGED, str_from(blob->flaw));
    check_lazy(r, image, blob, said);
    if (blob->untold)
        warn_of(r, image, WARN_NOT_TOLD, str_from(blob->untold));
    if (blob->trailer)
        warn_of(r, image, WARN_TRAILER_BYTES, (Str){0});
    if (blob->compressed && blob->raw / r->work.limits.ratio > blob->stored)
        warn_of(r, image, WARN_ODD_RATIO, (Str){0});
    if (said->size && said->size != blob->stored)
        warn_of(r, image, WARN_SIZE_MISMATCH, layer->digest);
    if (differs(blob->digest, layer->digest))
        warn_of(r, image, WARN_DIGEST_MISMATCH, blob->digest);
    if (differs(blob->diff_id, layer->diff_id))
        warn_of(r, image, WARN_DIFF_ID_MISMATCH, blob->diff_id);
}

static void add_layer(Reading *r, Image *image, const Descriptor *said, Str diff_id)
{
    ImageLayer *layer = PUSH(r->arena, &image->layers);
    *layer = (ImageLayer){
        .state = state_of(&r->source, said),
        .diff_id = diff_id,
        .digest = said->digest,
        .media_type = said->media_type,
        .has_wire = said->size > 0,
        .wire = said->size,
    };
    check_state(r, image, layer);
    if (layer->state == LAYER_READ)
        layer->blob = said->member->blob;
    layer->empty = is_empty(layer);
    if (layer->state != LAYER_READ)
        return;
    const LayerBlob *blob = layer->blob;
    layer->has_wire = blob->compressed;
    layer->wire = blob->compressed ? blob->stored : 0;
    layer->wire_about = blob->about;
    check_blob(r, image, layer, said);
    if (layer->diff_id.len == 0)
        layer->diff_id = blob->diff_id;
    if (layer->digest.len == 0)
        layer->digest = blob->compressed ? blob->digest : layer->diff_id;
}

/* That of the lowest layer is its diff_id; each further one is the digest of two names. */
static void chain(Arena *arena, ImageLayers *layers)
{
    Str below = {0};
    for (size_t i = 0; i < layers->len && layers->at[i].diff_id.len > 0; i++) {
        Str both = str_joined(arena, str_joined(arena, below, STR(" ")), layers->at[i].diff_id);
        below = i == 0 ? layers->at[i].diff_id : digest_of(arena, STR("sha256"), both);
        layers->at[i].chain_id = below;
    }
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
        .hops = r->work.limits.hops,
        .engine = r->query->engine,
        .origins = manifest->origins,
        .materials = provenance_images(r->arena, &r->source, &r->manifests, manifest->self.digest),
        .base_name = manifest->base_name,
        .base_digest = manifest->base_digest,
    };
    if (manifest->more_layers)
        warn(&image->warnings, r->arena, WARN_TOO_MANY_LAYERS, NO_LAYER, (Str){0});
    if (!manifest->has_config)
        warn(&image->warnings, r->arena, WARN_NO_CONFIG, NO_LAYER, manifest->config.digest);
    Descriptors layers;
    if (!layers_in_order(r->arena, &manifest->layers, &facts->diff_ids, &layers))
        warn(&image->warnings, r->arena, WARN_LAYER_ORDER, NO_LAYER, (Str){0});
    /* Layers of the time before docker 1.10, which are no configuration, never had any. */
    if (manifest->has_config && manifest->config.member && layers.len && !facts->diff_ids.len)
        warn(&image->warnings, r->arena, WARN_NO_DIFF_IDS, NO_LAYER, (Str){0});
    bool count_fits = facts->diff_ids.len == layers.len;
    if (manifest->has_config && facts->diff_ids.len && !count_fits && !manifest->more_layers)
        warn(&image->warnings, r->arena, WARN_LAYER_COUNT, NO_LAYER, (Str){0});
    if (layers.len > MOST_FOR_DOCKER)
        warn(&image->warnings, r->arena, WARN_MANY_LAYERS, NO_LAYER, (Str){0});
    for (size_t i = 0; i < layers.len; i++)
        add_layer(r, image, &layers.at[i], count_fits ? facts->diff_ids.at[i] : (Str){0});
    chain(r->arena, &image->layers);
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
            warn(&r->out->warnings, r->arena, WARN_ARTIFACT, NO_LAYER,
                 manifest->artifact_type.len ? manifest->artifact_type
                                             : manifest->config.media_type);
    }
    for (size_t i = 0; i < r->source.listing->len; i++) {
        const Listed *listed = r->source.listing->at[i];
        bool referenced = listed->member && listed->member->referenced;
        if (!referenced && str_starts(listed->name, STR("blobs/")))
            r->out->unreferenced_bytes += listed->size;
    }
}

/* What the archive of the base is like; its layers need not be read. */
static bool read_base(Reading *r, Images *base, Fail *fail)
{
    if (r->query->base.len == 0)
        return true;
    ImageQuery query = {.path = r->query->base, .platform = STR("all"), .skip_layers = true};
    return images_read(r->arena, &query, base, fail);
}

static bool read_images(Reading *r, Fail *fail)
{
    if (!manifests_choose(r->arena, r->query, &r->manifests, r->out, fail))
        return false;
    r->out->layout = r->manifests.layout;
    if (!r->query->skip_layers)
        read_blobs(r);
    for (size_t i = 0; i < r->manifests.len; i++)
        if (r->manifests.at[i].chosen)
            add_image(r, &r->manifests.at[i]);
    count_rest(r);
    return true;
}

/* ---- without a manifest ---- */

/* One image for each platform that has a directory. */
static bool add_platforms(Reading *r, const PlatformParts *parts, Fail *fail)
{
    for (size_t i = 0; i < parts->len; i++) {
        Member *member = NEW(r->arena, Member);
        LayerBlob *blob = member->blob = NEW(r->arena, LayerBlob);
        *blob = (LayerBlob){.record = parts->at[i].record, .coding = coding_name(CODING_NONE)};
        blob->raw = blob->stored = member->size = layer_sums(blob->record)->tar;
        if (r->query->estimate)
            blob->untold = "wire bytes of one directory of several are not estimated";
        Manifest *manifest = PUSH(r->arena, &r->manifests);
        manifest->platform = parts->at[i].platform;
        *PUSH(r->arena, &manifest->layers) = (Descriptor){.member = member};
    }
    r->out->layout = STR("tar with a directory for each platform");
    r->out->attestation_bytes = parts->beside;
    if (!manifests_choose(r->arena, r->query, &r->manifests, r->out, fail))
        return false;
    for (size_t i = 0; i < r->manifests.len; i++) {
        const Manifest *manifest = &r->manifests.at[i];
        if (!manifest->chosen)
            continue;
        Image *image = PUSH(r->arena, r->out);
        image->platform = manifest->platform;
        add_layer(r, image, &manifest->layers.at[0], (Str){0});
    }
    return true;
}

/* What docker export writes: one layer, of which nothing is known. */
static bool read_whole(Reading *r, Fail *fail)
{
    source_forget(&r->source);
    BlobJobs jobs = {0};
    Member whole = {.has_bytes = true, .ground = r->source.all, .blob = r->source.whole};
    whole.size = whole.ground.len;
    blob_jobs_add(r->arena, &jobs, &r->source, &whole, (Str){0}, r->query->verify);
    blob_jobs_run(&jobs, &r->work, r->query->jobs);
    const LayerRecord *record = whole.blob->record;
    warn(&r->out->warnings, r->arena, WARN_NO_MANIFEST, NO_LAYER, (Str){0});
    /* A manifest may have been behind it. */
    if (record && warning_seen(layer_warnings(record), WARN_NO_END_BLOCKS, NO_LAYER))
        warn(&r->out->warnings, r->arena, WARN_ARCHIVE_BROKEN, NO_LAYER, (Str){0});
    PlatformParts parts = record ? platforms_split(r->arena, record) : (PlatformParts){0};
    if (parts.len > 0)
        return add_platforms(r, &parts, fail);
    r->out->layout = STR("tar");
    add_layer(r, PUSH(r->arena, r->out), &(Descriptor){.member = &whole}, (Str){0});
    return true;
}

static bool read_without_manifest(Reading *r, Fail *fail)
{
    const Warnings *warnings = &r->out->warnings;
    for (size_t i = 0; i < warnings->len; i++)
        if (warnings->at[i].kind == WARN_BROKEN_JSON)
            return fail_set(fail, "%.*s: cannot read %.*s", STR_ARG(r->query->path),
                            STR_ARG(warnings->at[i].first));
    return fail_no_manifest(&r->source, fail) && read_whole(r, fail);
}

bool images_read(Arena *arena, const ImageQuery *query, Images *out, Fail *fail)
{
    Reading r = {.arena = arena, .query = query, .out = out};
    *out = (Images){0};
    r.work = (BlobWork){
        .key = content_key_new(arena),
        .limits = image_limits(query->limits),
        .wish = query->wish,
        .watch = query->watch,
        .estimate = query->estimate,
        .verify = query->verify,
    };
    BaseQuestion question = {.query = query, .images = out};
    if (!read_base(&r, &question.base, fail) ||
        !source_open(arena, query, &r.work, &r.source, fail))
        return false;
    out->warnings = r.source.warnings;
    r.manifests.warnings = &out->warnings;
    manifests_find(arena, &r.source, &r.manifests);
    if (!(r.manifests.len ? read_images(&r, fail) : read_without_manifest(&r, fail)))
        return false;
    history_find_bases(&question);
    return true;
}
