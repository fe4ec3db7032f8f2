#include "image/make_tar.h"

#include <stdlib.h>

enum { BLOCK = 512, NAME_LEN = 100, PREFIX = 345, MAGIC = 257, PIECES = 64 };

typedef struct {
    uint64_t offset, len;
} Piece;

typedef struct {
    Piece at[PIECES];
    size_t len;
    uint64_t real, stored;
} Sparse;

/* ---- bytes ---- */

static void fill_block(Buf *tar)
{
    buf_repeat(tar, '\0', -tar->len % BLOCK);
}

static void octal(char *field, size_t len, uint64_t value)
{
    for (size_t i = len - 1; i-- > 0; value /= 8)
        field[i] = (char)('0' + value % 8);
}

static void base256(char *field, size_t len, int64_t value)
{
    for (size_t i = len; i-- > 0; value >>= 8)
        field[i] = (char)(value & 0xff);
    field[0] = (char)(field[0] | (char)0x80);
}

static void number(char *field, size_t len, int64_t value, bool binary)
{
    if (binary || value < 0 || (uint64_t)value >> 3 * (len - 1) != 0)
        base256(field, len, value);
    else
        octal(field, len, (uint64_t)value);
}

static void put(char *field, size_t len, Str text)
{
    if (text.len > 0)
        memcpy(field, text.at, text.len < len ? text.len : len);
}

void make_checksum(char *block)
{
    unsigned sum = 0;
    memset(block + 148, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)block[i];
    octal(block + 148, 7, sum);
    block[154] = '\0';
}

static void put_name(char *block, const MadeEntry *entry, Str name)
{
    size_t cut = name.len;
    while (cut > 0 && (cut > 155 || name.at[cut - 1] != '/'))
        cut--;
    bool split = entry->gnu_prefix && cut > 1 && name.len > NAME_LEN;
    put(block, NAME_LEN, split ? str_tail(name, cut) : name);
    if (split)
        put(block + PREFIX, 155, str_head(name, cut - 1));
}

static void header(Buf *tar, const MadeEntry *entry, Str name, int64_t size, const Sparse *sparse)
{
    char block[BLOCK] = {0};
    put_name(block, entry, name);
    number(block + 100, 8, entry->mode, false);
    number(block + 108, 8, entry->uid, entry->base256);
    number(block + 116, 8, entry->gid, entry->base256);
    number(block + 124, 12, size, entry->base256);
    octal(block + 136, 12, entry->mtime);
    block[156] = entry->type;
    put(block + 157, NAME_LEN, entry->link);
    bool gnu = entry->type == 'S' || entry->type == 'L' || entry->type == 'K';
    memcpy(block + MAGIC, gnu ? "ustar  \0" : "ustar\00000", 8);
    if (sparse && entry->type == 'S') {
        for (size_t i = 0; i < sparse->len && i < 4; i++) {
            octal(block + 386 + 24 * i, 12, sparse->at[i].offset);
            octal(block + 398 + 24 * i, 12, sparse->at[i].len);
        }
        block[482] = sparse->len > 4;
        octal(block + 483, 12, sparse->real);
    }
    make_checksum(block);
    buf_add(tar, (Str){block, BLOCK});
}

static void pax_record(Buf *to, Str key, Str value)
{
    size_t len = key.len + value.len + 3, digits = 1;
    for (size_t n = len + digits; n >= 10; n /= 10)
        digits++;
    for (size_t n = len + digits, d = 0; d != digits; n = len + digits)
        for (d = 0; n > 0; n /= 10)
            d++;
    buf_fmt(to, "%zu %.*s=%.*s\n", len + digits, STR_ARG(key), STR_ARG(value));
}

static void extension(Buf *tar, char type, Str body)
{
    MadeEntry entry = {.type = type, .mode = 0644};
    header(tar, &entry, STR("extension"), (int64_t)body.len, NULL);
    buf_add(tar, body);
    fill_block(tar);
}

/* ---- sparse files ---- */

static Sparse sparse_of(const MadeEntry *entry)
{
    Sparse sparse = {0};
    for (Str rest = entry->sparse; rest.len > 0;) {
        StrCut cut = str_cut(rest, ','), pair = str_cut(cut.head, '+');
        rest = cut.tail;
        if (!pair.found) {
            sparse.real = strtoull(pair.head.at, NULL, 10);
            continue;
        }
        Piece piece = {strtoull(pair.head.at, NULL, 10), strtoull(pair.tail.at, NULL, 10)};
        sparse.at[sparse.len++] = piece;
        sparse.stored += piece.len;
    }
    return sparse;
}

static void sparse_numbers(Buf *to, const Sparse *sparse, char between)
{
    for (size_t i = 0; i < sparse->len; i++)
        buf_fmt(to, "%s%llu%c%llu", i > 0 ? (char[]){between, 0} : "",
                (unsigned long long)sparse->at[i].offset, between,
                (unsigned long long)sparse->at[i].len);
}

