#include "image/tar_walk.h"

/* Names and attributes may be long, but not those of all entries. */
enum { MEMORY_AN_ENTRY = 256, MEMORY_LEAST = 64 << 20, LONG_PATH_SHOWN = 4096 };
enum { BODY_MOST = 16 << 20, KEPT_MOST = 64 << 20 }; /* of a wanted file, of all in a layer */

static void walk_stop(TarWalk *walk)
{
    walk->broken = true;
    walk->state = AT_REST;
}

void walk_tell(TarWalk *walk, WarningKind kind, Str what)
{
    warn(&walk->record->warnings, walk->arena, kind, NO_LAYER, what);
}

void walk_broken(TarWalk *walk, const char *why)
{
    Buf text;
    buf_init(&text, walk->arena);
    buf_fmt(&text, "at byte %llu: %s", (unsigned long long)walk->start, why);
    walk_tell(walk, WARN_LAYER_BROKEN, buf_str(&text));
    walk_stop(walk);
}

/* ---- where an entry lies ---- */

/* The directory that `path` names, from the root, resolved as text. */
static uint32_t directory(TarWalk *walk, Str path, bool *escapes)
{
    uint32_t dir = DIR_ROOT;
    while (path.len > 0) {
        StrCut cut = str_cut(path, '/');
        path = cut.tail;
        if (str_eq(cut.head, STR(".."))) {
            *escapes = *escapes || dir == DIR_ROOT;
            dir = layer_dir(walk->record, dir)->parent;
        } else if (cut.head.len > 0 && !str_eq(cut.head, STR("."))) {
            dir = record_dir(walk->record, dir, cut.head);
        }
    }
    return dir;
}

/* Entries of one directory mostly stand together. */
static uint32_t directory_again(TarWalk *walk, Str path)
{
    if (!str_eq(path, buf_str(&walk->dir_text))) {
        buf_clear(&walk->dir_text);
        buf_add(&walk->dir_text, path);
        walk->dir_escapes = false;
        walk->dir = directory(walk, path, &walk->dir_escapes);
    }
    if (walk->dir_escapes)
        walk_tell(walk, WARN_ESCAPES_ROOT, path);
    return walk->dir;
}

/* Windows writes its own separators: what lies below one of these, in a layer of an image for it.
 */
static bool is_of_windows(const TarWalk *walk, Str name)
{
    static const Str tops[] = {STR_INIT("Files\\"), STR_INIT("Hives\\"), STR_INIT("UtilityVM\\")};
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        if (str_starts(name, tops[i]))
            return true;
    return walk->pax.windows;
}

/* The first letter is enough for nearly all names. */
static bool may_be_of_windows(const TarWalk *walk, Str name)
{
    return walk->pax.windows ||
           (name.len > 0 && (name.at[0] == 'F' || name.at[0] == 'H' || name.at[0] == 'U'));
}

static Str with_slashes(TarWalk *walk, Str name)
{
    if (!may_be_of_windows(walk, name) || !is_of_windows(walk, name) ||
        str_find_char(name, '\\') == name.len)
        return name;
    char *at = NEW_ARRAY(walk->arena, name.len, char);
    for (size_t i = 0; i < name.len; i++)
        at[i] = name.at[i] == '\\' ? '/' : name.at[i];
    return (Str){at, name.len};
}

/* Its last component. */
static Str settle_odd_name(TarWalk *walk, LayerEntry *entry, Str name)
{
    bool escapes = false;
    uint32_t whole = directory(walk, name, &escapes);
    if (escapes)
        walk_tell(walk, WARN_ESCAPES_ROOT, name);
    if (whole == DIR_ROOT)
        entry->flags |= ENTRY_ROOT;
    const LayerDir *dir = layer_dir(walk->record, whole);
    entry->dir = dir->parent;
    return str_from(dir->name);
}

static void settle_name(TarWalk *walk, LayerEntry *entry, Str name, Str target)
{
    if (name.len > walk->options.limits.path)
        walk_tell(walk, WARN_LONG_PATH, str_head(name, LONG_PATH_SHOWN));
    name = with_slashes(walk, name);
    if (entry->kind == ENTRY_HARDLINK)
        target = with_slashes(walk, target);
    while (name.len > 0 && name.at[name.len - 1] == '/')
        name.len--;
    size_t dir = walk->dir_text.len;
    bool again = dir > 0 && name.len > dir && name.at[dir] == '/' &&
                 str_starts(name, buf_str(&walk->dir_text)) &&
                 str_find_char(str_tail(name, dir + 1), '/') == name.len - dir - 1;
    size_t slash = again ? dir : str_rfind_char(name, '/');
    Str base = slash < name.len ? str_tail(name, slash + 1) : name;
    if (base.len == 0 || str_eq(base, STR(".")) || str_eq(base, STR("..")))
        base = settle_odd_name(walk, entry, name);
    else
        entry->dir = directory_again(walk, str_head(name, slash < name.len ? slash : 0));
    record_name(walk->record, entry, base, target);
}

