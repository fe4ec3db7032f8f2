/* Manifests: which blobs make an image, as each layout says it. Nothing is read here but JSON.
   Private to the room. */
#pragma once

#include "image/config.h"
#include "image/source.h"

/* What a manifest says about a blob. */
typedef struct {
    Str digest, media_type;
    uint64_t size;                    /* 0 when it is not said */
    bool foreign;                     /* it may be fetched from elsewhere */
    Str estargz_index, chunked_index; /* digests of the index of a layer for lazy pulling */
    Str predicate;                    /* of an attestation: what kind of statement it is */
    Member *member;                   /* NULL when the archive does not hold it */
} Descriptor;

typedef struct {
    Descriptor *at;
    size_t len, cap;
} Descriptors;

typedef enum {
    MANIFEST_IMAGE,
    MANIFEST_ATTESTATION,
    MANIFEST_ARTIFACT, /* something else that is kept as images are */
} ManifestKind;

typedef struct {
    ManifestKind kind;
    Strs names;
    Str platform;    /* by the index, else by the configuration */
    unsigned group;  /* images of one group differ by platform */
    Descriptor self; /* its member is NULL in a layout without manifests, too */
    Descriptor config;
    Descriptors layers;
    Str artifact_type;          /* of what is no image; may be empty */
    Str subject;                /* the digest of the manifest that it is about; may be empty */
    Str base_name, base_digest; /* by its annotations; either may be empty */
    Strs origins;               /* repositories that it came from */
    ConfigFacts facts;
    bool has_config; /* the configuration could be read */
    bool chosen;
    bool more_layers; /* than are read */
} Manifest;

typedef struct {
    Manifest *at;
    size_t len, cap;
    Str layout;
    unsigned groups;
    Warnings *warnings; /* of the archive */
} Manifests;

/* All that the archive names. Empty when it has nothing that a saved image has. */
void manifests_find(Arena *arena, Source *source, Manifests *out);
/* What a descriptor holds of its blob itself, base64 in `data`; NULL, and a warning, where that is
   not what it says. */
Member *manifest_embedded(Arena *arena, const Descriptor *said, Str data, Manifests *out);
/* Whether something of it is in the archive. */
bool manifest_is_there(const Manifest *manifest);
/* The JSON of a member; NULL, and a warning, when it cannot be read. */
const Json *manifest_document(Arena *arena, Source *source, Member *member, Manifests *out);
/* The same of a blob, held against what is said about it. */
const Json *manifest_blob(Arena *arena, Source *source, const Descriptor *said, Manifests *out);
/* It is JSON, and not what it should be. */
void manifest_broken(Arena *arena, const Member *member, const char *why, Manifests *out);

/* ---- manifest_docker.c ---- */

void docker_manifests(Arena *arena, Source *source, const Json *list, Manifests *out);
/* Archives from before docker 1.10, in which each layer names the one below. */
void docker_chains(Arena *arena, Source *source, Manifests *out);

/* ---- manifest_oci.c ---- */

void oci_manifests(Arena *arena, Source *source, Manifests *out);
void dir_manifests(Arena *arena, Source *source, const Json *document, Manifests *out);
