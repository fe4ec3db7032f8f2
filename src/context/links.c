#include "context/links.h"

#include <stdlib.h>

void hard_link_add(Arena *arena, HardLinks *links, dev_t device, ino_t inode, const char *name)
{
    *PUSH(arena, links) = (HardLink){(uint64_t)device, (uint64_t)inode, 0, name, NULL};
}

static int by_address(const void *a, const void *b)
{
    const HardLink *one = a, *other = b;
    return (one->name > other->name) - (one->name < other->name);
}

static HardLink *find(HardLinks *links, const char *name)
{
    HardLink key = {.name = name};
    return bsearch(&key, links->at, links->len, sizeof key, by_address);
}

void hard_links_place(Arena *arena, HardLinks *links, const HardLinks *found,
                      ContextEntry *directory)
{
    HardLinks sorted = *found;
    if (sorted.len == 0)
        return;
    qsort(sorted.at, sorted.len, sizeof *sorted.at, by_address);
    for (uint32_t i = 0; i < directory->count; i++) {
        HardLink *link = find(&sorted, directory->entries[i].name);
        if (!link)
            continue;
        link->entry = &directory->entries[i];
        *PUSH(arena, links) = *link;
    }
}

static int by_inode(const void *a, const void *b)
{
    const HardLink *one = a, *other = b;
    if (one->device != other->device)
        return one->device < other->device ? -1 : 1;
    if (one->inode != other->inode)
        return one->inode < other->inode ? -1 : 1;
    return (one->order > other->order) - (one->order < other->order);
}

static bool is_same(const HardLink *a, const HardLink *b)
{
    return a->device == b->device && a->inode == b->inode;
}

void hard_links_settle(HardLinks *links)
{
    uint32_t files = 0;
    bool counted = false;
    for (size_t i = 0; i < links->len; i++)
        links->at[i].order = i;
    if (links->len)
        qsort(links->at, links->len, sizeof *links->at, by_inode);
    for (size_t i = 0; i < links->len; i++) {
        ContextEntry *entry = links->at[i].entry;
        if (i == 0 || !is_same(&links->at[i - 1], &links->at[i])) {
            files++;
            counted = false;
        }
        entry->files = files;
        entry->several = true;
        entry->again = counted && !entry->out;
        counted = counted || !entry->out;
    }
}
