#include "image/elf.h"

#include "base/buf.h"

enum {
    HEADER = 64,
    WIDE = 2,
    BIG_ENDIAN_DATA = 2,
    PROGRAM = 2,
    LIBRARY = 3,
    CORE = 4,

    MOST_SECTIONS = 4096,
    MOST_NAMES = 256 << 10,
    BEFORE = 1 << 20, /* bytes before the table that are kept of what passes by */

    DATA = 1,
    SYMBOLS = 2,
    NAMES = 3,
    LOADED = 0x2,
    COMPRESSED = 0x800, /* linkers do that to debugging information alone */
};

typedef struct {
    bool wide, big, core;
    uint64_t size;  /* of the file */
    uint64_t table; /* where its sections are told */
    uint32_t count, row, names;
} Elf;

typedef struct {
    uint64_t offset, size, flags;
    uint32_t name, type, link;
} Section;

/* ---- numbers ---- */

static uint64_t number(const Elf *elf, Str bytes, size_t at, size_t len)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++) {
        size_t place = elf->big ? at + i : at + len - 1 - i;
        value = value << 8 | (place < bytes.len ? (unsigned char)bytes.at[place] : 0);
    }
    return value;
}

/* At one place in narrow files, at another in wide ones; as many bytes as an address has. */
static uint64_t word(const Elf *elf, Str bytes, size_t narrow, size_t wide)
{
    return elf->wide ? number(elf, bytes, wide, 8) : number(elf, bytes, narrow, 4);
}

static uint32_t half(const Elf *elf, Str bytes, size_t narrow, size_t wide)
{
    return (uint32_t)number(elf, bytes, elf->wide ? wide : narrow, 2);
}

/* ---- the header and the table ---- */

bool elf_begins(Str body)
{
    return str_starts(body, STR("\x7f"
                                "ELF"));
}

static bool read_header(Elf *elf, Str head, uint64_t size)
{
    *elf = (Elf){.size = size};
    if (!elf_begins(head) || head.len < HEADER)
        return false;
    elf->wide = head.at[4] == WIDE;
    elf->big = head.at[5] == BIG_ENDIAN_DATA;
    uint64_t type = number(elf, head, 16, 2);
    elf->core = type == CORE;
    elf->table = word(elf, head, 32, 40);
    elf->row = half(elf, head, 46, 58);
    elf->count = half(elf, head, 48, 60);
    elf->names = half(elf, head, 50, 62);
    return (type == PROGRAM || type == LIBRARY) && elf->row == (elf->wide ? 64 : 40) &&
           elf->count > 0 && elf->count <= MOST_SECTIONS && elf->names < elf->count &&
           elf->table >= HEADER && elf->table < size &&
           (uint64_t)elf->count * elf->row <= size - elf->table;
}

static uint64_t table_end(const Elf *elf)
{
    return elf->table + (uint64_t)elf->count * elf->row;
}

static Section section(const Elf *elf, Str table, uint32_t index)
{
    Str at = str_slice(table, (size_t)index * elf->row, ((size_t)index + 1) * elf->row);
    return (Section){
        .name = (uint32_t)number(elf, at, 0, 4),
        .type = (uint32_t)number(elf, at, 4, 4),
        .flags = word(elf, at, 8, 8),
        .offset = word(elf, at, 16, 24),
        .size = word(elf, at, 20, 32),
        .link = (uint32_t)number(elf, at, elf->wide ? 40 : 24, 4),
    };
}

static bool fits(const Elf *elf, const Section *at)
{
    return at->offset <= elf->size && at->size <= elf->size - at->offset;
}

static bool is_debug_name(Str name)
{
    static const Str starts[] = {STR_INIT(".debug_"), STR_INIT(".zdebug_"), STR_INIT(".gdb_index"),
                                 STR_INIT(".stab")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(name, starts[i]))
            return true;
    return false;
}

static bool is_debug(const Section *at, Str names)
{
    if (at->type != DATA || (at->flags & LOADED) != 0)
        return false;
    Str name = str_tail(names, at->name);
    return (at->flags & COMPRESSED) != 0 || is_debug_name(str_head(name, str_find_char(name, 0)));
}

/* Without names, what needs them is not counted. */
static ElfExtra add_up(const Elf *elf, Str table, Str names)
{
    ElfExtra extra = {0};
    for (uint32_t i = 0; i < elf->count; i++) {
        Section at = section(elf, table, i);
        if (is_debug(&at, names) && fits(elf, &at))
            extra.debug += at.size;
        if (at.type != SYMBOLS || (at.flags & LOADED) != 0 || !fits(elf, &at))
            continue;
        Section text = at.link < elf->count ? section(elf, table, at.link) : (Section){0};
        bool own = text.type == NAMES && at.link != elf->names && (text.flags & LOADED) == 0;
        extra.symbols = at.size + (own && fits(elf, &text) ? text.size : 0);
    }
    return elf_extra_bytes(extra) <= elf->size ? extra : (ElfExtra){0};
}

