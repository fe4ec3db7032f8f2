#include "base/utf8.h"
#include "check.h"

static bool decodes(Str s, uint32_t rune, uint32_t len)
{
    Rune next = utf8_next(s, 0);
    return next.rune == rune && next.len == len && !next.bad;
}

static bool is_bad(Str s)
{
    Rune next = utf8_next(s, 0);
    return next.rune == RUNE_BAD && next.len == 1 && next.bad;
}

static void decoding(void)
{
    CHECK(decodes(STR(""), 0, 0));
    CHECK(decodes(STR("\0"), 0, 1));
    CHECK(decodes(STR("a"), 'a', 1));
    CHECK(decodes(STR("\xc2\x80"), 0x80, 2));
    CHECK(decodes(STR("\xe0\xa0\x80"), 0x800, 3));
    CHECK(decodes(STR("\xef\xbf\xbd"), 0xFFFD, 3));
    CHECK(decodes(STR("\xed\x9f\xbf"), 0xD7FF, 3));
    CHECK(decodes(STR("\xf0\x90\x80\x80"), 0x10000, 4));
    CHECK(decodes(STR("\xf4\x8f\xbf\xbf"), 0x10FFFF, 4));
    CHECK(is_bad(STR("\x80")) && is_bad(STR("\xff")) && is_bad(STR("\xf5\x80\x80\x80")));
    CHECK(is_bad(STR("\xc0\x80")) && is_bad(STR("\xc1\xbf")));
    CHECK(is_bad(STR("\xe0\x9f\xbf")) && is_bad(STR("\xf0\x8f\xbf\xbf")));
    CHECK(is_bad(STR("\xed\xa0\x80")) && is_bad(STR("\xf4\x90\x80\x80")));
    CHECK(is_bad(STR("\xc3")) && is_bad(STR("\xe2\x82")) && is_bad(STR("\xf0\x9f\x90")));
    CHECK(is_bad(STR("\xc3(")) && is_bad(STR("\xe2\x82(")) && is_bad(STR("\xf0\x9f\x90(")));
    CHECK(is_bad(str_head(STR("\xe2\x82\xac"), 2)));
}

/* Every character there is comes back from its own encoding; surrogates do not. */
static void round_trip(Arena *arena)
{
    Buf buf;
    buf_init(&buf, arena);
    bool same = true;
    for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
        bool surrogate = rune >= 0xD800 && rune <= 0xDFFF;
        buf_clear(&buf);
        buf_rune(&buf, rune);
        same &= decodes(buf_str(&buf), surrogate ? RUNE_BAD : rune, (uint32_t)buf.len);
    }
    CHECK(same);
}

static void classes(void)
{
    unsigned spaces = 0, prints = 0;
    for (uint32_t rune = 0; rune <= 0x110000; rune++) {
        spaces += rune_is_space(rune);
        prints += rune_is_print(rune);
    }
    CHECK(spaces == 25);
    CHECK(prints == 148998);
    CHECK(rune_is_print(' ') && rune_is_print('~') && rune_is_print(0xFFFD));
    CHECK(!rune_is_print(0x7F) && !rune_is_print(0xA0) && !rune_is_print(0xAD));
    CHECK(!rune_is_print(0x200B) && !rune_is_print(0x3000) && !rune_is_print(0xE000));
    CHECK(rune_is_print(0x1F600) && !rune_is_print(0x10FFFF) && !rune_is_print(UINT32_MAX));
    static const uint32_t one_of_each[] = {0xE9, 0x301, 0xBD, 0x2014, 0x20AC, 0x2028, 0x378};
    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < 7; j++)
            CHECK(rune_is_of(one_of_each[i], "LMNPSZC"[j]) == (i == j));
    CHECK(rune_width('a') == 1 && rune_width(0xE9) == 1 && rune_width(0xAD) == 1);
    CHECK(rune_width(0x301) == 0 && rune_width(0x200B) == 0 && rune_width(0xFE0F) == 0);
    CHECK(rune_width(0x4E2D) == 2 && rune_width(0xAC00) == 2 && rune_width(0xFF21) == 2);
    CHECK(rune_width(0x1F433) == 2 && rune_width(0x2705) == 2 && rune_width(0xFF71) == 1);
    CHECK(rune_width(0x1160) == 0 && rune_width(0x302A) == 0 && rune_width(0x2500) == 1);
}

typedef void Writer(Buf *buf, Str s);

static bool writes(Writer *writer, Str s, Str expected)
{
    Arena *arena = arena_open();
    Buf buf;
    buf_init(&buf, arena);
    writer(&buf, s);
    bool same = str_eq(buf_str(&buf), expected);
    if (!same)
        printf("wrote %.*s\n", STR_ARG(buf_str(&buf)));
    arena_close(arena);
    return same;
}

static void writing(void)
{
    CHECK(writes(buf_valid_utf8, STR("a\xff\xc3\xa4\xe2\x82"),
                 STR("a\xef\xbf\xbd\xc3\xa4\xef\xbf\xbd\xef\xbf\xbd")));
    CHECK(writes(buf_valid_utf8, STR(""), STR("")));
    CHECK(writes(buf_visible, STR("\"a\\\"\t\x1b[1m\xff"), STR("\"a\\\"\\t\\x1b[1m\\xff")));
    CHECK(writes(buf_visible, STR("\xe2\x80\x8b\xc3\xa4\xf3\xa0\x80\x81"),
                 STR("\\u200b\xc3\xa4\\U000e0001")));
    CHECK(writes(buf_quoted, STR(""), STR("\"\"")));
    CHECK(
        writes(buf_quoted, STR("a\"\\\a\b\f\n\r\t\v"), STR("\"a\\\"\\\\\\a\\b\\f\\n\\r\\t\\v\"")));
    CHECK(writes(buf_quoted, STR("\0\x1b\x7f'"), STR("\"\\x00\\x1b\\x7f'\"")));
    CHECK(writes(buf_quoted, STR("\xff\xed\xa0\x80\xef\xbf\xbd"),
                 STR("\"\\xff\\xed\\xa0\\x80\xef\xbf\xbd\"")));
    CHECK(writes(buf_quoted, STR("\xc2\x85\xc2\xa0\xc3\xa4"), STR("\"\\u0085\\u00a0\xc3\xa4\"")));
    CHECK(writes(buf_quoted, STR("\xf0\x9f\x90\xb3\xf4\x8f\xbf\xbf"),
                 STR("\"\xf0\x9f\x90\xb3\\U0010ffff\"")));
}

static void trimming(void)
{
    Str wide = STR("\xe3\x80\x80\xc2\xa0 \ta\xc2\xa0z\xe2\x80\xa8\xc2\x85\n");
    CHECK(str_eq(str_trim_space(wide), STR("a\xc2\xa0z")));
    CHECK(str_eq(str_trim_space_left(STR(" \xc2\xa0x ")), STR("x ")));
    CHECK(str_trim_space(STR("\xc2\xa0 ")).len == 0 && str_trim_space((Str){0}).len == 0);
    CHECK(str_eq(str_trim_space(STR("\xa0")), STR("\xa0")));
    CHECK(str_eq(str_trim_space(STR("x\xe2\x80 ")), STR("x\xe2\x80")));
    CHECK(str_eq(str_trim_space(STR("\xe2\x80\x8b")), STR("\xe2\x80\x8b")));
}

int main(void)
{
    Arena *arena = arena_open();
    decoding();
    round_trip(arena);
    classes();
    writing();
    trimming();
    arena_close(arena);
    return check_end();
}
