#include "image/record.h"

#include <assert.h>

#include "image/pages.h"

LayerRecord *record_new(Arena *arena, const ContentKey *key)
{
    LayerRecord *record = NEW(arena, LayerRecord);
    record->arena = arena;
    record->key = key;
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
        (LayerDir){.name = str_terminated(record->arena, name), .parent = parent};
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

const LayerBodies *layer_bodies(const LayerRecord *record)
{
    return &record->bodies;
}

Str layer_body(const LayerRecord *record, uint32_t index)
{
    size_t low = 0, high = record->bodies.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->bodies.at[middle].entry == index)
            return record->bodies.at[middle].body;
        if (record->bodies.at[middle].entry < index)
            low = middle + 1;
        else
            high = middle;
    }
    return (Str){0};
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
    if (elf_extra_bytes(extra) > 0)
        *PUSH(record->arena, &record->elves) = (ElfFile){record->sums.entries - 1, extra};
}

uint64_t layer_logical(const LayerRecord *record, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    if (!(entry->flags & ENTRY_SPARSE))
        return entry->stored;
    size_t low = 0, high = record->sparse.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (record->sparse.at[middle].entry <= index)
            low = middle;
        else
            high = middle;
    }
    return record->sparse.at[low].logical;
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

static Str mapped_body(const LayerRecord *record, const LayerEntry *entry)
{
    return record->mapped ? (Str){record->mapped + entry->start + entry->head, entry->stored}
                          : (Str){0};
}

/* The body, of which so many bytes are about to be read. Where bodies are looked at in the order of
   the tar, the ranges of pages that are given back do not overlap. */
static Str look_at(LayerRecord *record, const LayerEntry *entry, uint64_t bytes)
{
    uint64_t start = entry->start + entry->head, end = start + entry->stored;
    if (record->paged && record->seen.bytes >= PAGES_KEPT) {
        pages_forget(record->mapped + record->seen.from, record->seen.to - record->seen.from);
        record->seen.bytes = 0;
    }
    if (record->seen.bytes == 0 || start < record->seen.from)
        record->seen.from = start;
    if (record->seen.bytes == 0 || end > record->seen.to)
        record->seen.to = end;
    record->seen.bytes += PAGES_AT_ONCE + bytes;
    return mapped_body(record, entry);
}

/* The same in no order, and from any thread. */
static Str peek_at(LayerRecord *record, const LayerEntry *entry, uint64_t bytes)
{
    record->peeked += PAGES_AT_ONCE + bytes;
    if (record->paged && record->peeked >= PAGES_KEPT) {
        record->peeked = 0;
        pages_forget(record->mapped, record->sums.tar);
    }
    return mapped_body(record, entry);
}

/* A piece at a time, so that no more of the file is held in memory. */
static ContentHash hash_large(LayerRecord *record, Str body)
{
    if (!record->large)
        record->large = content_state_new(record->arena, record->key);
    content_start(record->large);
    while (body.len > 0) {
        Str piece = str_head(body, PAGES_KEPT);
        content_add(record->large, piece);
        pages_forget(piece.at, piece.len);
        body = str_tail(body, piece.len);
    }
    return content_end(record->large);
}

ContentHash layer_hash(LayerRecord *record, uint32_t index)
{
    LayerEntry *entry = layer_entry(record, index);
    if (!(entry->flags & ENTRY_HASHED)) {
        bool large = record->paged && entry->stored > PAGES_KEPT;
        entry->hash = large ? hash_large(record, look_at(record, entry, PAGES_KEPT))
                            : content_hash(record->key, look_at(record, entry, entry->stored));
        entry->flags |= ENTRY_HASHED;
    }
    return entry->hash;
}

uint64_t layer_head_hash(LayerRecord *record, uint32_t index)
{
    LayerEntry *entry = layer_entry(record, index);
    assert(!(entry->flags & ENTRY_HASHED));
    if (!(entry->flags & ENTRY_HEADED)) {
        entry->hash =
            content_hash(record->key, str_head(look_at(record, entry, LAYER_SMALL), LAYER_SMALL));
        entry->flags |= ENTRY_HEADED;
    }
    return entry->hash.low;
}

Str layer_body_head(LayerRecord *record, uint32_t index, size_t most)
{
    return str_head(peek_at(record, layer_entry(record, index), most), most);
}

static ElfExtra seen_elf(const ElfFiles *files, uint32_t index)
{
    size_t low = 0, high = files->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (files->at[middle].entry == index)
            return files->at[middle].extra;
        if (files->at[middle].entry < index)
            low = middle + 1;
        else
            high = middle;
    }
    return (ElfExtra){0};
}

ElfExtra layer_elf(LayerRecord *record, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    if (entry->stored < ELF_LEAST || entry->kind != ENTRY_FILE || (entry->flags & ENTRY_SPARSE))
        return (ElfExtra){0};
    if (!record->mapped)
        return seen_elf(&record->elves, index);
    return elf_extra(peek_at(record, entry, 2 * PAGES_AT_ONCE));
}
