/* What of a program only debuggers read: whole, in pieces, and of tables that lie. */
#include "base/buf.h"
#include "check.h"
#include "image/elf.h"

enum { SECTIONS = 6, TEXT = 4000 };

/* How a program for the test is laid out. */
typedef struct {
    bool wide, big;
    bool names_first; /* far before the table, as some linkers do */
    bool table_first; /* behind the header, and the names at the end */
    bool compressed;
    uint32_t type, between; /* bytes between the names and what follows */
} Layout;

typedef struct {
    const Layout *layout;
    Buf out;
} Maker;

static void put(Maker *maker, uint64_t value, size_t len)
{
    for (size_t i = 0; i < len; i++)
        buf_char(&maker->out, (char)(value >> 8 * (maker->layout->big ? len - 1 - i : i)));
}

static void put_word(Maker *maker, uint64_t value)
{
    put(maker, value, maker->layout->wide ? 8 : 4);
}

static void put_section(Maker *maker, uint32_t name, uint32_t type, uint64_t flags, uint64_t offset,
                        uint64_t size, uint32_t link)
{
    put(maker, name, 4);
    put(maker, type, 4);
    put_word(maker, flags);
    put_word(maker, 0);
    put_word(maker, offset);
    put_word(maker, size);
    put(maker, link, 4);
    put(maker, 0, 4);
    put_word(maker, 1);
    put_word(maker, 0);
}

static const char names[] = "\0.text\0.debug_info\0.symtab\0.strtab\0.shstrtab\0.bss";

enum { AT_DEBUG = 7, AT_SYMTAB = 19, AT_STRTAB = 27, AT_NAMES = 35, AT_BSS = 45 };
enum { DEBUG = 3000, SYMTAB = 500, STRTAB = 700 };

static void put_table(Maker *maker, uint64_t text, uint64_t names_at)
{
    uint64_t flags = maker->layout->compressed ? 0x800 : 0;
    put_section(maker, 0, 0, 0, 0, 0, 0);
    put_section(maker, 1, 1, 6, text, TEXT, 0);
    put_section(maker, AT_DEBUG, 1, flags, text, DEBUG, 0);
    put_section(maker, AT_SYMTAB, 2, 0, text, SYMTAB, 4);
    put_section(maker, AT_STRTAB, 3, 0, text, STRTAB, 0);
    put_section(maker, AT_NAMES, 3, 0, names_at, sizeof names, 0);
    put_section(maker, AT_BSS, 8, 3, text, (uint64_t)1 << 31, 0);
}

static Str make(Arena *arena, const Layout *layout)
{
    Maker maker = {.layout = layout};
    uint64_t header = 64, row = layout->wide ? 64 : 40, rows = (SECTIONS + 1) * row;
    uint64_t text = header + (layout->table_first ? rows : 0);
    uint64_t names_at = text + (layout->names_first ? 0 : TEXT);
    uint64_t table = layout->table_first ? header : text + TEXT + sizeof names + layout->between;
    buf_init(&maker.out, arena);
    buf_add(&maker.out, STR("\x7f"
                            "ELF"));
    put(&maker, layout->wide ? 2 : 1, 1);
    put(&maker, layout->big ? 2 : 1, 1);
    buf_repeat(&maker.out, 0, 10);
    put(&maker, layout->type, 2);
    put(&maker, 62, 2);
    put(&maker, 1, 4);
    put_word(&maker, 0);
    put_word(&maker, 0);
    put_word(&maker, table);
    put(&maker, 0, 4);
    put(&maker, layout->wide ? 64 : 52, 2);
    put(&maker, 0, 4);
    put(&maker, row, 2);
    put(&maker, SECTIONS + 1, 2);
    put(&maker, 5, 2);
    buf_repeat(&maker.out, 0, (size_t)header - maker.out.len);
    if (layout->table_first)
        put_table(&maker, text, names_at);
    if (layout->names_first) {
        buf_add(&maker.out, (Str){names, sizeof names});
        buf_repeat(&maker.out, 'b', layout->between);
        buf_repeat(&maker.out, 't', TEXT);
    } else {
        buf_repeat(&maker.out, 't', TEXT);
        buf_add(&maker.out, (Str){names, sizeof names});
        buf_repeat(&maker.out, 'b', layout->between);
    }
    if (!layout->table_first)
        put_table(&maker, text, names_at);
    return buf_str(&maker.out);
}

