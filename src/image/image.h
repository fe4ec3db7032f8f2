/* Saved images: what is in an archive, layer by layer.

   An archive is a file, a directory or standard input, in any layout that docker, podman, skopeo,
   buildx, kaniko, crane, jib, nix or bazel write, compressed or not. Its manifests and
   configurations are believed where they agree with the bytes; names, endings and media types
   never are. Nothing in it is run or written anywhere. What is damaged or missing is a warning, and
   everything else is still counted; only what is no image at all is a Fail, which says what it is.
   This room knows archives and layers, not Dockerfiles. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "image/layer.h"
#include "image/limits.h"

/* ---- what is asked ---- */

/* Who wants to know how far a read is; called by any of its threads. */
typedef struct {
    void (*advance)(void *context, uint64_t bytes); /* so many more were read; NULL: nobody does */
    void *context;
} ImageWatch;

/* How layers are stacked: as the specification says, or as engines do that differ from it. */
typedef enum { ENGINE_SPEC, ENGINE_OVERLAY, ENGINE_NAIVE } LayerEngine;

typedef struct {
    Str path;             /* "-" is standard input */
    Str bytes;            /* the archive itself, which stays; then the path is but its name */
    Str image;            /* a name, a tag or the beginning of an id; empty: every image */
    Str platform;         /* "linux/arm64", "all"; empty: this machine's, where there is a choice */
    size_t base_layers;   /* so many are the base's; 0: find out */
    Str base;             /* an archive of the base; empty when there is none */
    bool skip_layers;     /* manifests and configurations are enough */
    bool verify;          /* digests, too, of what need not be read whole */
    const BodyWish *wish; /* layer_bodies holds these; NULL: none */
    bool estimate;        /* what layers that are stored uncompressed would take over the wire */
    LayerEngine engine;   /* of the images */
    ImageLimits limits;
    ImageWatch watch;
    unsigned jobs; /* threads, 0 for one a processor */
} ImageQuery;

/* ---- what one blob holds ---- */

/* The first `stored` bytes of the blob make the first `raw` bytes of its tar. */
typedef struct {
    uint64_t raw, stored;
} WirePoint;

typedef struct {
    WirePoint *at;
    size_t len, cap;
} WirePoints;

/* What a file of the tar begins anew: a member of gzip, a frame of zstd. */
typedef struct {
    uint32_t entry;
    uint64_t stored; /* where that begins */
} BodyCut;

typedef struct {
    BodyCut *at;
    size_t len, cap;
} BodyCuts;

/* Whether a runtime can fetch one file of it alone. */
typedef enum {
    LAZY_NO,
    LAZY_ESTARGZ,
    LAZY_ESTARGZ_EXTERNAL, /* its index lies elsewhere */
    LAZY_ZSTD_CHUNKED,
} LazyKind;

/* What is found out of that index where it is asked for. */
typedef struct {
    Str flaw;   /* how it differs from the tar; may be empty */
    Str digest; /* that runtimes know it by; may be empty */
} LazyIndex;

typedef struct {
    LayerRecord *record;
    Str coding; /* "gzip", "raw" */
    bool compressed;
    uint64_t stored;    /* bytes of the blob in the archive */
    uint64_t raw;       /* bytes of its tar, as far as they could be read */
    uint64_t trailer;   /* bytes of the blob behind the end of what is compressed */
    uint64_t about;     /* what it would be compressed, where that was asked; else 0 */
    const char *flaw;   /* why its end could not be read; NULL where it could */
    const char *untold; /* why a digest or `about`, which was due, is not told; NULL where all is */
    Str digest;         /* of the stored bytes, computed; empty where they were not hashed */
    Str diff_id;        /* of the tar, computed; empty where it was not hashed or not read whole */
    WirePoints points;  /* of one that is compressed */
    BodyCuts cuts;
    LazyKind lazy;
    uint64_t index; /* stored bytes that are only there for lazy pulling */
    LazyIndex lazy_index;
    bool exact; /* each of its files begins a piece */
} LayerBlob;