/* ---- an entry ---- */

static EntryKind kind_of(char type)
{
    switch (type) {
    case '0':
    case '\0':
    case '7':
    case 'S':
        return ENTRY_FILE;
    case '1':
        return ENTRY_HARDLINK;
    case '2':
        return ENTRY_SYMLINK;
    case '3':
        return ENTRY_CHAR;
    case '4':
        return ENTRY_BLOCK;
    case '5':
        return ENTRY_DIR;
    case '6':
        return ENTRY_FIFO;
    default:
        return ENTRY_UNKNOWN;
    }
}

static bool has_body(EntryKind kind)
{
    return kind == ENTRY_FILE || kind == ENTRY_UNKNOWN;
}

static Str first_filled(Str a, Str b, Str c)
{
    return a.len > 0 ? a : b.len > 0 ? b : c;
}

static Str header_name(TarWalk *walk, const TarHeader *header)
{
    if (header->prefix.len == 0)
        return header->name;
    buf_clear(&walk->joined);
    buf_add(&walk->joined, header->prefix);
    buf_char(&walk->joined, '/');
    buf_add(&walk->joined, header->name);
    return buf_str(&walk->joined);
}

static bool merge_number(Str pax, int64_t *number)
{
    return pax.len == 0 || pax_number(pax, number);
}

static Str xattrs_text(TarWalk *walk)
{
    const PaxRecords *xattrs = &walk->pax.xattrs;
    buf_clear(&walk->xattrs);
    for (size_t i = 0; i < xattrs->len; i++) {
        Str name = pax_attribute(&xattrs->at[i]);
        uint32_t len = (uint32_t)(name.len + 1 + xattrs->at[i].value.len);
        buf_add(&walk->xattrs, (Str){(const char *)&len, sizeof len});
        buf_add(&walk->xattrs, name);
        buf_char(&walk->xattrs, '=');
        buf_add(&walk->xattrs, xattrs->at[i].value);
    }
    return buf_str(&walk->xattrs);
}

static void settle_meta(TarWalk *walk, LayerEntry *entry, const TarHeader *header)
{
    bool device = entry->kind == ENTRY_CHAR || entry->kind == ENTRY_BLOCK;
    EntryMeta meta = {
        .uid = (uint64_t)header->uid,
        .gid = (uint64_t)header->gid,
        .mode = (uint32_t)(header->mode & 07777),
        .major = device ? (uint32_t)header->major : 0,
        .minor = device ? (uint32_t)header->minor : 0,
        .xattrs = xattrs_text(walk),
    };
    entry->meta = record_meta(walk->record, &meta);
    if (entry->kind == ENTRY_CHAR && meta.major == 0 && meta.minor == 0)
        walk_tell(walk, WARN_RAW_OVERLAY_WHITEOUT, str_from(layer_name(walk->record, entry)));
}

void walk_start_padding(TarWalk *walk)
{
    walk->left = tar_padding(walk->at);
    walk->state = walk->left > 0 ? AT_PADDING : AT_HEADER;
}

static void keep_body(TarWalk *walk)
{
    LayerRecord *record = walk->record;
    const LayerEntry *entry = walk->entry;
    walk->room = NULL;
    if (!record->wish || !record->wish->wants(record, entry))
        return;
    LayerBody *wanted = PUSH(walk->arena, &record->bodies);
    wanted->entry = record->sums.entries - 1;
    if (entry->flags & ENTRY_SPARSE || entry->stored > BODY_MOST ||
        entry->stored > KEPT_MOST - walk->kept)
        return;
    walk->kept += entry->stored;
    walk->room = NEW_ARRAY(walk->arena, entry->stored, char);
    walk->memory += entry->stored; /* which has a limit of its own */
    wanted->body = (Str){walk->room, (size_t)entry->stored};
}