static Str part(const Ground *body, Arena *scratch, uint64_t from, uint64_t len)
{
    return ground_read(body, from, (size_t)len, NEW_ARRAY(scratch, len, char));
}

ElfExtra elf_extra(const Ground *body)
{
    Elf elf;
    char head[HEADER];
    if (!read_header(&elf, ground_read(body, 0, HEADER, head), body->len))
        return (ElfExtra){.core = elf.core};
    Arena *scratch = arena_open();
    Str table = part(body, scratch, elf.table, table_end(&elf) - elf.table);
    Section names = section(&elf, table, elf.names);
    bool there = fits(&elf, &names) && names.size <= MOST_NAMES;
    ElfExtra extra =
        add_up(&elf, table, there ? part(body, scratch, names.offset, names.size) : (Str){0});
    arena_close(scratch);
    return extra;
}

/* ---- as it passes by ---- */

/* A part of the body that is wanted. */
typedef struct {
    uint64_t from, to;
    Buf bytes;
} Kept;

struct ElfScan {
    uint64_t at, size; /* of the body: what has passed, and all */
    bool wanted;       /* it may still tell something */
    Elf elf;
    Kept head, end, names; /* end: the table and what stands before it */
    bool asked;            /* for the names */
};

ElfScan *elf_scan_new(Arena *arena)
{
    ElfScan *scan = NEW(arena, ElfScan);
    buf_init(&scan->head.bytes, arena);
    buf_init(&scan->end.bytes, arena);
    buf_init(&scan->names.bytes, arena);
    return scan;
}

static void want(Kept *kept, uint64_t from, uint64_t to)
{
    kept->from = from;
    kept->to = to;
    buf_clear(&kept->bytes);
}

void elf_scan_start(ElfScan *scan, uint64_t size)
{
    scan->at = 0;
    scan->size = size;
    scan->wanted = true;
    scan->asked = false;
    scan->elf = (Elf){0};
    want(&scan->head, 0, HEADER);
    want(&scan->end, 0, 0);
    want(&scan->names, 0, 0);
}

static bool is_whole(const Kept *kept)
{
    return kept->bytes.len == kept->to - kept->from;
}

static void keep(Kept *kept, uint64_t at, Str piece)
{
    uint64_t next = kept->from + kept->bytes.len;
    if (next < at || next >= at + piece.len || next >= kept->to)
        return;
    buf_add(&kept->bytes, str_slice(piece, (size_t)(next - at), (size_t)(kept->to - at)));
}

static Str table_of(const ElfScan *scan)
{
    return str_tail(buf_str(&scan->end.bytes), (size_t)(scan->elf.table - scan->end.from));
}

static void read_head(ElfScan *scan)
{
    Elf *elf = &scan->elf;
    scan->wanted = read_header(elf, buf_str(&scan->head.bytes), scan->size);
    uint64_t from = elf->table > HEADER + BEFORE ? elf->table - BEFORE : HEADER;
    if (scan->wanted)
        want(&scan->end, from, table_end(elf));
}

/* Some linkers write the names of sections far before the table, and those are gone. */
static void ask_for_names(ElfScan *scan)
{
    Section names = section(&scan->elf, table_of(scan), scan->elf.names);
    scan->asked = true;
    if (!fits(&scan->elf, &names) || names.size > MOST_NAMES || names.offset < scan->end.from)
        return;
    want(&scan->names, names.offset, names.offset + names.size);
    keep(&scan->names, scan->end.from, buf_str(&scan->end.bytes));
}

void elf_scan_add(ElfScan *scan, Str piece)
{
    if (scan->wanted && !is_whole(&scan->head)) {
        keep(&scan->head, scan->at, piece);
        if (is_whole(&scan->head))
            read_head(scan);
    }
    if (scan->wanted && scan->end.to > 0) {
        keep(&scan->end, scan->at, piece);
        if (is_whole(&scan->end) && !scan->asked)
            ask_for_names(scan);
        keep(&scan->names, scan->at, piece);
    }
    scan->at += piece.len;
}

ElfExtra elf_scan_end(const ElfScan *scan)
{
    if (!scan->wanted || !scan->asked)
        return (ElfExtra){.core = scan->elf.core};
    bool named = is_whole(&scan->names);
    return add_up(&scan->elf, table_of(scan), named ? buf_str(&scan->names.bytes) : (Str){0});
}
