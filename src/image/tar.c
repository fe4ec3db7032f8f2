#include <assert.h>

#include "image/tar_walk.h"

/* Go takes no longer ones, so no engine does. */
enum { EXTENSION_MAX = 1 << 20 };

TarWalk *tar_walk_open(Arena *arena, const TarOptions *options)
{
    TarWalk *walk = NEW(arena, TarWalk);
    walk->arena = arena;
    walk->options = *options;
    walk->options.limits = image_limits(options->limits);
    walk->memory = arena_total(arena);
    walk->record = record_new(arena, options->key, options->wish);
    walk->hash = content_state_new(arena, options->key);
    walk->elf = elf_scan_new(arena);
    walk->record->lies = options->lies != NULL;
    if (options->lies)
        walk->record->ground = *options->lies;
    pax_init(&walk->pax, arena);
    Buf *bufs[] = {&walk->pax_body, &walk->long_name, &walk->long_link,
                   &walk->joined,   &walk->xattrs,    &walk->dir_text};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_init(bufs[i], arena);
    return walk;
}

static Str take(TarWalk *walk, Str *in, uint64_t most)
{
    Str taken = str_head(*in, most < in->len ? (size_t)most : in->len);
    *in = str_tail(*in, taken.len);
    walk->at += taken.len;
    return taken;
}

/* The next whole block: where it stands, or put together; NULL while some of it is to come. */
static const char *take_block(TarWalk *walk, Str *in)
{
    if (walk->held == 0 && in->len >= TAR_BLOCK)
        return take(walk, in, TAR_BLOCK).at;
    Str piece = take(walk, in, TAR_BLOCK - walk->held);
    memcpy(walk->block + walk->held, piece.at, piece.len);
    walk->held += piece.len;
    if (walk->held < TAR_BLOCK)
        return NULL;
    walk->held = 0;
    return walk->block;
}

/* ---- what stands before an entry ---- */

static bool is_extension(char type)
{
    return type == 'x' || type == 'g' || type == 'L' || type == 'K';
}

static Buf *extension_buf(TarWalk *walk)
{
    return walk->extension == 'L'   ? &walk->long_name
           : walk->extension == 'K' ? &walk->long_link
                                    : &walk->pax_body;
}

static void end_extension(TarWalk *walk)
{
    Buf *body = extension_buf(walk);
    bool pax = walk->extension == 'x' || walk->extension == 'g';
    walk_start_padding(walk);
    if (pax && !pax_read(&walk->pax, walk->arena, buf_str(body)))
        walk_broken(walk, "an extended header makes no sense");
    if (!pax)
        body->len = str_find_char(buf_str(body), '\0');
    if (walk->extension == 'g') /* engines take it for an entry of its own, and ignore it */
        walk_forget_extensions(walk);
}

static void start_extension(TarWalk *walk, const TarHeader *header)
{
    walk->extension = header->type;
    walk->extended = true;
    walk->left = (uint64_t)header->size;
    buf_clear(extension_buf(walk));
    walk->state = AT_EXTENSION;
    if (header->size < 0 || header->size > EXTENSION_MAX)
        walk_broken(walk, "an extended header is too long");
    else if (header->size == 0)
        end_extension(walk);
}

/* ---- the states ---- */

static void read_header(TarWalk *walk, Str *in)
{
    TarHeader header;
    const char *block = take_block(walk, in), *flaw;
    if (!block)
        return;
    if (!walk->begun)
        walk->start = walk->at - TAR_BLOCK;
    walk->begun = true;
    if (tar_is_zero((Str){block, TAR_BLOCK}))
        walk->state = AT_ZERO;
    else if ((flaw = tar_header_read(block, &header)))
        walk_broken(walk, flaw);
    else if (is_extension(header.type))
        start_extension(walk, &header);
    else
        walk_start_entry(walk, &header, block);
}

static void read_extension(TarWalk *walk, Str *in)
{
    Str piece = take(walk, in, walk->left);
    buf_add(extension_buf(walk), piece);
    walk->left -= piece.len;
    if (walk->left == 0)
        end_extension(walk);
}

static void read_sparse_gnu(TarWalk *walk, Str *in)
{
    bool more = false;
    const char *block = take_block(walk, in);
    if (block && !sparse_gnu_block(&walk->sparse, block, &more))
        walk_broken(walk, sparse_nonsense);
    else if (block && !more)
        walk_start_body(walk);
}

static void read_sparse_pax(TarWalk *walk, Str *in)
{
    bool more = false;
    bool ends = walk->left < TAR_BLOCK;
    const char *block = ends ? NULL : take_block(walk, in);
    if (ends || (block && !sparse_map_block(&walk->sparse, block, &more))) {
        walk_broken(walk, sparse_nonsense);
    } else if (block) {
        walk->left -= TAR_BLOCK;
        if (!more)
            walk_start_body(walk);
    }
}

static void end_body(TarWalk *walk, ContentHash hash)
{
    walk->entry->hash = hash;
    walk->entry->flags |= ENTRY_HASHED;
}

/* A program of some size, whose head comes in one piece as good as always. */
static void look_into(TarWalk *walk, Str piece, bool first)
{
    const LayerEntry *entry = walk->entry;
    if (first) {
        walk->is_elf = entry->stored >= ELF_LEAST && entry->kind == ENTRY_FILE &&
                       !(entry->flags & ENTRY_SPARSE) && elf_begins(piece);
        if (walk->is_elf)
            elf_scan_start(walk->elf, entry->stored);
    }
    if (!walk->is_elf)
        return;
    elf_scan_add(walk->elf, piece);
    if (walk->left == 0)
        record_elf(walk->record, elf_scan_end(walk->elf));
}

