/* The records of a pax extended header: "LENGTH KEY=VALUE\n", of which the length counts. Private
   to the room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

typedef struct {
    Str key, value;
} PaxRecord;

typedef struct {
    PaxRecord *at;
    size_t len, cap;
} PaxRecords;

typedef struct {
    Str path, linkpath, size, uid, gid;
    Str sparse_major, sparse_minor, sparse_name, sparse_size, sparse_realsize, sparse_blocks;
    Str sparse_map;   /* "offset,length,offset,length" */
    Buf sparse_pairs; /* the same, from records of their own */
    uint32_t pairs;   /* numbers in it */
    /* SCHILY.xattr.NAME and MSWINDOWS.NAME, sorted, one each; nothing else is kept. */
    PaxRecords xattrs;
    bool windows; /* there is one of the latter */
} Pax;

void pax_init(Pax *pax, Arena *arena);
/* Replaces what an earlier header said. Its values point into the body. False: Go would refuse it.
 */
bool pax_read(Pax *pax, Arena *arena, Str body);
void pax_forget(Pax *pax);

Str pax_attribute(const PaxRecord *record);   /* its name: "user.key", "MSWINDOWS.rawsd" */
bool pax_number(Str digits, int64_t *number); /* decimal, with a sign or without */