static ElfExtra scan(ElfScan *scan, Str body, size_t piece)
{
    elf_scan_start(scan, body.len);
    for (Str rest = body; rest.len > 0; rest = str_tail(rest, piece))
        elf_scan_add(scan, str_head(rest, piece));
    return elf_scan_end(scan);
}

/* However it is read. */
static void check(Arena *arena, Str body, uint64_t debug, uint64_t symbols, uint64_t passing_debug)
{
    static const size_t pieces[] = {1, 3, 63, 64, 65, 4096, 1 << 24};
    ElfScan *reader = elf_scan_new(arena);
    Ground ground = ground_of_bytes(body);
    ElfExtra whole = elf_extra(&ground);
    CHECK(whole.debug == debug);
    CHECK(whole.symbols == symbols);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        ElfExtra passing = scan(reader, body, pieces[i]);
        CHECK(passing.debug == passing_debug);
        CHECK(passing.symbols == symbols);
    }
}

static void check_layouts(Arena *arena)
{
    for (unsigned bits = 0; bits < 16; bits++) {
        Layout layout = {.wide = bits & 1,
                         .big = bits & 2,
                         .names_first = bits & 4,
                         .table_first = bits & 8,
                         .type = 2 + (bits & 1)};
        check(arena, make(arena, &layout), DEBUG, SYMTAB + STRTAB, DEBUG);
    }
}

/* What passes by is not kept for long; compressed debugging information needs no name. */
static void check_far_names(Arena *arena)
{
    Layout far = {.wide = true, .names_first = true, .type = 3, .between = 2 << 20};
    check(arena, make(arena, &far), DEBUG, SYMTAB + STRTAB, 0);
    far.compressed = true;
    check(arena, make(arena, &far), DEBUG, SYMTAB + STRTAB, DEBUG);
    Layout behind = {.wide = true, .table_first = true, .type = 3, .between = 2 << 20};
    check(arena, make(arena, &behind), DEBUG, SYMTAB + STRTAB, DEBUG);
}

static void check_others(Arena *arena)
{
    Layout object = {.wide = true, .type = 1};
    check(arena, make(arena, &object), 0, 0, 0);
    Layout program = {.wide = true, .type = 2};
    Str body = make(arena, &program);
    check(arena, STR("#!/bin/sh\n"), 0, 0, 0);
    check(arena, (Str){0}, 0, 0, 0);
    for (size_t len = 0; len < body.len; len += len < 70 ? 1 : 97) {
        Str cut = str_copy(arena, str_head(body, len));
        check(arena, cut, 0, 0, 0);
    }
}

/* No byte of a header or table that lies makes more than the file has. */
static void check_lies(Arena *arena)
{
    Layout layout = {.wide = true, .type = 3};
    Str body = make(arena, &layout);
    char *bytes = NEW_ARRAY(arena, body.len, char);
    ElfScan *reader = elf_scan_new(arena);
    memcpy(bytes, body.at, body.len);
    for (size_t at = 0; at<body.len; at += at> 64 && at + 600 < body.len ? 997 : 1)
        for (int value = 0; value < 256; value += 51) {
            bytes[at] = (char)value;
            Str changed = {bytes, body.len};
            Ground ground = ground_of_bytes(changed);
            ElfExtra whole = elf_extra(&ground), passing = scan(reader, changed, 1000);
            CHECK(elf_extra_bytes(whole) <= body.len);
            CHECK(elf_extra_bytes(passing) <= elf_extra_bytes(whole));
            bytes[at] = body.at[at];
        }
}

int main(void)
{
    Arena *arena = arena_open();
    check_layouts(arena);
    check_far_names(arena);
    check_others(arena);
    check_lies(arena);
    arena_close(arena);
    return check_end();
}
