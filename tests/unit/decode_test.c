/* Taking compression off: pieces one behind the other, however the bytes arrive, and damage. */
#include "check.h"
#include "image/decode.h"
#include "make_archive.h"

static const Str xz = STR_INIT(
    "\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2f\xe5"
    "\xa3\xe0\x00\xdb\x00\x12\x5d\x00\x39\x18\x4a\xaa\xed\x15\x1b\x43\xde\x94\x8b\xaf\xbb\x0d\xd0"
    "\x5c\x80\x00\x00\x00\x00\x0c\x37\x57\xce\x73\xb9\x44\xab\x00\x01\x2e\xdc\x01\x00\x00\x00\xa6"
    "\x45\x4a\x0a\xb1\xc4\x67\xfb\x02\x00\x00\x00\x00\x04\x59\x5a");
static const Str bzip2 = STR_INIT(
    "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x9e\x2a\x16\x36\x00\x00\x45\x91\x80\x40\x00\x32\x00"
    "\x1c\x20\x20\x00\x50\x86\x04\x05\x2a\x8c\xd0\xd1\x30\x98\x4d\x13\xe2\x70\x9f\x93\x09\x84\xe9"
    "\x3a\x4f\x0b\xb9\x22\x9c\x28\x48\x4f\x15\x0b\x1b\x00");
static const Str lzma = STR_INIT(
    "\x5d\x00\x00\x80\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00\x39\x18\x4a\xaa\xed\x15\x1b\x43\xde"
    "\x94\x8b\xaf\xbb\x0d\xd9\x47\xd5\xff\xff\xfb\xce\xa0\x00");
static const Str lz4 = STR_INIT(
    "\x04\x22\x4d\x18\x64\x40\xa7\x15\x00\x00\x00\xbf\x72\x61\x72\x65\x20\x62\x79\x74\x65\x73\x20"
    "\x0b\x00\xb9\x50\x79\x74\x65\x73\x20\x00\x00\x00\x00\x1a\xbc\x49\x29");

/* Gives few bytes at a time, and spoils them when the next ones are asked for. */
typedef struct {
    Reader reader;
    Str left;
    size_t step;
    char room[64];
} Drip;

static Str drip(Reader *reader)
{
    Drip *d = (Drip *)reader;
    memset(d->room, '#', sizeof d->room);
    Str given = str_head(d->left, d->step);
    memcpy(d->room, given.at, given.len);
    d->left = str_tail(d->left, given.len);
    return (Str){d->room, given.len};
}

typedef struct {
    Str bytes;
    const char *flaw;
    uint64_t stored, trailer;
    Coding coding;
} Result;

/* step: bytes at a time; 0: as they lie. */
static Result decode_within(Arena *arena, Str stored, size_t step, ImageLimits limits)
{
    Drip drips = {.reader.more = drip, .left = stored, .step = step};
    Ground ground = ground_of_bytes(stored);
    limits = image_limits(limits);
    Reader *from = step ? &drips.reader : reader_of_ground(arena, &ground);
    Decoder *decoder = decoder_of(arena, from, &limits);
    Buf out;
    buf_init(&out, arena);
    for (Str more; (more = reader_next(&decoder->reader)).len > 0;)
        buf_add(&out, more);
    CHECK(decoder->reader.given == out.len);
    return (Result){buf_str(&out), decoder->reader.flaw, decoder->stored, decoder->trailer,
                    decoder->coding};
}

static Result decode(Arena *arena, Str stored, size_t step)
{
    return decode_within(arena, stored, step, (ImageLimits){0});
}

static void check_each_step(Str stored, Coding coding, Str bytes, uint64_t trailer)
{
    for (size_t step = 0; step < 40; step++) {
        Arena *arena = arena_open();
        Result got = decode(arena, stored, step);
        CHECK(got.coding == coding && str_eq(got.bytes, bytes) && !got.flaw);
        CHECK(got.trailer == trailer);
        CHECK(got.coding == CODING_NONE || got.stored + trailer <= stored.len);
        arena_close(arena);
    }
}

static void check_gzip(Arena *arena)
{
    Buf stored;
    buf_init(&stored, arena);
    make_gzip(&stored, STR("one "));
    check_each_step(buf_str(&stored), CODING_GZIP, STR("one "), 0);
    make_gzip(&stored, STR(""));
    make_gzip(&stored, STR("two"));
    check_each_step(buf_str(&stored), CODING_GZIP, STR("one two"), 0);
    buf_add(&stored, STR("\0\0rest"));
    check_each_step(buf_str(&stored), CODING_GZIP, STR("one two"), 6);
}

static void check_zstd(Arena *arena)
{
    Buf stored;
    buf_init(&stored, arena);
    make_skipped(&stored, STR("index"));
    make_zstd(&stored, STR("one "));
    make_skipped(&stored, STR(""));
    make_zstd(&stored, STR("two"));
    check_each_step(buf_str(&stored), CODING_ZSTD, STR("one two"), 0);
    make_skipped(&stored, STR("more than fits into one step of forty bytes"));
    check_each_step(buf_str(&stored), CODING_ZSTD, STR("one two"), 0);
    buf_add(&stored, STR("rest"));
    check_each_step(buf_str(&stored), CODING_ZSTD, STR("one two"), 4);
}

