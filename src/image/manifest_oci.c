#include "base/path.h"
#include "image/digest.h"
#include "image/manifest.h"

enum { DEEPEST = 8, MOST_MANIFESTS = 4096 };

typedef struct {
    Arena *arena;
    Source *source;
    Manifests *out;
    bool flat;   /* blobs lie side by side, named by their digits: dir: */
    Strs walked; /* digests of indexes that need not be walked again */
} Walk;

/* What an index says of the manifests below it. */
typedef struct {
    Strs names;
    Str platform;
    unsigned group; /* 0 outside of an index for one image */
    unsigned depth;
    Str artifact_type;
    Str subject; /* the manifest that it is about; may be empty */
    Strs origins;
    bool attestation, referrer;
} Context;

static Member *blob_of(Walk *w, Str digest)
{
    if (!digest_is_sound(digest))
        return NULL;
    Str hex = digest_hex(digest);
    if (w->flat)
        return source_find(w->source, hex);
    Str folder = path_join(w->arena, STR("blobs"), digest_algorithm(digest));
    return source_find(w->source, path_join(w->arena, folder, hex));
}

static bool is_foreign(const Json *descriptor)
{
    Str type = document_text(descriptor, "mediaType");
    return json_count(document_member(descriptor, "urls")) > 0 ||
           str_find(type, STR(".foreign.")) < type.len ||
           str_find(type, STR(".nondistributable.")) < type.len;
}

static Descriptor descriptor_of(Walk *w, const Json *json)
{
    const Json *notes = document_member(json, "annotations");
    Descriptor descriptor = {
        .digest = document_text(json, "digest"),
        .media_type = document_text(json, "mediaType"),
        .size = document_count(json, "size"),
        .foreign = is_foreign(json),
        .estargz_index = document_text(notes, "containerd.io/snapshot/stargz/toc.digest"),
        .chunked_index =
            document_text(notes, "io.github.containers.zstd-chunked.manifest-checksum"),
        .predicate = document_text(notes, "in-toto.io/predicate-type"),
    };
    Str data = document_text(json, "data");
    Member *held = data.len ? manifest_embedded(w->arena, &descriptor, data, w->out) : NULL;
    descriptor.member = blob_of(w, descriptor.digest);
    if (!descriptor.member)
        descriptor.member = held;
    if (descriptor.member) {
        descriptor.member->referenced = true;
        if (descriptor.size == 0)
            descriptor.size = descriptor.member->size;
    }
    return descriptor;
}

/* ---- manifests ---- */

static bool is_image_config(Str media_type)
{
    return media_type.len == 0 ||
           str_eq(media_type, STR("application/vnd.oci.image.config.v1+json")) ||
           str_eq(media_type, STR("application/vnd.docker.container.image.v1+json"));
}

static ManifestKind kind_of(const Manifest *manifest, const Context *context)
{
    Str type = manifest->artifact_type;
    if (context->attestation || str_find(type, STR("attestation")) < type.len)
        return MANIFEST_ATTESTATION;
    return context->referrer || type.len > 0 || !is_image_config(manifest->config.media_type)
               ? MANIFEST_ARTIFACT
               : MANIFEST_IMAGE;
}

/* buildah notes an empty name where the build began with nothing; its digest is that of a step. */
static void read_base(const Json *notes, Manifest *manifest)
{
    const Json *name = document_member(notes, "org.opencontainers.image.base.name");
    manifest->base_name = json_as_str(name);
    if (!name || manifest->base_name.len > 0)
        manifest->base_digest = document_text(notes, "org.opencontainers.image.base.digest");
}

