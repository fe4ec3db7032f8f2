#include "base/path.h"
#include "image/decode.h"
#include "image/document.h"
#include "image/pax.h"
#include "image/source.h"
#include "image/tar_header.h"

enum { MOST_EXTENSION = 1 << 20, DOCUMENTS_MOST = 16 };

/* What extension headers say about the entry behind them. */
typedef struct {
    Pax pax;
    Str name, link;
} Extensions;

typedef struct {
    Source *source;
    Reader *tar;
    const BlobWork *work;
    Arena *scratch; /* for one entry */
    Extensions said;
    size_t count;
    bool looks; /* only whether one of them is a key */
    bool has_key;
} TarMembers;

bool looks_like_tar(Str head)
{
    TarHeader header;
    return head.len >= TAR_BLOCK &&
           (tar_is_zero(str_head(head, TAR_BLOCK)) || tar_header_read(head.at, &header) == NULL);
}

static bool looks_like_layer(Str head)
{
    return coding_of(head) != CODING_NONE || looks_like_tar(head);
}

bool looks_like_document(Str head)
{
    return document_begins(head) && !looks_like_layer(head);
}

static bool has_body(char type)
{
    return type == '0' || type == '\0' || type == '7' || type == 'S';
}

/* An extension header's body; false where the archive is broken. */
static bool take_extension(TarMembers *m, const TarHeader *header)
{
    if (header->size < 0 || header->size > MOST_EXTENSION)
        return false;
    size_t size = (size_t)header->size;
    Str body = reader_take(m->scratch, m->tar, size);
    body = str_copy(m->scratch, body); /* more will be read before it is used */
    if (body.len < size || reader_skip(m->tar, tar_padding(size)) < tar_padding(size))
        return false;
    if (header->type == 'x')
        return pax_read(&m->said.pax, m->scratch, body);
    Str text = str_head(body, str_find_char(body, '\0'));
    if (header->type == 'L')
        m->said.name = text;
    else if (header->type == 'K')
        m->said.link = text;
    return true;
}

static Str full_name(const TarMembers *m, const TarHeader *header)
{
    if (m->said.pax.path.len)
        return m->said.pax.path;
    if (m->said.name.len)
        return m->said.name;
    if (header->prefix.len == 0)
        return header->name;
    return path_join(m->scratch, header->prefix, header->name);
}

static Str from_root(Arena *scratch, Str name)
{
    Str clean = path_clean(scratch, name);
    return str_starts(clean, STR("/")) ? str_tail(clean, 1) : clean;
}

/* Hard links point from the root of the archive, symbolic ones from their directory. */
static void take_link(const TarMembers *m, const TarHeader *header, Listed *listed)
{
    if (header->type != '1' && header->type != '2')
        return;
    Str link = m->said.pax.linkpath.len ? m->said.pax.linkpath
               : m->said.link.len       ? m->said.link
                                        : header->link;
    if (header->type == '1')
        link = path_join(m->scratch, STR("/"), link);
    source_member(m->source, listed)->link = str_copy(m->source->listing->arena, link);
}

/* Of many that are as long as allowed only some are. */
static bool keeps_document(const Source *source, const Listed *listed)
{
    return listed->size <= source->limits.json &&
           source->documents <= DOCUMENTS_MOST * source->limits.json;
}

static void close_arena(void *arena)
{
    arena_close(arena);
}

/* What turns out to be none leaves nothing. */
static void read_layer(const TarMembers *m, Listed *listed, Reader *body)
{
    Arena *arena = arena_open();
    LayerBlob *blob = NEW(arena, LayerBlob);
    blob_read(arena, body, NULL, m->work, blob);
    if (!blob->record) {
        arena_close(arena);
        return;
    }
    arena_own(m->source->listing->arena, arena, close_arena);
    source_member(m->source, listed)->blob = blob;
}

/* A member that flows by: JSON is kept, layers are walked now, all else is forgotten. */
static void read_now(const TarMembers *m, Listed *listed, Reader *body)
{
    Str head = reader_peek(m->scratch, body, TAR_BLOCK);
    if (looks_like_layer(head)) {
        read_layer(m, listed, body);
    } else if (keeps_document(m->source, listed) && looks_like_document(head)) {
        m->source->documents += listed->size;
        Str text = reader_take(m->scratch, body, (size_t)listed->size);
        Member *member = source_member(m->source, listed);
        member->ground = ground_of_bytes(str_copy(m->source->listing->arena, text));
        member->has_bytes = true;
    }
    reader_skip(body, UINT64_MAX);
}