/* How many of the stored bytes the first `raw` bytes of the tar take, about. */
uint64_t blob_wire_at(const LayerBlob *blob, uint64_t raw);
/* How many of them an entry takes, about; of a layer for lazy pulling exactly. Of such a layer what
   stands between the bodies of two files counts for the first one. */
uint64_t blob_wire_of(const LayerBlob *blob, uint32_t entry);

/* ---- what an image is ---- */

typedef struct {
    Str created;    /* as written; empty when it is not said */
    Str created_by; /* as written */
    Str command;    /* created_by without what the builders put around it */
    Str build_args; /* "A=x B=y", where the builder wrote them into created_by */
    Str author, comment;
    bool empty_layer; /* made no layer */
} HistoryEntry;

typedef struct {
    HistoryEntry *at;
    size_t len, cap;
} HistoryEntries;

typedef enum {
    LAYER_READ,
    LAYER_MISSING, /* the archive does not hold it, though it should */
    LAYER_FOREIGN, /* the archive need not hold it: it is fetched from elsewhere */
    LAYER_OPAQUE,  /* encrypted */
} LayerState;

typedef struct {
    LayerState state;
    Str diff_id;           /* by the configuration; else computed; may be empty */
    Str chain_id;          /* of it and all below, as engines name what is unpacked; may be empty */
    Str digest;            /* of the stored bytes, by the manifest or their name; may be empty */
    Str media_type;        /* as the manifest claims; may be empty */
    bool has_wire;         /* false where the archive holds the layer uncompressed */
    uint64_t wire;         /* bytes that go over the wire */
    uint64_t wire_about;   /* the same as an estimate, where it is wanted and not known; else 0 */
    const LayerBlob *blob; /* NULL unless it was read; equal layers share one */
    const HistoryEntry *history; /* what made it; NULL when nothing says so */
    bool single_entry;           /* the history has but this entry, and the image more layers */
    bool empty;                  /* it holds nothing */
} ImageLayer;

typedef struct {
    ImageLayer *at;
    size_t len, cap;
} ImageLayers;

typedef struct {
    Str name, value;
} ImagePair;

typedef struct {
    ImagePair *at;
    size_t len, cap;
} ImagePairs;

/* What a container of it would run with. */
typedef struct {
    Str os, architecture, variant, os_version, created, author;
    Str user, working_dir, stop_signal;
    Strs env, entrypoint, cmd, healthcheck, on_build, ports, volumes;
    ImagePairs labels;
} ImageConfig;

typedef struct {
    Strs names;   /* "debian:12"; may be empty */
    Str platform; /* "linux/amd64", "linux/arm/v7"; empty when nothing says so */
    Str config_digest, manifest_digest; /* either may be empty */
    uint64_t config_bytes, manifest_bytes;
    ImageConfig config;
    HistoryEntries history;
    ImageLayers layers;    /* the lowest first */
    Strs origins;          /* repositories that it came from, as containerd noted */
    ImagePairs materials;  /* images that the build took, by its provenance, and their digests */
    Str base_name;         /* as the builder wrote it; empty when it did not */
    Str base_digest;       /* of its manifest; may be empty */
    const char *base_told; /* what names it; NULL where nothing does */
    size_t base_layers;    /* how many of them belong to the base, as far as can be told */
    const char *base_rule; /* what told */
    uint64_t hops;         /* by the limits; 0: 40 */
    LayerEngine engine;
    Warnings warnings;
} Image;

/* ---- what an archive is ---- */

/* Whether its layers are those of Windows: Files/ is the drive C:, Hives/ are parts of the
   registry, UtilityVM/ is what starts a virtual machine. */
bool image_is_windows(const Image *image);

typedef struct {
    Str layout; /* "docker-archive", "oci", "dir", "tar" */
    Image *at;
    size_t len, cap;
    Strs platforms_absent; /* named, but the archive does not hold them */
    Strs platforms_left;   /* there, and not asked for */
    uint64_t attestation_bytes;
    uint64_t unreferenced_bytes; /* blobs that nothing names */
    Warnings warnings;
} Images;

/* Reads every layer of the images that were asked for. */
bool images_read(Arena *arena, const ImageQuery *query, Images *out, Fail *fail);
