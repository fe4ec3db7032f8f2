/* Reader: bytes in order, wherever they come from: a file, a pipe, a member of an archive, what a
   decoder makes of another reader. They are asked for, never pushed.
   A reader ends where its bytes end; whether that was too early, its flaw says. Private to the
   room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "image/ground.h"

typedef struct Reader Reader;

struct Reader {
    Str (*more)(Reader *self); /* for reader_next; empty at the end, again and again */
    /* Leaves out bytes without reading them; how many there were. NULL: they have to be read. */
    uint64_t (*jump)(Reader *self, uint64_t count);
    Str held, behind; /* what was read and not used, in this order */
    uint64_t given;   /* bytes so far */
    const char *flaw; /* why there are no more bytes, where more were due; else NULL */
};

Str reader_next(Reader *reader); /* valid until the next call; empty at the end */
/* Gives back what was not used of the bytes given last: a tail of them. */
void reader_return(Reader *reader, Str tail);
/* The next `count` bytes, fewer only at the end; the first of them may be asked for again. */
Str reader_peek(Arena *arena, Reader *reader, size_t count);
Str reader_take(Arena *arena, Reader *reader, size_t count); /* the same, and they are gone */
uint64_t reader_skip(Reader *reader, uint64_t count);        /* how many there were to skip */

Reader *reader_of_ground(Arena *arena, const Ground *ground);
Reader *reader_of_file(Arena *arena, int fd); /* from where it stands; the caller closes it */
/* What another one gives, of which somebody is told as it passes. */
typedef void ReaderListener(void *listener, Str bytes);
Reader *reader_told(Arena *arena, Reader *from, ReaderListener *tell, void *listener);
/* What another one gives, as long as it is no more than `most` bytes; what is more is its flaw. */
Reader *reader_bounded(Arena *arena, Reader *from, uint64_t most, const char *flaw);
/* The next `size` bytes of another one, which must not be used until all of them are read. */
Reader *reader_of_part(Arena *arena, Reader *from, uint64_t size);
