#include "image/record.h"

#include <assert.h>

enum { PIECE = 16 << 10 }; /* of a body that is read again */

LayerRecord *record_new(Arena *arena, const ContentKey *key, const BodyWish *wish)
{
    LayerRecord *record = NEW(arena, LayerRecord);
    record->arena = arena;
    record->key = key;
    record->wish = wish;
    *PUSH(arena, &record->dirs) = (LayerDir){.name = ""};
    return record;
}

LayerEntry *record_entry(LayerRecord *record)
{
    uint32_t index = record->sums.entries++;
    if (index % ENTRIES_A_CHUNK == 0)
        *PUSH(record->arena, &record->chunks) =
            NEW_ARRAY(record->arena, ENTRIES_A_CHUNK, LayerEntry);
    return layer_entry(record, index);
}

static uint16_t mark_of(const LayerRecord *record, uint32_t parent, Str name)
{
    return record->wish ? record->wish->mark(record->dirs.at[parent].mark, name) : 0;
}

uint32_t record_dir(LayerRecord *record, uint32_t parent, Str name)
{
    uint32_t hash = content_name(record->key, parent, name), at;
    for (uint32_t id = index_find(&record->dir_index, hash, &at); id != 0;
         id = index_next(&record->dir_index, hash, &at)) {
        const LayerDir *dir = &record->dirs.at[id - 1];
        if (dir->parent == parent && str_eq(str_from(dir->name), name))
            return id - 1;
    }
    uint32_t index = (uint32_t)record->dirs.len;
    *PUSH(record->arena, &record->dirs) =
        (LayerDir){str_terminated(record->arena, name), parent, mark_of(record, parent, name)};
    index_add(&record->dir_index, record->arena, hash, index + 1);
    return index;
}

MetaChange entry_meta_change(const EntryMeta *before, const EntryMeta *after)
{
    if (before->mode != after->mode)
        return META_MODE;
    if (before->uid != after->uid || before->gid != after->gid)
        return META_OWNER;
    return str_eq(before->xattrs, after->xattrs) ? META_SAME : META_XATTRS;
}

static bool meta_eq(const EntryMeta *a, const EntryMeta *b)
{
    return entry_meta_change(a, b) == META_SAME && a->major == b->major && a->minor == b->minor;
}

uint32_t record_meta(LayerRecord *record, const EntryMeta *meta)
{
    uint64_t numbers[] = {meta->uid, meta->gid, meta->mode, meta->major, meta->minor};
    Str bytes = {(const char *)numbers, sizeof numbers};
    uint32_t hash = content_name(record->key, content_name(record->key, 0, meta->xattrs), bytes);
    uint32_t at;
    for (uint32_t id = index_find(&record->meta_index, hash, &at); id != 0;
         id = index_next(&record->meta_index, hash, &at))
        if (meta_eq(&record->metas.at[id - 1], meta))
            return id - 1;
    uint32_t index = (uint32_t)record->metas.len;
    EntryMeta *kept = PUSH(record->arena, &record->metas);
    *kept = *meta;
    kept->xattrs = str_copy(record->arena, meta->xattrs);
    index_add(&record->meta_index, record->arena, hash, index + 1);
    return index;
}

const LayerSums *layer_sums(const LayerRecord *record)
{
    return &record->sums;
}

LayerEntry *layer_entry(const LayerRecord *record, uint32_t index)
{
    assert(index < record->sums.entries);
    return &record->chunks.at[index / ENTRIES_A_CHUNK][index % ENTRIES_A_CHUNK];
}

const LayerDir *layer_dir(const LayerRecord *record, uint32_t index)
{
    assert(index < record->dirs.len);
    return &record->dirs.at[index];
}

uint32_t layer_dirs(const LayerRecord *record)
{
    return (uint32_t)record->dirs.len;
}

const EntryMeta *layer_meta(const LayerRecord *record, uint32_t index)
{
    assert(index < record->metas.len);
    return &record->metas.at[index];
}