static void check_rare(Arena *arena)
{
    Buf text;
    buf_init(&text, arena);
    for (int i = 0; i < 20; i++)
        buf_add(&text, STR("rare bytes "));
    check_each_step(xz, CODING_XZ, buf_str(&text), 0);
    check_each_step(bzip2, CODING_BZIP2, buf_str(&text), 0);
    check_each_step(lzma, CODING_LZMA, buf_str(&text), 0);
    check_each_step(lz4, CODING_LZ4, buf_str(&text), 0);
}

/* More than one chunk of output, and more than one block. */
static void check_large(Arena *arena)
{
    Buf text, stored;
    buf_init(&text, arena);
    for (unsigned i = 0; i < 300000; i++)
        buf_char(&text, (char)(i * i >> 7));
    for (int kind = 0; kind < 2; kind++) {
        buf_init(&stored, arena);
        kind ? make_zstd(&stored, buf_str(&text)) : make_gzip(&stored, buf_str(&text));
        for (size_t step = 0; step < 50; step += 49) {
            Result got = decode(arena, buf_str(&stored), step);
            CHECK(str_eq(got.bytes, buf_str(&text)) && !got.flaw && got.stored == stored.len);
        }
    }
}

/* What is cut or changed has a flaw, and never more bytes than were there. */
static void check_damage(Arena *arena, Str stored, size_t most)
{
    for (size_t cut = CODING_HEAD; cut < stored.len; cut++) {
        ArenaMark mark = arena_mark(arena);
        Result got = decode(arena, str_head(stored, cut), 0);
        CHECK(got.flaw && got.bytes.len <= most);
        arena_rewind(arena, mark);
    }
    Buf wrong;
    buf_init(&wrong, arena);
    buf_add(&wrong, stored);
    wrong.at[stored.len - 9] ^= 1;
    CHECK(decode(arena, buf_str(&wrong), 0).flaw);
}

static void check_flaws(Arena *arena)
{
    Buf stored;
    buf_init(&stored, arena);
    make_gzip(&stored, STR("some words"));
    check_damage(arena, buf_str(&stored), 10);
    Result got = decode(arena, buf_str(&stored), 0);
    CHECK(!got.flaw && str_eq(got.bytes, STR("some words")));
    stored.at[stored.len - 1] ^= 1;
    got = decode(arena, buf_str(&stored), 7);
    CHECK(got.flaw && str_find(str_from(got.flaw), STR("checksum")) < strlen(got.flaw));
    CHECK(str_eq(got.bytes, STR("some words")));
    check_damage(arena, xz, 220);
    check_damage(arena, bzip2, 220);
    buf_clear(&stored);
    make_zstd(&stored, STR("some words"));
    for (size_t cut = CODING_HEAD; cut < stored.len; cut++)
        CHECK(decode(arena, str_head(buf_str(&stored), cut), 0).flaw);
}

/* Frames of nothing that ask for room to reach back. */
static void check_windows(Arena *arena)
{
    Str mib_128 = STR("\x28\xb5\x2f\xfd\x00\x88\x01\0\0");
    Str mib_144 = STR("\x28\xb5\x2f\xfd\x00\x89\x01\0\0");
    Str mib_256 = STR("\x28\xb5\x2f\xfd\x00\x90\x01\0\0");
    Str mib_512 = STR("\x28\xb5\x2f\xfd\x00\x98\x01\0\0");
    Str mib_576 = STR("\x28\xb5\x2f\xfd\x00\x99\x01\0\0");
    Str gib_2 = STR("\x28\xb5\x2f\xfd\x00\xa8\x01\0\0");
    CHECK(!decode(arena, mib_128, 0).flaw);
    const char *flaw = decode(arena, mib_144, 0).flaw;
    CHECK(str_find(str_from(flaw), STR("--max-window")) < str_from(flaw).len);
    ImageLimits less = {.window = (256 << 20) + 1}, more = {.window = UINT64_C(5) << 30};
    CHECK(!decode_within(arena, mib_256, 0, less).flaw);
    CHECK(decode_within(arena, mib_512, 0, less).flaw);
    CHECK(!decode_within(arena, mib_576, 0, more).flaw);
    CHECK(!decode_within(arena, gib_2, 0, more).flaw);
}

static void check_names(void)
{
    CHECK(coding_of(STR("")) == CODING_NONE && coding_of(STR("\x1f\x8b")) == CODING_NONE);
    CHECK(coding_of(STR("BZip")) == CODING_NONE && coding_of(STR("BZh9")) == CODING_NONE);
    CHECK(coding_of(STR("\x5d\0\0\x80\0name of a v7 tar")) == CODING_NONE);
    CHECK(coding_of(STR("\x50\x2a\x4d\x18\0\0\0\0")) == CODING_ZSTD);
    CHECK(str_eq(coding_name(CODING_LZ4), STR("lz4")));
    CHECK(str_eq(coding_name(CODING_NONE), STR("raw")));
}

int main(void)
{
    Arena *arena = arena_open();
    check_names();
    check_each_step(STR("plain bytes"), CODING_NONE, STR("plain bytes"), 0);
    check_each_step(STR(""), CODING_NONE, STR(""), 0);
    check_gzip(arena);
    check_zstd(arena);
    check_rare(arena);
    check_large(arena);
    check_flaws(arena);
    check_windows(arena);
    arena_close(arena);
    return check_end();
}
