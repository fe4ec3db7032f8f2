#include "image/manifest.h"

#include "image/digest.h"

static const Json *read_document(Arena *arena, Source *source, Member *member, Fail *fail)
{
    if (member->size > source->limits.json)
        fail_set(fail, "JSON of more than %llu bytes (--max-json)",
                 (unsigned long long)source->limits.json);
    else if (!source_read_document(source, member))
        fail_set(fail, "it is no JSON");
    else
        return document_read(arena, member->bytes, fail);
    return NULL;
}

void manifest_broken(Arena *arena, const Member *member, const char *why, Manifests *out)
{
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "%.*s: %s", STR_ARG(member->name), why);
    warn(out->warnings, arena, WARN_BROKEN_JSON, NO_LAYER, buf_str(&text));
}

const Json *manifest_document(Arena *arena, Source *source, Member *member, Manifests *out)
{
    Fail fail = {0};
    if (!member)
        return NULL;
    member->referenced = true;
    const Json *document = read_document(arena, source, member, &fail);
    if (!document)
        manifest_broken(arena, member, fail.text, out);
    return document;
}

const Json *manifest_blob(Arena *arena, Source *source, const Descriptor *said, Manifests *out)
{
    const Json *document = manifest_document(arena, source, said->member, out);
    if (!document)
        return NULL;
    const Member *member = said->member;
    if (said->size && said->size != member->size)
        warn(out->warnings, arena, WARN_SIZE_MISMATCH, NO_LAYER, member->name);
    if (!digest_is_sound(said->digest))
        return document;
    Str digest = digest_of(arena, digest_algorithm(said->digest), member->bytes);
    if (digest.len == 0)
        warn(out->warnings, arena, WARN_NOT_TOLD, NO_LAYER, str_from(digest_missing));
    else if (!str_eq(digest, said->digest))
        warn(out->warnings, arena, WARN_DIGEST_MISMATCH, NO_LAYER, member->name);
    return document;
}

bool manifest_is_there(const Manifest *manifest)
{
    if (manifest->config.member)
        return true;
    for (size_t i = 0; i < manifest->layers.len; i++)
        if (manifest->layers.at[i].member)
            return true;
    return false;
}

static void add_config(Arena *arena, Source *source, Manifest *manifest, Manifests *out)
{
    const Json *document = manifest_blob(arena, source, &manifest->config, out);
    if (!document)
        return;
    manifest->has_config = true;
    manifest->facts = config_facts(arena, document);
}

static void complete(Arena *arena, Source *source, Manifest *manifest, Manifests *out)
{
    const ImageConfig *run = &manifest->facts.run;
    if (!manifest->has_config)
        add_config(arena, source, manifest, out);
    if (manifest->platform.len == 0)
        manifest->platform = platform_text(arena, run->os, run->architecture, run->variant);
}

/* ---- one image, told by docker's manifest.json and by index.json ---- */

/* By the digest, where both have one: it is in the name that docker gives a file, too. */
static bool is_same_blob(const Descriptor *a, const Descriptor *b)
{
    Str left = digest_hex(a->digest), right = digest_hex(b->digest);
    return left.len && right.len ? str_eq(left, right) : a->member && a->member == b->member;
}

static const Descriptor *descriptor_of(const Descriptors *layers, const Descriptor *wanted)
{
    for (size_t i = 0; i < layers->len; i++)
        if (is_same_blob(&layers->at[i], wanted))
            return &layers->at[i];
    return NULL;
}

static void add_names(Arena *arena, Strs *names, const Strs *more)
{
    for (size_t i = 0; i < more->len; i++) {
        size_t at = 0;
        while (at < names->len && !str_eq(names->at[at], more->at[i]))
            at++;
        if (at == names->len)
            *PUSH(arena, names) = more->at[i];
    }
}

/* The order of the layers is docker's, since its own index.json was wrong at times; all else is
   told better by the manifest behind the index. */
static void merge(Arena *arena, Manifest *oci, const Manifest *docker)
{
    Descriptors layers = {0};
    for (size_t i = 0; i < docker->layers.len; i++) {
        const Descriptor *known = descriptor_of(&oci->layers, &docker->layers.at[i]);
        *PUSH(arena, &layers) = known ? *known : docker->layers.at[i];
    }
    oci->layers = layers;
    if (docker->names.len) {
        Strs names = {0};
        add_names(arena, &names, &docker->names);
        oci->names = names;
    }
}

static void merge_all(Arena *arena, Manifests *out, const Manifests *docker)
{
    size_t from_index = out->len;
    for (size_t i = 0; i < docker->len; i++) {
        const Manifest *told = &docker->at[i];
        size_t at = 0;
        while (at < from_index && !is_same_blob(&out->at[at].config, &told->config))
            at++;
        if (at < from_index)
            merge(arena, &out->at[at], told);
        else
            *PUSH(arena, out) = *told;
    }
}

void manifests_find(Arena *arena, Source *source, Manifests *out)
{
    Manifests docker = {.warnings = out->warnings, .groups = 1};
    out->groups = 1;
    Member *member = source_find(source, STR("manifest.json"));
    const Json *document = manifest_document(arena, source, member, out);
    if (json_is_array(document)) {
        out->layout = STR("docker-archive");
        docker_manifests(arena, source, document, &docker);
        out->groups = docker.groups;
    } else if (document_count(document, "schemaVersion") > 0) {
        out->layout = STR("dir");
        dir_manifests(arena, source, document, out);
    }
    if (source_find(source, STR("index.json"))) {
        out->layout = docker.len ? STR("docker-archive and oci") : STR("oci");
        oci_manifests(arena, source, out);
    }
    merge_all(arena, out, &docker);
    if (out->len == 0 && !member)
        docker_chains(arena, source, out);
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i].kind == MANIFEST_IMAGE)
            complete(arena, source, &out->at[i], out);
}
