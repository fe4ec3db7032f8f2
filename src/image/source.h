/* Source: the members of an archive by name, wherever it lies. What lies still (a file that is
   mapped, a directory) is read when somebody asks; what flows (a pipe, an archive that is
   compressed as a whole) is read once, and each member that looks like a layer is walked as it
   passes, since the manifests may come last. Private to the room. */
#pragma once

#include "image/blob.h"

typedef struct {
    Str name; /* without "./" and "/" in front */
    Str link; /* where it points, when it is a link: from its own directory, or from the root */
    uint64_t size;
    size_t order;    /* among the members of the archive */
    bool has_bytes;  /* they are mapped, or were kept */
    bool referenced; /* by a manifest */
    bool embedded;   /* a manifest holds its bytes: they are mapped from no file */
    Str bytes;       /* fewer than its size where the archive breaks off */
    LayerBlob *blob; /* NULL until it is read as a layer */
} Member;

typedef struct {
    Member *at;
    size_t len, cap;
} Members;

/* What has more of them is no image; whatever it is, it is read as one layer. */
enum { MOST_MEMBERS = 1 << 18 };

typedef enum {
    SOURCE_MAPPED,
    SOURCE_DIRECTORY,
    SOURCE_FLOWING,
} SourceKind;

typedef struct {
    Arena *arena;
    Str path;
    ImageLimits limits;
    uint64_t documents; /* bytes of JSON that flowed by and was kept */
    SourceKind kind;
    bool is_file;     /* bytes of members are mapped from one */
    Str head;         /* its first bytes, unpacked */
    Str all;          /* the tar, where it is mapped */
    LayerBlob *whole; /* the tar as if it were one layer, where it flows; else NULL */
    Members members;  /* by name, each once */
    Warnings warnings;
} Source;

bool source_open(Arena *arena, const ImageQuery *query, const BlobWork *work, Source *source,
                 Fail *fail);
Member *source_find(Source *source, Str name);   /* through links; NULL when there is none */
bool source_map(Source *source, Member *member); /* its bytes; false when they cannot be had */

/* ---- source_tar.c ---- */

/* Each member of a tar, in order; `work` is NULL where bytes stay, and may be read later. */
void tar_members(Source *source, Reader *tar, const BlobWork *work);
bool looks_like_tar(Str head);
bool looks_like_document(Str head); /* the beginning of a manifest or configuration */

/* ---- source_directory.c ---- */

bool directory_members(Source *source, Fail *fail);
bool directory_map(Source *source, Member *member);
/* A file that is open; what is mapped stays for the arena's life. */
bool file_map(Arena *arena, int fd, uint64_t size, Str *bytes);

/* ---- source_guess.c ---- */

/* What is no archive: what it is, and what makes one. Always false. */
bool fail_no_image(const Source *source, Fail *fail);