static void read_body(TarWalk *walk, Str *in)
{
    LayerEntry *entry = walk->entry;
    bool first = walk->left == entry->stored;
    Str piece = take(walk, in, walk->left);
    walk->left -= piece.len;
    if (walk->room) {
        memcpy(walk->room, piece.at, piece.len);
        walk->room += piece.len;
    }
    if (!walk->options.lies)
        look_into(walk, piece, first);
    if (walk->hashes) {
        if (first && walk->left == 0) {
            end_body(walk, content_hash(walk->options.key, piece));
        } else {
            if (first)
                content_start(walk->hash);
            content_add(walk->hash, piece);
            if (walk->left == 0)
                end_body(walk, content_end(walk->hash));
        }
    }
    if (walk->left == 0)
        walk_start_padding(walk);
}

static void read_padding(TarWalk *walk, Str *in)
{
    walk->left -= take(walk, in, walk->left).len;
    if (walk->left == 0)
        walk->state = AT_HEADER;
}

/* Go, and so every engine, wants two of them. */
static void read_zero(TarWalk *walk, Str *in)
{
    const char *block = take_block(walk, in);
    if (!block)
        return;
    walk->state = AT_END;
    if (!tar_is_zero((Str){block, TAR_BLOCK})) {
        walk_tell(walk, WARN_LONE_ZERO_BLOCK, (Str){0});
        walk->state = AT_REST;
    }
}

static void read_end(TarWalk *walk, Str *in)
{
    uint64_t from = walk->at;
    if (!tar_is_zero(take(walk, in, in->len))) {
        walk->rest = from;
        walk->state = AT_REST;
    }
}

static void read_rest(TarWalk *walk, Str *in)
{
    take(walk, in, in->len);
}

bool tar_walk_feed(TarWalk *walk, Str bytes)
{
    static void (*const states[])(TarWalk *, Str *) = {
        [AT_HEADER] = read_header,
        [AT_EXTENSION] = read_extension,
        [AT_SPARSE_GNU] = read_sparse_gnu,
        [AT_SPARSE_PAX] = read_sparse_pax,
        [AT_BODY] = read_body,
        [AT_PADDING] = read_padding,
        [AT_ZERO] = read_zero,
        [AT_END] = read_end,
        [AT_REST] = read_rest,
    };
    while (bytes.len > 0)
        states[walk->state](walk, &bytes);
    return !walk->broken;
}

uint64_t tar_walk_idle(const TarWalk *walk)
{
    bool idle = walk->state == AT_BODY && walk->options.lies && !walk->hashes && !walk->room;
    return idle ? walk->left : 0;
}

void tar_walk_skip(TarWalk *walk, uint64_t count)
{
    assert(count <= tar_walk_idle(walk));
    walk->at += count;
    walk->left -= count;
    if (count > 0 && walk->left == 0)
        walk_start_padding(walk);
}

/* ---- the end ---- */

/* An entry whose body did not come whole has what came. */
static void shorten(TarWalk *walk)
{
    LayerSums *sums = &walk->record->sums;
    LayerBodies *wanted = &walk->record->bodies;
    if (wanted->len > 0 && wanted->at[wanted->len - 1].entry == sums->entries - 1)
        wanted->at[wanted->len - 1].body = (Str){0};
    walk->entry->stored -= walk->left;
    sums->content -= walk->left;
    if (!(walk->entry->flags & ENTRY_SPARSE))
        sums->logical -= walk->left;
    if (walk->hashes && walk->entry->stored > 0)
        end_body(walk, content_end(walk->hash));
    else
        walk->entry->flags |= walk->entry->stored == 0 ? ENTRY_HASHED : 0;
}

static bool ended_early(const TarWalk *walk)
{
    switch (walk->state) {
    case AT_EXTENSION:
    case AT_SPARSE_GNU:
    case AT_SPARSE_PAX:
    case AT_BODY:
        return true;
    case AT_HEADER:
        return walk->held > 0;
    case AT_PADDING:
    case AT_ZERO:
    case AT_END:
    case AT_REST:
        return false;
    }
    return false;
}

static uint64_t end_of_entries(const LayerRecord *record)
{
    if (record->sums.entries == 0)
        return 0;
    uint32_t last = record->sums.entries - 1;
    const LayerEntry *entry = layer_entry(record, last);
    uint64_t end = layer_start(record, last) + layer_head(entry) + entry->stored;
    end += tar_padding(end);
    return end < record->sums.tar ? end : record->sums.tar;
}

bool tar_walk_at_body(const TarWalk *walk, uint32_t *entry)
{
    if (walk->state != AT_BODY || walk->left != walk->entry->stored)
        return false;
    *entry = walk->record->sums.entries - 1;
    return true;
}

void tar_walk_index(TarWalk *walk, uint64_t from)
{
    if (walk->rest == from)
        walk->rest = 0;
}

LayerRecord *tar_walk_close(TarWalk *walk, bool cut)
{
    LayerRecord *record = walk->record;
    bool early = ended_early(walk);
    if (walk->state == AT_BODY)
        shorten(walk);
    if (walk->rest > 0)
        walk_tell(walk, WARN_DATA_AFTER_END, (Str){0});
    if (cut || early)
        walk_tell(walk, WARN_LAYER_TRUNCATED, (Str){0});
    else if (walk->at > 0 && (walk->state < AT_END))
        walk_tell(walk, WARN_NO_END_BLOCKS, (Str){0});
    record->sums.tar = walk->at;
    record->sums.trailer = walk->at - end_of_entries(record);
    record->sums.whole = !cut && !early && !walk->broken;
    record_end(record);
    return record;
}