static void read_manifest(Walk *w, const Json *document, Manifest *manifest, const Context *context)
{
    manifest->config = descriptor_of(w, document_member(document, "config"));
    read_base(document_member(document, "annotations"), manifest);
    manifest->origins = context->origins;
    Str subject = document_text(document_member(document, "subject"), "digest");
    manifest->subject = subject.len ? subject : context->subject;
    Str type = document_text(document, "artifactType");
    manifest->artifact_type = type.len ? type : context->artifact_type;
    manifest->kind = kind_of(manifest, context);
    const Json *layers = document_member(document, "layers");
    if (!json_is_array(layers))
        return;
    manifest->more_layers = json_count(layers) > w->source->limits.layers;
    for (const Json *at = json_item(layers, 0);
         at && manifest->layers.len < w->source->limits.layers; at = json_next(at))
        *PUSH(w->arena, &manifest->layers) = descriptor_of(w, at);
}

/* ---- indexes ---- */

static Str name_of(const Json *annotations)
{
    Str full = document_text(annotations, "io.containerd.image.name");
    return full.len ? full : document_text(annotations, "org.opencontainers.image.ref.name");
}

/* The same manifest under another name is one image with two names. */
static Manifest *known(Walk *w, Str digest)
{
    for (size_t i = 0; i < w->out->len && digest.len; i++)
        if (str_eq(w->out->at[i].self.digest, digest))
            return &w->out->at[i];
    return NULL;
}

/* containerd notes of each registry from which repositories it came. */
static void add_origins(Walk *w, const Json *annotations, Strs *origins)
{
    Str key = STR("containerd.io/distribution.source.");
    Strs found = {0};
    if (json_is_object(annotations))
        for (const Json *at = json_item(annotations, 0); at; at = json_next(at))
            for (Str rest = json_as_str(at); str_starts(json_name(at), key) && rest.len > 0;) {
                StrCut repository = str_cut(rest, ',');
                Str registry = str_joined(w->arena, str_tail(json_name(at), key.len), STR("/"));
                *PUSH(w->arena, &found) = str_joined(w->arena, registry, repository.head);
                rest = repository.tail;
            }
    if (found.len > 0)
        *origins = found;
}

static Context context_below(Walk *w, const Context *above, const Json *descriptor)
{
    const Json *annotations = document_member(descriptor, "annotations");
    const Json *platform = document_member(descriptor, "platform");
    Context below = *above;
    Str name = name_of(annotations), os = document_text(platform, "os");
    below.depth++;
    if (name.len) {
        below.names = (Strs){0};
        *PUSH(w->arena, &below.names) = name;
    }
    below.platform = platform_text(w->arena, os, document_text(platform, "architecture"),
                                   document_text(platform, "variant"));
    below.artifact_type = document_text(descriptor, "artifactType");
    below.subject = document_text(annotations, "io.containerd.manifest.subject");
    below.referrer = below.subject.len > 0;
    if (!below.referrer)
        below.subject = document_text(annotations, "vnd.docker.reference.digest");
    add_origins(w, annotations, &below.origins);
    below.attestation = document_text(annotations, "vnd.docker.reference.type").len > 0 ||
                        str_eq(os, STR("unknown"));
    return below;
}

static void walk_index(Walk *w, const Json *index, const Context *context);

/* Outside of an index of their own, manifests of one name are one image for several platforms. */
static unsigned group_of(Walk *w, const Manifest *manifest)
{
    for (size_t i = 0; i < w->out->len; i++) {
        const Manifest *other = &w->out->at[i];
        bool same_name =
            manifest->names.len == 0
                ? other->names.len == 0
                : other->names.len && str_eq(manifest->names.at[0], other->names.at[0]);
        if (same_name && manifest->platform.len && other->platform.len &&
            !str_eq(manifest->platform, other->platform))
            return other->group;
    }
    return w->out->groups++;
}

static void add_manifest(Walk *w, const Json *document, const Descriptor *self,
                         const Context *context)
{
    Manifest manifest = {.self = *self, .platform = context->platform, .group = context->group};
    for (size_t i = 0; i < context->names.len; i++)
        *PUSH(w->arena, &manifest.names) = context->names.at[i];
    read_manifest(w, document, &manifest, context);
    if (manifest.group == 0)
        manifest.group = group_of(w, &manifest);
    *PUSH(w->arena, w->out) = manifest;
}

