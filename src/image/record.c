#include "image/record.h"

#include <assert.h>

#include "image/tar_header.h"

enum { PIECE = 16 << 10 }; /* of a body that is read again */

static void add_dir(LayerRecord *record, LayerDir dir)
{
    uint32_t index = record->dirs++;
    if (index % DIRS_A_CHUNK == 0)
        *PUSH(record->arena, &record->dir_chunks) =
            NEW_ARRAY(record->arena, DIRS_A_CHUNK, LayerDir);
    record->dir_chunks.at[index / DIRS_A_CHUNK][index % DIRS_A_CHUNK] = dir;
}

LayerRecord *record_new(Arena *arena, const ContentKey *key, const BodyWish *wish)
{
    LayerRecord *record = NEW(arena, LayerRecord);
    record->arena = arena;
    record->key = key;
    record->wish = wish;
    record->index_arena = arena_open();
    add_dir(record, (LayerDir){.name = ""});
    return record;
}

void record_end(LayerRecord *record)
{
    arena_close(record->index_arena);
    record->index_arena = NULL;
    record->dir_index = record->meta_index = (Index){0};
}

/* With its padding. */
static uint64_t span_of(const LayerEntry *entry)
{
    return layer_head(entry) + entry->stored + tar_padding(entry->stored);
}

LayerEntry *record_entry(LayerRecord *record, uint64_t start)
{
    uint32_t index = record->sums.entries++, in_chunk = index % ENTRIES_A_CHUNK;
    if (in_chunk == 0)
        *PUSH(record->arena, &record->chunks) = NEW(record->arena, EntryChunk);
    EntryChunk *chunk = record->chunks.at[record->chunks.len - 1];
    if (in_chunk % ENTRIES_A_START == 0)
        chunk->starts[in_chunk / ENTRIES_A_START] = start;
    assert(in_chunk % ENTRIES_A_START != 1 || layer_start(record, index) == start);
    return &chunk->entries[in_chunk];
}

static bool is_link(const LayerEntry *entry)
{
    return entry->kind == ENTRY_SYMLINK || entry->kind == ENTRY_HARDLINK;
}

bool record_is_full(const LayerRecord *record)
{
    return record->names.len >= NAMES_PAGES - NAMES_AN_ENTRY;
}

/* New pages for `size` bytes; the number of the first. */
static size_t name_pages(LayerRecord *record, size_t size)
{
    NamePages *names = &record->names;
    size_t first = names->len, count = (size + NAMES_PAGE - 1) / NAMES_PAGE;
    char *pages = NEW_ARRAY(record->arena, count * NAMES_PAGE, char);
    for (size_t i = 0; i < count; i++)
        *PUSH(record->arena, names) = pages + i * NAMES_PAGE;
    assert(names->len <= NAMES_PAGES);
    names->used = 0;
    return first;
}

/* Of what is no link nobody asks for a target. */
void record_name(LayerRecord *record, LayerEntry *entry, Str name, Str target)
{
    NamePages *names = &record->names;
    bool link = is_link(entry);
    size_t size = name.len + 1 + (link ? target.len + 1 : 0);
    size_t page = names->len - 1;
    if (names->len == 0 || size > NAMES_PAGE - names->used)
        page = name_pages(record, size);
    char *at = names->at[page] + names->used;
    entry->name = (uint32_t)(page << NAMES_PAGE_BITS | names->used);
    memcpy(at, name.at, name.len);
    if (link && target.len > 0)
        memcpy(at + name.len + 1, target.at, target.len);
    names->used = size > NAMES_PAGE ? NAMES_PAGE : names->used + size;
}

static uint16_t mark_of(const LayerRecord *record, uint32_t parent, Str name)
{
    return record->wish ? record->wish->mark(layer_dir(record, parent)->mark, name) : 0;
}

