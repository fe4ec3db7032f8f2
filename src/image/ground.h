/* Ground: bytes that lie still, in a file or in memory, and can be read at any place again and
   again, from any thread. Of a file they are copied in small pieces and never mapped: memory stays
   what the caller has room for, and a file that becomes shorter meanwhile is a flaw, no crash.
   Private to the room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct GroundFile GroundFile;

/* Zero: no bytes. */
typedef struct {
    const char *memory; /* where they lie, unless in a file */
    GroundFile *file;
    uint64_t from, len; /* their part of it */
} Ground;

extern const char ground_shrank[]; /* the flaw of a file that was longer when it was opened */

Ground ground_of_bytes(Str bytes); /* which stay */
/* A file that is open, for the arena's life; the caller closes its own `fd`. False when it is none
   that can be read at any place. */
bool ground_of_open(Arena *arena, int fd, Ground *ground);
/* One that is opened now, and again when it is read where `keep` is false: of files there may be
   many. False when it cannot be had. */
bool ground_of_path(Arena *arena, const char *path, bool keep, Ground *ground);

Ground ground_part(const Ground *ground, uint64_t from, uint64_t len); /* as much as there is */
/* `len` bytes from a place on, in memory or copied to `room`; fewer only behind the end, or where
   the file has become shorter. */
Str ground_read(const Ground *ground, uint64_t from, size_t len, char *room);
bool ground_is_lost(const Ground *ground); /* some bytes that were there could not be read */