/* False where the archive ends within the body. */
static bool take_body(TarMembers *m, Listed *listed)
{
    if (!m->work) {
        listed->has_bytes = true;
        listed->from = m->tar->given;
        return reader_skip(m->tar, listed->size) == listed->size;
    }
    Reader *body = reader_of_part(m->scratch, m->tar, listed->size);
    read_now(m, listed, body);
    return !body->flaw;
}

/* With one of these every layout begins. */
static bool is_key(Str name)
{
    static const Str keys[] = {STR_INIT("manifest.json"), STR_INIT("index.json"),
                               STR_INIT("oci-layout"), STR_INIT("repositories")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(name, keys[i]))
            return true;
    return false;
}

static bool take_listed(TarMembers *m, const TarHeader *header, Str name, uint64_t size)
{
    Listed *listed = source_list(m->source, name, size);
    listed->has_bytes = size == 0 && has_body(header->type);
    take_link(m, header, listed);
    return size == 0 || take_body(m, listed);
}

static bool take_member(TarMembers *m, const TarHeader *header)
{
    int64_t size = has_body(header->type) ? header->size : 0;
    Str pax_size = m->said.pax.size;
    if (has_body(header->type) && pax_size.len && !pax_number(pax_size, &size))
        return false;
    if (size < 0)
        return false;
    Str name = from_root(m->scratch, full_name(m, header));
    m->count++;
    m->has_key = m->has_key || is_key(name);
    bool whole = m->looks ? reader_skip(m->tar, (uint64_t)size) == (uint64_t)size
                          : take_listed(m, header, name, (uint64_t)size);
    return whole && reader_skip(m->tar, tar_padding((uint64_t)size)) == tar_padding((uint64_t)size);
}

typedef enum {
    ENTRY_EXTENDS, /* says something about the next one */
    ENTRY_TAKEN,
    ENTRY_NONE, /* the end, as it should be */
    ENTRY_BROKEN,
} TarEntry;

/* One header and what belongs to it. An archive without the zero blocks at its end is fine. */
static TarEntry take_entry(TarMembers *m)
{
    Str block = reader_take(m->scratch, m->tar, TAR_BLOCK);
    if (block.len == 0 || (block.len == TAR_BLOCK && tar_is_zero(block)))
        return m->tar->flaw ? ENTRY_BROKEN : ENTRY_NONE;
    TarHeader header;
    char copy[TAR_BLOCK];
    if (block.len < TAR_BLOCK)
        return ENTRY_BROKEN;
    memcpy(copy, block.at, TAR_BLOCK);
    if (tar_header_read(copy, &header))
        return ENTRY_BROKEN;
    if (header.type != '\0' && strchr("xgLK", header.type))
        return take_extension(m, &header) ? ENTRY_EXTENDS : ENTRY_BROKEN;
    return take_member(m, &header) ? ENTRY_TAKEN : ENTRY_BROKEN;
}

static TarEntry take_all(TarMembers *m)
{
    m->scratch = arena_open();
    ArenaMark start = arena_mark(m->scratch);
    TarEntry entry = ENTRY_TAKEN;
    while ((entry == ENTRY_TAKEN || entry == ENTRY_EXTENDS) && m->count < MOST_MEMBERS &&
           !(m->looks && m->has_key)) {
        if (entry == ENTRY_TAKEN) {
            arena_rewind(m->scratch, start);
            m->said = (Extensions){0};
            pax_init(&m->said.pax, m->scratch);
        }
        entry = take_entry(m);
    }
    arena_close(m->scratch);
    return entry;
}

static void tell_broken(const TarMembers *m)
{
    warn(&m->source->warnings, m->source->arena, WARN_ARCHIVE_BROKEN, NO_LAYER,
         m->tar->flaw ? str_from(m->tar->flaw) : (Str){0});
}

void tar_members(Source *source, Reader *tar, const BlobWork *work)
{
    TarMembers m = {.source = source, .tar = tar, .work = work};
    if (take_all(&m) == ENTRY_BROKEN)
        tell_broken(&m);
    reader_skip(tar, UINT64_MAX);
}

bool tar_may_be_image(Source *source, Reader *tar)
{
    TarMembers m = {.source = source, .tar = tar, .looks = true};
    if (take_all(&m) == ENTRY_BROKEN && !m.has_key)
        tell_broken(&m);
    return m.has_key;
}