static void sparse_records(Buf *to, Arena *arena, const MadeEntry *entry, const Sparse *sparse)
{
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "%llu", (unsigned long long)sparse->real);
    if (entry->sparse_kind == '1') {
        pax_record(to, STR("GNU.sparse.major"), STR("1"));
        pax_record(to, STR("GNU.sparse.minor"), STR("0"));
        pax_record(to, STR("GNU.sparse.name"), entry->name);
        pax_record(to, STR("GNU.sparse.realsize"), buf_str(&text));
        return;
    }
    pax_record(to, STR("GNU.sparse.size"), buf_str(&text));
    buf_clear(&text);
    buf_fmt(&text, "%zu", sparse->len);
    pax_record(to, STR("GNU.sparse.numblocks"), buf_str(&text));
    buf_clear(&text);
    sparse_numbers(&text, sparse, ',');
    pax_record(to, STR("GNU.sparse.map"), buf_str(&text));
}

static void sparse_map(Buf *to, const Sparse *sparse)
{
    buf_fmt(to, "%zu\n", sparse->len);
    sparse_numbers(to, sparse, '\n');
    buf_char(to, '\n');
    fill_block(to);
}

static void sparse_blocks(Buf *tar, const Sparse *sparse)
{
    for (size_t i = 4; i < sparse->len;) {
        char block[BLOCK] = {0};
        for (size_t j = 0; j < 21 && i < sparse->len; i++, j++) {
            octal(block + 24 * j, 12, sparse->at[i].offset);
            octal(block + 12 + 24 * j, 12, sparse->at[i].len);
        }
        block[504] = i < sparse->len;
        buf_add(tar, (Str){block, BLOCK});
    }
}

/* ---- an entry ---- */

static void add_extensions(Buf *tar, Arena *arena, const MadeEntry *entry, const Sparse *sparse)
{
    Buf records;
    buf_init(&records, arena);
    bool fits = entry->name.len <= NAME_LEN || entry->gnu_prefix || entry->long_name;
    if (!fits)
        pax_record(&records, STR("path"), entry->name);
    if (entry->link.len > NAME_LEN && !entry->long_name)
        pax_record(&records, STR("linkpath"), entry->link);
    if (entry->sparse_kind == '0' || entry->sparse_kind == '1')
        sparse_records(&records, arena, entry, sparse);
    buf_add(&records, entry->pax);
    if (entry->long_name && entry->link.len > NAME_LEN)
        extension(tar, 'K', str_joined(arena, entry->link, (Str){"", 1}));
    if (entry->long_name && entry->name.len > NAME_LEN)
        extension(tar, 'L', str_joined(arena, entry->name, (Str){"", 1}));
    if (records.len > 0)
        extension(tar, 'x', buf_str(&records));
}

void make_entry(Buf *tar, const MadeEntry *entry)
{
    Arena *arena = arena_open();
    Sparse sparse = sparse_of(entry);
    Buf map;
    buf_init(&map, arena);
    if (entry->sparse_kind == '1')
        sparse_map(&map, &sparse);
    uint64_t stored = entry->sparse_kind ? sparse.stored : entry->size;
    int64_t size = entry->claims ? entry->claim : (int64_t)(map.len + stored);
    add_extensions(tar, arena, entry, &sparse);
    header(tar, entry, entry->name, size, &sparse);
    if (entry->sparse_kind == 'S')
        sparse_blocks(tar, &sparse);
    buf_add(tar, buf_str(&map));
    for (uint64_t i = 0; i < stored; i++)
        buf_char(tar, entry->fill.len > 0 ? entry->fill.at[i % entry->fill.len] : 'A');
    fill_block(tar);
    arena_close(arena);
}

void make_end(Buf *tar, size_t divides)
{
    buf_repeat(tar, '\0', (size_t)2 * BLOCK);
    if (divides > 0)
        buf_repeat(tar, '\0', (divides - tar->len % divides) % divides);
}

/* ---- a line of a listing ---- */

static void add_unescaped(Buf *out, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\\' && i + 1 < text.len) {
            c = text.at[++i];
            c = (char)(c == 'n' ? '\n' : c == 'e' ? '\033' : c == 's' ? ' ' : c);
        }
        buf_char(out, c);
    }
}

static Str unescape(Arena *arena, Str text)
{
    size_t star = str_rfind_char(text, '*'), behind = star + 1, times = 0;
    while (behind < text.len && text.at[behind] >= '0' && text.at[behind] <= '9')
        times = times * 10 + (size_t)(text.at[behind++] - '0');
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < times; i++)
        add_unescaped(&out, str_head(text, star));
    add_unescaped(&out, times > 0 ? str_tail(text, behind) : text);
    return buf_str(&out);
}

