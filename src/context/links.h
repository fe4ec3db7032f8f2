/* Files with several names: their bytes count once, for the first name that is sent. Private to the
   room. */
#pragma once

#include <sys/types.h>

#include "context/context.h"

typedef struct {
    uint64_t device, inode;
    size_t order;     /* in which they were found */
    const char *name; /* tells the entry, until that has its place */
    ContextEntry *entry;
} HardLink;

typedef struct {
    HardLink *at;
    size_t len, cap;
} HardLinks;

void hard_link_add(Arena *arena, HardLinks *links, dev_t device, ino_t inode, const char *name);
/* Adds those found in a directory, now that its entries stay where they are. */
void hard_links_place(Arena *arena, HardLinks *links, const HardLinks *found,
                      ContextEntry *directory);
/* When every entry has its verdict. */
void hard_links_settle(HardLinks *links);