void walk_start_body(TarWalk *walk)
{
    LayerEntry *entry = walk->entry;
    LayerSums *sums = &walk->record->sums;
    uint64_t head = (walk->at - walk->start) / TAR_BLOCK;
    if (head > LAYER_HEAD_MOST) {
        walk_broken(walk, "its headers take 8 GiB");
        return;
    }
    entry->head = (uint32_t)head & LAYER_HEAD_MOST;
    entry->stored = walk->left;
    walk->hashes = !walk->options.lies || entry->stored <= LAYER_SMALL;
    sums->content += entry->stored;
    if (!(entry->flags & ENTRY_SPARSE))
        sums->logical += entry->stored;
    walk->state = AT_BODY;
    if (walk->left > 0) {
        keep_body(walk);
    } else {
        entry->flags |= ENTRY_HASHED;
        walk_start_padding(walk);
    }
}

void walk_forget_extensions(TarWalk *walk)
{
    if (!walk->extended)
        return;
    pax_forget(&walk->pax);
    buf_clear(&walk->long_name);
    buf_clear(&walk->long_link);
    walk->extended = false;
}

/* What the extensions say instead of the header; false when a number is none. */
static bool merge(TarWalk *walk, TarHeader *header)
{
    const Pax *pax = &walk->pax;
    header->name = first_filled(buf_str(&walk->long_name), pax->path, header_name(walk, header));
    header->link = first_filled(buf_str(&walk->long_link), pax->linkpath, header->link);
    if (header->type == '\0' && str_ends(header->name, STR("/")))
        header->type = '5';
    return merge_number(pax->size, &header->size) && merge_number(pax->uid, &header->uid) &&
           merge_number(pax->gid, &header->gid);
}

static void settle_sparse(TarWalk *walk, LayerEntry *entry)
{
    LayerSums *sums = &walk->record->sums;
    uint64_t logical = (uint64_t)walk->sparse.size;
    entry->flags |= ENTRY_SPARSE;
    sums->logical += logical;
    *PUSH(walk->arena, &walk->record->sparse) = (SparseSize){sums->entries - 1, logical};
}

static void add_entry(TarWalk *walk, const TarHeader *header, EntryKind kind, bool sparse)
{
    LayerEntry *entry = record_entry(walk->record, walk->start);
    walk->entry = entry;
    walk->begun = false;
    entry->kind = kind;
    if (sparse)
        settle_sparse(walk, entry);
    Str name = sparse && walk->pax.sparse_name.len > 0 ? walk->pax.sparse_name : header->name;
    bool link = kind == ENTRY_SYMLINK || kind == ENTRY_HARDLINK;
    settle_name(walk, entry, name, link ? header->link : (Str){0});
    settle_meta(walk, entry, header);
    if (kind == ENTRY_UNKNOWN)
        walk_tell(walk, WARN_UNKNOWN_TYPE, name);
}

static bool has_room(const TarWalk *walk)
{
    const LayerRecord *record = walk->record;
    uint64_t most = walk->options.limits.entries, numbers = UINT32_MAX - 1;
    uint64_t entries = record->sums.entries + record->dirs;
    uint64_t memory = arena_total(walk->arena) - walk->memory;
    return entries < most && entries < numbers && !record_is_full(record) &&
           memory / MEMORY_AN_ENTRY < most + MEMORY_LEAST / MEMORY_AN_ENTRY;
}

/* NULL, or why Go would read no further. */
static const char *look(TarWalk *walk, TarHeader *header, const char *block, SparseKind *sparse)
{
    if (!merge(walk, header))
        return "a number in an extended header is none";
    bool body = has_body(kind_of(header->type));
    if (body && header->size < 0)
        return "a body has less than no bytes";
    walk->left = body ? (uint64_t)header->size : 0;
    *sparse = sparse_start(&walk->sparse, header, block, &walk->pax, (int64_t)walk->left);
    bool fits = *sparse == SPARSE_NO || (*sparse != SPARSE_BAD && body);
    return fits ? NULL : sparse_nonsense;
}

void walk_start_entry(TarWalk *walk, TarHeader *header, const char *block)
{
    SparseKind sparse = SPARSE_NO;
    const char *flaw = look(walk, header, block, &sparse);
    if (flaw) {
        walk_broken(walk, flaw);
    } else if (!has_room(walk)) {
        walk_tell(walk, WARN_TOO_MANY_ENTRIES, (Str){0});
        walk_stop(walk);
    } else {
        add_entry(walk, header, kind_of(header->type), sparse != SPARSE_NO);
        walk_forget_extensions(walk);
        if (sparse == SPARSE_BEHIND || sparse == SPARSE_IN_BODY)
            walk->state = sparse == SPARSE_BEHIND ? AT_SPARSE_GNU : AT_SPARSE_PAX;
        else
            walk_start_body(walk);
    }
}