uint32_t record_dir(LayerRecord *record, uint32_t parent, Str name)
{
    uint32_t hash = content_name(record->key, parent, name), at;
    for (uint32_t id = index_find(&record->dir_index, hash, &at); id != 0;
         id = index_next(&record->dir_index, hash, &at)) {
        const LayerDir *dir = layer_dir(record, id - 1);
        if (dir->parent == parent && str_eq(str_from(dir->name), name))
            return id - 1;
    }
    add_dir(record,
            (LayerDir){str_terminated(record->arena, name), parent, mark_of(record, parent, name)});
    index_add(&record->dir_index, record->index_arena, hash, record->dirs);
    return record->dirs - 1;
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
    uint32_t latest = record->latest_meta;
    if (record->metas.len > 0 && meta_eq(&record->metas.at[latest], meta))
        return latest;
    uint64_t numbers[] = {meta->uid, meta->gid, meta->mode, meta->major, meta->minor};
    Str bytes = {(const char *)numbers, sizeof numbers};
    uint32_t hash = content_name(record->key, content_name(record->key, 0, meta->xattrs), bytes);
    uint32_t at;
    for (uint32_t id = index_find(&record->meta_index, hash, &at); id != 0;
         id = index_next(&record->meta_index, hash, &at))
        if (meta_eq(&record->metas.at[id - 1], meta))
            return record->latest_meta = id - 1;
    uint32_t index = record->latest_meta = (uint32_t)record->metas.len;
    EntryMeta *kept = PUSH(record->arena, &record->metas);
    *kept = *meta;
    kept->xattrs = str_copy(record->arena, meta->xattrs);
    index_add(&record->meta_index, record->index_arena, hash, index + 1);
    return index;
}

const LayerSums *layer_sums(const LayerRecord *record)
{
    return &record->sums;
}

LayerEntry *layer_entry(const LayerRecord *record, uint32_t index)
{
    assert(index < record->sums.entries);
    return &record->chunks.at[index / ENTRIES_A_CHUNK]->entries[index % ENTRIES_A_CHUNK];
}

const LayerDir *layer_dir(const LayerRecord *record, uint32_t index)
{
    assert(index < record->dirs);
    return &record->dir_chunks.at[index / DIRS_A_CHUNK][index % DIRS_A_CHUNK];
}

uint32_t layer_dirs(const LayerRecord *record)
{
    return record->dirs;
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

uint64_t layer_start(const LayerRecord *record, uint32_t index)
{
    const EntryChunk *chunk = record->chunks.at[index / ENTRIES_A_CHUNK];
    uint32_t last = index % ENTRIES_A_CHUNK, at = last / ENTRIES_A_START * ENTRIES_A_START;
    uint64_t start = chunk->starts[at / ENTRIES_A_START];
    for (; at < last; at++)
        start += span_of(&chunk->entries[at]);
    return start;
}

uint64_t layer_head(const LayerEntry *entry)
{
    return (uint64_t)entry->head * TAR_BLOCK;
}

uint64_t layer_cost(const LayerRecord *record, uint32_t index)
{
    const LayerSums *sums = &record->sums;
    return index + 1 < sums->entries ? span_of(layer_entry(record, index))
                                     : sums->tar - sums->trailer - layer_start(record, index);
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

const char *layer_name(const LayerRecord *record, const LayerEntry *entry)
{
    return record->names.at[entry->name >> NAMES_PAGE_BITS] + entry->name % NAMES_PAGE;
}

Str layer_target(const LayerRecord *record, const LayerEntry *entry)
{
    if (!is_link(entry))
        return (Str){0};
    const char *name = layer_name(record, entry);
    return str_from(name + strlen(name) + 1);
}

Str layer_path(const LayerRecord *record, Arena *arena, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    const char *name = layer_name(record, entry);
    size_t len = strlen(name);
    for (uint32_t dir = entry->dir; dir != DIR_ROOT; dir = layer_dir(record, dir)->parent)
        len += strlen(layer_dir(record, dir)->name) + 1;
    char *path = NEW_ARRAY(arena, len + 1, char), *end = path + len;
    for (uint32_t dir = entry->dir;; dir = layer_dir(record, dir)->parent) {
        size_t part = strlen(name);
        end -= part;
        memcpy(end, name, part);
        if (dir == DIR_ROOT)
            return (Str){path, len};
        *--end = '/';
        name = layer_dir(record, dir)->name;
    }
}

static Ground body_of(const LayerRecord *record, uint32_t index)
{
    const LayerEntry *entry = layer_entry(record, index);
    uint64_t start = layer_start(record, index) + layer_head(entry);
    return record->lies ? ground_part(&record->ground, start, entry->stored) : (Ground){0};
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
        Ground body = body_of(record, index);
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
    Ground body = body_of(record, index);
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
    Ground body = body_of(record, index);
    return elf_extra(&body);
}
