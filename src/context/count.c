#include "context/count.h"

/* True once for each. */
static bool is_new(Arena *arena, Counted *counted, uint32_t number)
{
    while (counted->len < number)
        *PUSH(arena, counted) = false;
    bool *seen = &counted->at[number - 1];
    bool was = *seen;
    *seen = true;
    return !was;
}

void count_entry(Arena *arena, Counted *counted, const ContextEntry *entry, ContextSize *size)
{
    bool directory = entry->kind == INODE_DIRECTORY;
    if (!entry->several) {
        size->files += directory ? entry->files : 1;
        size->bytes += entry->size;
    } else if (!directory) {
        size->files++;
        size->bytes += is_new(arena, counted, entry->files) ? entry->size : 0;
    }
    for (uint32_t i = 0; entry->several && i < entry->count; i++)
        if (!entry->entries[i].gone)
            count_entry(arena, counted, &entry->entries[i], size);
}
