/* Source: the members of an archive by name, wherever it lies. What lies still (a file, a
   directory) is read when somebody asks; what flows (a pipe, an archive that is
   compressed as a whole) is read once, and each member that looks like a layer is walked as it
   passes, since the manifests may come last. Private to the room. */
#pragma once

#include "image/blob.h"

/* One that somebody asked for, or that may not be asked for again. */
typedef struct {
    Str name; /* without "./" and "/" in front */
    Str link; /* where it points, when it is a link: from its own directory, or from the root */
    uint64_t size;
    bool has_bytes;  /* they lie still, or were kept */
    bool referenced; /* by a manifest */
    Ground ground;   /* where they lie; fewer than its size where the archive breaks off */
    Str bytes;       /* all of them, of a document that was read */
    LayerBlob *blob; /* NULL until it is read as a layer */
} Member;

/* One of them all: what flows by may have very many, and only at its end it is known whether it is
   an image, which asks for few. */
typedef struct {
    Str name;
    uint64_t size;
    uint64_t from;  /* where its bytes begin in a tar that lies still */
    Member *member; /* NULL until there is one */
    uint32_t order; /* in the archive */
    bool has_bytes;
} Listed;

typedef struct {
    Arena *arena; /* of all that is listed, and of members */
    Listed **at;
    size_t len, cap;
} Listing;

/* What has more of them is no image; whatever it is, it is read as one layer. */
enum { MOST_MEMBERS = 1 << 18 };

typedef enum {
    SOURCE_LYING,
    SOURCE_DIRECTORY,
    SOURCE_FLOWING,
} SourceKind;

typedef struct {
    Arena *arena;
    Str path;
    ImageLimits limits;
    uint64_t documents; /* bytes of JSON that flowed by and was kept */
    SourceKind kind;
    size_t opened;    /* files of a directory */
    Str head;         /* its first bytes, unpacked, where it is no tar */
    Ground all;       /* the tar, where it lies still */
    LayerBlob *whole; /* the tar as if it were one layer, where it flows; else NULL */
    Listing *listing; /* by name, each once */
    Warnings warnings;
} Source;

bool source_open(Arena *arena, const ImageQuery *query, const BlobWork *work, Source *source,
                 Fail *fail);
Member *source_find(Source *source, Str name); /* through links; NULL when there is none */
void source_forget(Source *source); /* no member is asked for, or was kept: it has none any more */
/* Its ground; false when its bytes cannot be had. */
bool source_open_member(Source *source, Member *member);
/* Its `bytes`; false when they cannot be had or look like no document. */
bool source_read_document(Source *source, Member *member);

/* One more, for who reads the archive; its name is copied. */
Listed *source_list(Source *source, Str name, uint64_t size);
Member *source_member(Source *source, Listed *listed); /* there is one from now on */

/* ---- source_tar.c ---- */

/* Each member of a tar, in order; `work` is NULL where they lie still, and may be read later. */
void tar_members(Source *source, Reader *tar, const BlobWork *work);
/* Whether it has a file by which images are known; else no other member is ever asked for. */
bool tar_may_be_image(Source *source, Reader *tar);
bool looks_like_tar(Str head);
bool looks_like_document(Str head); /* the beginning of a manifest or configuration */

/* ---- source_directory.c ---- */

bool directory_members(Source *source, Fail *fail);
bool directory_open(Source *source, Member *member);

/* ---- source_guess.c ---- */

/* What is no archive: what it is, and what makes one. Always false. */
bool fail_no_image(const Source *source, Fail *fail);
/* What does not exist, and where it names an image how that is weighed. Always false. */
bool fail_no_file(const Source *source, Fail *fail);
/* What has no manifest: false when it cannot be weighed as one layer either, with what it is. */
bool fail_no_manifest(Source *source, Fail *fail);
