/* Tars made for tests, from entries or from listings of them, byte by byte as they are asked for.

   A listing has an entry a line:
       dir/                     a directory
       NAME SIZE FILL           a file of SIZE bytes, the letters of FILL again and again
       NAME                     an empty file
       NAME -> TARGET           a symbolic link
       NAME => TARGET           a hard link
       NAME chr|blk|fifo        a device, a pipe
   NAME and FILL may be TEXT*COUNTMORE, TEXT so many times with MORE behind it, and hold \n, \e, \s
   (a blank) and \\. Behind that: mode=755 uid=1 gid=2 mtime=3 type=Z size=700 (claimed; the body
   keeps its own) KEY:=VALUE               a pax record of it longname gnuprefix base256   how its
   name or its numbers are written sparse=OFFSET+LEN,...,REAL   the body is that, in pax 1.0;
   sparse0 for 0.1, oldsparse for GNU's Lines that are no entry: !global KEY:=VALUE       a pax
   header for all that follows !zeros N  !bytes TEXT    as they stand !end [N]                 two
   blocks of zeros, and more until N bytes divide the tar !cut N                   without its last
   N bytes */
#pragma once

#include "base/buf.h"

typedef struct {
    Str name, link, pax; /* pax: records as they are written */
    char type;
    uint64_t size; /* of the body */
    Str fill;
    uint32_t mode, uid, gid, mtime;
    bool claims; /* another length than that of its body */
    int64_t claim;
    bool long_name, gnu_prefix, base256;
    Str sparse;       /* "OFFSET+LEN,...,REAL" */
    char sparse_kind; /* '1', '0', 'S' */
} MadeEntry;

void make_entry(Buf *tar, const MadeEntry *entry);
void make_end(Buf *tar, size_t divides);
void make_checksum(char *block); /* of a header, set anew */
/* A listing line; false when it makes no sense. */
bool make_line(Buf *tar, Arena *scratch, Str line);
