/* What the model asks of a build context. It opens no file itself: whoever has a context (the room
   context/) hands this in, and what comes back is plain data. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "model/vars.h"

struct ContextEntry; /* of context/context.h: the model does not look inside */

/* A thing that a source takes. */
typedef struct {
    const struct ContextEntry *entry; /* with all that is sent of it when it is a directory */
    Str from;       /* where it is in the context, without a '/' before it; empty: all of it */
    Str to;         /* below the destination; empty where the content of a directory lands there */
    bool directory; /* else a file, a link or the like */
    bool lone;      /* no directory around it is copied: `to` is its name, where it needs one */
    uint32_t files; /* links too */
    uint64_t bytes; /* of a file with several names once */
} TakenPiece;

/* What one source of COPY, ADD or a bind mount takes of the context. */
typedef struct {
    TakenPiece *at;
    size_t len, cap;
    bool found;   /* something is there by that name, were it left out by --exclude */
    bool ignored; /* not found, since the ignore file leaves it out */
    uint32_t files;
    uint64_t bytes;
    Str nearest; /* not found and no pattern: what may be meant; empty when nothing is */
} Take;

/* What is asked for. The patterns are those of the Dockerfile, as they stand there. */
typedef struct {
    Str path;              /* absolute in the context and clean */
    bool pattern;          /* its wildcards count */
    Str parents;           /* of --parents: what comes along below the path; else empty */
    const Values *exclude; /* of --exclude; may be NULL */
} TakeRequest;

/* self: whatever belongs to the functions. */
typedef struct {
    void *self;
    const Take *(*take)(void *self, Arena *arena, const TakeRequest *request);
    /* The same take file by file; NULL when there are more than `most`. */
    const Take *(*list)(void *self, Arena *arena, const Take *take, size_t most);
    /* False when the path, absolute in the context, is no file that is sent, or is longer. */
    bool (*read)(void *self, Arena *arena, Str path, size_t most, Str *text);
} ModelContext;