static Str word(Str *line)
{
    *line = str_trim(*line);
    StrCut cut = str_cut(*line, ' ');
    *line = cut.tail;
    return cut.head;
}

static uint32_t digits(Str text, int base)
{
    return (uint32_t)strtoul(text.at, NULL, base);
}

static bool setting(MadeEntry *entry, Str key, Str value)
{
    if (str_eq(key, STR("mode")))
        entry->mode = digits(value, 8);
    else if (str_eq(key, STR("uid")))
        entry->uid = digits(value, 10);
    else if (str_eq(key, STR("gid")))
        entry->gid = digits(value, 10);
    else if (str_eq(key, STR("mtime")))
        entry->mtime = digits(value, 10);
    else if (str_eq(key, STR("type")))
        entry->type = value.len > 0 && value.at[0] != '0' ? value.at[0] : '\0';
    else if (str_eq(key, STR("size"))) {
        entry->claims = true;
        entry->claim = strtoll(value.at, NULL, 10);
    } else if (str_ends(key, STR("sparse")) || str_eq(key, STR("sparse0"))) {
        entry->sparse = value;
        entry->sparse_kind = str_starts(key, STR("old")) ? 'S'
                             : str_ends(key, STR("0"))   ? '0'
                                                         : '1';
        entry->type = entry->sparse_kind == 'S' ? 'S' : '0';
    } else
        return false;
    return true;
}

static bool option(MadeEntry *entry, Arena *arena, Str given)
{
    size_t pax = str_find(given, STR(":="));
    StrCut cut = str_cut(given, '=');
    if (pax < given.len) {
        Buf records;
        buf_init(&records, arena);
        buf_add(&records, entry->pax);
        pax_record(&records, str_head(given, pax), unescape(arena, str_tail(given, pax + 2)));
        entry->pax = buf_str(&records);
        return true;
    }
    if (cut.found)
        return setting(entry, cut.head, cut.tail);
    entry->long_name = entry->long_name || str_eq(given, STR("longname"));
    entry->gnu_prefix = entry->gnu_prefix || str_eq(given, STR("gnuprefix"));
    entry->base256 = entry->base256 || str_eq(given, STR("base256"));
    return str_listed(STR("longname gnuprefix base256"), given);
}

static bool command(Buf *tar, Arena *arena, Str line)
{
    Str name = word(&line);
    Str rest = str_trim(line);
    if (str_eq(name, STR("!zeros")))
        buf_repeat(tar, '\0', digits(rest, 10));
    else if (str_eq(name, STR("!bytes")))
        buf_add(tar, unescape(arena, rest));
    else if (str_eq(name, STR("!end")))
        make_end(tar, rest.len > 0 ? digits(rest, 10) : 0);
    else if (str_eq(name, STR("!open")))
        return true;
    else if (str_eq(name, STR("!cut")))
        tar->len -= digits(rest, 10);
    else if (str_eq(name, STR("!global"))) {
        MadeEntry entry = {0};
        option(&entry, arena, rest);
        extension(tar, 'g', entry.pax);
    } else
        return false;
    return true;
}

/* What stands behind the name and is no option: "1000 A", "-> x", "chr". */
static bool kind(MadeEntry *entry, Arena *arena, Str *line)
{
    Str rest = *line, first = word(&rest);
    bool symlink = str_eq(first, STR("->")), link = str_eq(first, STR("=>"));
    entry->type = '0';
    entry->mode = 0644;
    if (symlink || link) {
        entry->type = symlink ? '2' : '1';
        entry->mode = symlink ? 0777 : 0644;
        entry->link = unescape(arena, word(&rest));
    } else if (str_listed(STR("chr blk fifo"), first)) {
        entry->type = first.at[0] == 'c' ? '3' : first.at[0] == 'b' ? '4' : '6';
    } else if (first.len > 0 && first.at[0] >= '0' && first.at[0] <= '9') {
        entry->size = strtoull(first.at, NULL, 10);
        entry->fill = unescape(arena, word(&rest));
    } else {
        return false;
    }
    *line = rest;
    return true;
}

bool make_line(Buf *tar, Arena *scratch, Str line)
{
    if (str_starts(line, STR("!")))
        return command(tar, scratch, line);
    MadeEntry entry = {0};
    entry.name = unescape(scratch, word(&line));
    bool directory = str_ends(entry.name, STR("/"));
    if (!kind(&entry, scratch, &line) && directory) {
        entry.type = '5';
        entry.mode = 0755;
    }
    for (Str given = word(&line); given.len > 0; given = word(&line))
        if (!option(&entry, scratch, given))
            return false;
    make_entry(tar, &entry);
    return true;
}