/* Of a list of what few entries have, in their order, that of one; NULL when it has none. */
static const void *of_entry(const void *list, size_t len, size_t size, uint32_t index)
{
    size_t low = 0, high = len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const void *at = (const char *)list + middle * size;
        uint32_t entry;
        memcpy(&entry, at, sizeof entry); /* each begins with its number */
        if (entry == index)
            return at;
        if (entry < index)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

#define OF_ENTRY(list, index) of_entry((list)->at, (list)->len, sizeof *(list)->at, index)

const LayerBodies *layer_bodies(const LayerRecord *record)
{
    return &record->bodies;
}

Str layer_body(const LayerRecord *record, uint32_t index)
{
    const LayerBody *body = OF_ENTRY(&record->bodies, index);
    return body ? body->body : (Str){0};
}

const Warnings *layer_warnings(const LayerRecord *record)
{
    return &record->warnings;
}

uint64_t layer_cost(const LayerRecord *record, uint32_t index)
{
    const LayerSums *sums = &record->sums;
    uint64_t end = index + 1 < sums->entries ? layer_entry(record, index + 1)->start
                                             : sums->tar - sums->trailer;
    return end - layer_entry(record, index)->start;
}

void record_elf(LayerRecord *record, ElfExtra extra)
{
    if (elf_extra_bytes(extra) > 0 || extra.core)
        *PUSH(record->arena, &record->elves) = (ElfFile){record->sums.entries - 1, extra};
}

uint64_t layer_logical(const LayerRecord *record, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    if (!(entry->flags & ENTRY_SPARSE))
        return entry->stored;
    const SparseSize *sparse = OF_ENTRY(&record->sparse, index);
    return sparse->logical;
}

Str layer_target(const LayerEntry *entry)
{
    if (entry->kind != ENTRY_SYMLINK && entry->kind != ENTRY_HARDLINK)
        return (Str){0};
    return str_from(entry->base + strlen(entry->base) + 1);
}

Str layer_path(const LayerRecord *record, Arena *arena, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    size_t len = strlen(entry->base);
    for (uint32_t dir = entry->dir; dir != DIR_ROOT; dir = record->dirs.at[dir].parent)
        len += strlen(record->dirs.at[dir].name) + 1;
    char *path = NEW_ARRAY(arena, len + 1, char), *end = path + len;
    const char *name = entry->base;
    for (uint32_t dir = entry->dir;; dir = record->dirs.at[dir].parent) {
        size_t part = strlen(name);
        end -= part;
        memcpy(end, name, part);
        if (dir == DIR_ROOT)
            return (Str){path, len};
        *--end = '/';
        name = record->dirs.at[dir].name;
    }
}

static Ground body_of(const LayerRecord *record, const LayerEntry *entry)
{
    return record->lies ? ground_part(&record->ground, entry->start + entry->head, entry->stored)
                        : (Ground){0};
}

static ContentHash hash_pieces(LayerRecord *record, const Ground *body, char *room)
{
    if (!record->pieces)
        record->pieces = content_state_new(record->arena, record->key);
    content_start(record->pieces);
    Str piece;
    for (uint64_t at = 0; (piece = ground_read(body, at, PIECE, room)).len > 0; at += piece.len)
        content_add(record->pieces, piece);
    return content_end(record->pieces);
}

ContentHash layer_hash(LayerRecord *record, uint32_t index)
{
    LayerEntry *entry = layer_entry(record, index);
    char room[PIECE];
    if (!(entry->flags & ENTRY_HASHED)) {
        Ground body = body_of(record, entry);
        entry->hash = body.len > PIECE
                          ? hash_pieces(record, &body, room)
                          : content_hash(record->key, ground_read(&body, 0, PIECE, room));
        entry->flags |= ENTRY_HASHED;
    }
    return entry->hash;
}

uint64_t layer_head_hash(LayerRecord *record, uint32_t index)
{
    LayerEntry *entry = layer_entry(record, index);
    char room[LAYER_SMALL];
    assert(!(entry->flags & ENTRY_HASHED));
    if (!(entry->flags & ENTRY_HEADED)) {
        entry->hash = content_hash(record->key, layer_body_head(record, index, room, LAYER_SMALL));
        entry->flags |= ENTRY_HEADED;
    }
    return entry->hash;
}

bool layer_lies(const LayerRecord *record)
{
    return record->lies;
}

Str layer_body_head(const LayerRecord *record, uint32_t index, char *room, size_t most)
{
    Ground body = body_of(record, layer_entry(record, index));
    return ground_read(&body, 0, most, room);
}

const char *layer_flaw(const LayerRecord *record)
{
    return record->lies && ground_is_lost(&record->ground) ? ground_shrank : NULL;
}

ElfExtra layer_elf(const LayerRecord *record, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    if (entry->stored < ELF_LEAST || entry->kind != ENTRY_FILE || (entry->flags & ENTRY_SPARSE))
        return (ElfExtra){0};
    if (!record->lies) {
        const ElfFile *seen = OF_ENTRY(&record->elves, index);
        return seen ? seen->extra : (ElfExtra){0};
    }
    Ground body = body_of(record, entry);
    return elf_extra(&body);
}