static bool is_among(const Strs *list, Str one)
{
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->at[i], one))
            return true;
    return false;
}

static void walk_below(Walk *w, const Json *index, Str digest, const Context *context)
{
    Context below = *context;
    if (is_among(&w->walked, digest) || context->depth > DEEPEST)
        return;
    *PUSH(w->arena, &w->walked) = digest;
    if (below.group == 0)
        below.group = w->out->groups++;
    walk_index(w, index, &below);
}

static Descriptor descriptor_of_manifest(Walk *w, const Json *json)
{
    Descriptor self = descriptor_of(w, json);
    if (w->flat && !self.member && digest_is_sound(self.digest))
        self.member = source_find(
            w->source, str_joined(w->arena, digest_hex(self.digest), STR(".manifest.json")));
    return self;
}

/* What engines no longer read, since it names layers by what they are packed as. */
static bool is_of_old(Walk *w, const Json *document, const Member *member)
{
    bool old = document_member(document, "fsLayers") != NULL;
    if (old)
        manifest_broken(w->arena, member, "it is of schema 1, which engines no longer read",
                        w->out);
    return old;
}

static void walk_descriptor(Walk *w, const Json *json, const Context *context)
{
    Descriptor self = descriptor_of_manifest(w, json);
    Manifest *again = known(w, self.digest);
    for (size_t i = 0; again && i < context->names.len; i++)
        if (!is_among(&again->names, context->names.at[i]))
            *PUSH(w->arena, &again->names) = context->names.at[i];
    if (again || w->out->len >= MOST_MANIFESTS)
        return;
    const Json *document = manifest_blob(w->arena, w->source, &self, w->out);
    if (json_is_array(document_member(document, "manifests")))
        walk_below(w, document, self.digest, context);
    else if (!is_of_old(w, document, self.member))
        add_manifest(w, document, &self, context);
}

static void walk_index(Walk *w, const Json *index, const Context *context)
{
    const Json *list = document_member(index, "manifests");
    if (!json_is_array(list))
        return;
    for (const Json *at = json_item(list, 0); at; at = json_next(at)) {
        Context below = context_below(w, context, at);
        walk_descriptor(w, at, &below);
    }
}

/* Who writes an index without images says null; what is not there is for another platform. */
static void check_index(Walk *w, const Member *member, const Json *index)
{
    const Json *list = json_member(index, "manifests");
    if (!list || !(json_is_array(list) || json_is_null(list)))
        manifest_broken(w->arena, member, "it lists no manifests", w->out);
    for (const Json *at = json_item(list, 0); at; at = json_next(at)) {
        Str digest = document_text(at, "digest");
        if (!digest_is_sound(digest))
            manifest_broken(w->arena, member, "it names a manifest without a digest", w->out);
        else if (!document_member(at, "platform") && !document_member(at, "data") &&
                 !blob_of(w, digest))
            manifest_broken(w->arena, member, "it names what the archive does not hold", w->out);
    }
}

void oci_manifests(Arena *arena, Source *source, Manifests *out)
{
    Walk w = {.arena = arena, .source = source, .out = out};
    Member *member = source_find(source, STR("index.json"));
    const Json *index = manifest_document(arena, source, member, out);
    if (index)
        check_index(&w, member, index);
    walk_index(&w, index, &(Context){0});
}

void dir_manifests(Arena *arena, Source *source, const Json *document, Manifests *out)
{
    Walk w = {.arena = arena, .source = source, .out = out, .flat = true};
    if (json_is_array(document_member(document, "manifests"))) {
        walk_index(&w, document, &(Context){.group = out->groups++});
        return;
    }
    Member *member = source_find(source, STR("manifest.json"));
    if (is_of_old(&w, document, member))
        return;
    Descriptor self = {.member = member, .size = member->size};
    self.digest = digest_of(arena, STR("sha256"), member->bytes);
    add_manifest(&w, document, &self, &(Context){0});
}
