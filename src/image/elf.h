/* Elf: what of a program or shared library only debuggers read, told by its table of sections; and
   whether it is none, but the memory of one that crashed.

   A body is looked at whole, or as it passes by; then no more of it is kept than the table and what
   stands shortly before, where linkers write the names of sections. A table that makes no sense, or
   whose names are out of reach, tells too little rather than too much. */
#pragma once

#include <stdint.h>

#include "image/ground.h"

typedef struct {
    uint64_t debug;   /* bytes of debugging information */
    uint64_t symbols; /* of names that are not needed to run */
    bool core;        /* a core dump; it has none of these */
} ElfExtra;

static inline uint64_t elf_extra_bytes(ElfExtra extra)
{
    return extra.debug + extra.symbols;
}

bool elf_begins(Str body);
/* Zeros for what is neither a program nor a shared library, and for what is stripped. */
ElfExtra elf_extra(const Ground *body);

/* The same of a body that comes in pieces. */
typedef struct ElfScan ElfScan;

ElfScan *elf_scan_new(Arena *arena); /* for many bodies in turn */
void elf_scan_start(ElfScan *scan, uint64_t size);
void elf_scan_add(ElfScan *scan, Str piece);
ElfExtra elf_scan_end(const ElfScan *scan); /* behind the last piece */
