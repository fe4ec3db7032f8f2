/* The index for lazy pulling against the tar: both name the same entries, in the same order. */
#include "base/path.h"
#include "base/utf8.h"
#include "image/digest.h"
#include "image/document.h"
#include "image/lazy.h"
#include "image/tar_header.h"

typedef struct {
    Arena *arena;
    const LayerBlob *blob;
    size_t cut; /* of the blob: the next one */
    Str flaw;
} Check;

/* ---- its text ---- */

/* What the bytes of that part of the blob hold; empty when they are damaged or too many. */
static Str unpacked(Arena *arena, const Ground *part, const ImageLimits *limits)
{
    Decoder *decoder = decoder_of(arena, reader_of_ground(arena, part), limits);
    uint64_t most = limits->json + 4 * TAR_BLOCK;
    Buf text;
    buf_init(&text, arena);
    for (Str more; text.len <= most && (more = reader_next(&decoder->reader)).len > 0;)
        buf_add(&text, more);
    return decoder->reader.flaw || text.len > most ? (Str){0} : buf_str(&text);
}

/* That of eStargz is a file in a tar of its own. */
static Str body_of(Str tar)
{
    TarHeader header;
    if (tar.len < TAR_BLOCK || tar_header_read(tar.at, &header) || header.size < 0)
        return (Str){0};
    return str_head(str_tail(tar, TAR_BLOCK), (size_t)header.size);
}

/* Of eStargz that of the text, of zstd:chunked that of the stored bytes. */
static Str digest_of_index(Arena *arena, const LayerBlob *blob, const Ground *part, Str text)
{
    if (blob->lazy == LAZY_ESTARGZ)
        return digest_of(arena, STR("sha256"), text);
    size_t len = (size_t)part->len;
    Str stored = ground_read(part, 0, len, NEW_ARRAY(arena, len + 1, char));
    return digest_of(arena, STR("sha256"), stored);
}

/* ---- entry by entry ---- */

static void say(Check *check, Str path, const char *what)
{
    Buf text;
    buf_init(&text, check->arena);
    buf_fmt(&text, "%.*s: %s", STR_ARG(path), what);
    check->flaw = buf_str(&text);
}

/* Without what may stand around it, "./" and "/". */
static Str name_of(Arena *arena, const Json *told)
{
    Str rooted =
        path_join(arena, STR("/"), str_joined(arena, STR("./"), document_text(told, "name")));
    return str_tail(rooted, 1);
}

/* JSON has a replacement for each byte that is no UTF-8. */
static bool is_same_name(Str path, Str told)
{
    size_t at = 0, other = 0;
    while (at < path.len && other < told.len) {
        Rune left = utf8_next(path, at), right = utf8_next(told, other);
        if (left.rune != right.rune)
            return false;
        at += left.len;
        other += right.len;
    }
    return at == path.len && other == told.len;
}

static bool is_same_kind(uint8_t kind, Str told)
{
    static const char *const names[] = {
        [ENTRY_FILE] = "reg",          [ENTRY_DIR] = "dir",   [ENTRY_SYMLINK] = "symlink",
        [ENTRY_HARDLINK] = "hardlink", [ENTRY_CHAR] = "char", [ENTRY_BLOCK] = "block",
        [ENTRY_FIFO] = "fifo",         [ENTRY_UNKNOWN] = "",
    };
    return str_eq(told, str_from(names[kind]));
}

/* Where the bytes of the entry begin; 0 where it begins no piece. */
static uint64_t begin_of(Check *check, uint32_t entry)
{
    const BodyCuts *cuts = &check->blob->cuts;
    while (check->cut < cuts->len && cuts->at[check->cut].entry < entry)
        check->cut++;
    bool is_cut = check->cut < cuts->len && cuts->at[check->cut].entry == entry;
    return is_cut ? cuts->at[check->cut].stored : 0;
}

/* False with the flaw of the index. */
static bool check_entry(Check *check, uint32_t index, const Json *told)
{
    const LayerRecord *record = check->blob->record;
    const LayerEntry *entry = layer_entry(record, index);
    Str path = layer_path(record, check->arena, index);
    uint64_t begin = begin_of(check, index);
    if (!told || !is_same_name(path, name_of(check->arena, told)))
        say(check, path, "it is not there, or not in this place");
    else if (!is_same_kind(entry->kind, document_text(told, "type")))
        say(check, path, "it is of another type");
    else if (entry->kind == ENTRY_FILE &&
             document_count(told, "size") != layer_logical(record, index))
        say(check, path, "it has another size");
    else if (begin > 0 && document_count(told, "offset") != begin)
        say(check, path, "it begins elsewhere");
    else
        return true;
    return false;
}

/* A large file is told in several pieces. */
static const Json *past_chunks(const Json *at)
{
    while (at && str_eq(document_text(at, "type"), STR("chunk")))
        at = json_next(at);
    return at;
}

static void check_entries(Check *check, const Json *list, uint64_t end)
{
    const LayerRecord *record = check->blob->record;
    const Json *at = past_chunks(json_item(list, 0));
    check->flaw = (Str){0};
    for (uint32_t i = 0; i < layer_sums(record)->entries; i++) {
        if (layer_start(record, i) >= end)
            break;
        if (!check_entry(check, i, at))
            return;
        at = past_chunks(json_next(at));
    }
    if (at)
        say(check, document_text(at, "name"), "the tar does not have it");
}

LazyIndex lazy_verify(Arena *arena, const Decoder *decoder, const Ground *end,
                      const ImageLimits *limits, const LayerBlob *blob)
{
    uint64_t from, len;
    if (!lazy_index_place(decoder, blob, &from, &len))
        return (LazyIndex){0};
    uint64_t behind = from < blob->stored ? blob->stored - from : 0;
    if (behind > limits->json)
        return (LazyIndex){0};
    Ground part = behind > 0 ? ground_part(end, end->len - behind, len) : (Ground){0};
    Str text = unpacked(arena, &part, limits);
    if (blob->lazy == LAZY_ESTARGZ)
        text = body_of(text);
    Fail fail = {0};
    const Json *document = document_begins(text) ? document_read(arena, text, &fail) : NULL;
    const Json *list = document_member(document, "entries");
    Check check = {.arena = arena, .blob = blob, .flaw = STR("it cannot be read")};
    if (json_is_array(list))
        check_entries(&check, list, lazy_index_of(decoder));
    return (LazyIndex){check.flaw, digest_of_index(arena, blob, &part, text)};
}
