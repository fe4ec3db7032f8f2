#include "weigh/own_dirs.h"

static uint32_t hash_of(const ContentKey *key, uint32_t parent, const char *name)
{
    return content_name(key, parent, str_from(name));
}

OwnDirs own_dirs(Arena *arena, const ContentKey *key, LayerRecord *record)
{
    OwnDirs own = {.record = record, .key = key};
    uint32_t dirs = layer_dirs(record), entries = layer_sums(record)->entries;
    for (uint32_t i = 1; i < dirs; i++) {
        const LayerDir *dir = layer_dir(record, i);
        index_add(&own.index, arena, hash_of(key, dir->parent, dir->name), i);
    }
    for (uint32_t i = 0; i < entries; i++) {
        const LayerEntry *entry = layer_entry(record, i);
        if (entry->kind == ENTRY_DIR)
            index_add(&own.index, arena, hash_of(key, entry->dir, layer_name(record, entry)),
                      dirs + i);
    }
    return own;
}

bool own_dirs_has(const OwnDirs *own, uint32_t parent, const char *name)
{
    uint32_t dirs = layer_dirs(own->record), hash = hash_of(own->key, parent, name), at;
    for (uint32_t id = index_find(&own->index, hash, &at); id != 0;
         id = index_next(&own->index, hash, &at)) {
        const LayerEntry *entry = id >= dirs ? layer_entry(own->record, id - dirs) : NULL;
        const LayerDir *dir = entry ? NULL : layer_dir(own->record, id);
        if (strcmp(entry ? layer_name(own->record, entry) : dir->name, name) == 0 &&
            (entry ? entry->dir : dir->parent) == parent)
            return true;
    }
    return false;
}
