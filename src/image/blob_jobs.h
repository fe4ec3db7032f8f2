/* The blobs of an archive that lies still, read by many threads. Private to the room. */
#pragma once

#include "image/source.h"

typedef struct {
    Member *member;
    Arena *arena;  /* of what is found */
    Str algorithm; /* the digest of the blob as it is stored; empty: the blob is walked */
    Str digest;
    const char *flaw, *untold; /* as of LayerBlob */
} BlobJob;

typedef struct {
    BlobJob *at;
    size_t len, cap;
} BlobJobs;

/* Nothing when the member is NULL, was read already or cannot be. A blob that is compressed is read
   whole anyway: its digest is always looked at, that of another only to verify. */
void blob_jobs_add(Arena *arena, BlobJobs *jobs, Source *source, Member *member, Str digest,
                   bool verify);
/* Each member has its blob then. */
void blob_jobs_run(BlobJobs *jobs, const BlobWork *work, unsigned threads);
