#include <string.h>

#include "base/buf.h"
#include "base/fail.h"
#include "check.h"

static bool rune_is(Arena *arena, uint32_t rune, Str expected)
{
    Buf buf;
    buf_init(&buf, arena);
    buf_rune(&buf, rune);
    return str_eq(buf_str(&buf), expected);
}

static void runes(Arena *arena)
{
    CHECK(rune_is(arena, 0, STR("\0")));
    CHECK(rune_is(arena, 0x7F, STR("\x7f")));
    CHECK(rune_is(arena, 0x80, STR("\xc2\x80")));
    CHECK(rune_is(arena, 0x7FF, STR("\xdf\xbf")));
    CHECK(rune_is(arena, 0x800, STR("\xe0\xa0\x80")));
    CHECK(rune_is(arena, 0xFFFF, STR("\xef\xbf\xbf")));
    CHECK(rune_is(arena, 0x10000, STR("\xf0\x90\x80\x80")));
    CHECK(rune_is(arena, 0x10FFFF, STR("\xf4\x8f\xbf\xbf")));
    CHECK(rune_is(arena, 0x110000, STR("\xef\xbf\xbd")));
    CHECK(rune_is(arena, 0xD800, STR("\xef\xbf\xbd")));
    CHECK(rune_is(arena, 0xDFFF, STR("\xef\xbf\xbd")));
}

/* Formats across every fill level, so that text fits exactly, misses by one, and is far too long.
 */
static void formats(Arena *arena)
{
    static char wide[3000];
    memset(wide, 'w', sizeof wide - 1);
    bool right = true;
    const Str *nothing = NEW(arena, Str);
    for (size_t before = 0; before < 140; before++) {
        Buf buf;
        buf_init(&buf, arena);
        buf_repeat(&buf, '.', before);
        buf_fmt(&buf, "%d-%s", 42, "text");
        buf_fmt(&buf, "%s", "");
        buf_fmt(&buf, "%.*s", STR_ARG(*nothing)); /* no text at all: nowhere to look */
        buf_fmt(&buf, "%s|", wide);
        Str s = buf_str(&buf);
        right &= s.len == before + 7 + sizeof wide;
        right &= str_find(s, STR("42-textw")) == before && str_ends(s, STR("ww|"));
    }
    CHECK(right);
}

static void grows(Arena *arena)
{
    Buf one, two;
    buf_init(&one, arena);
    buf_init(&two, arena);
    CHECK(buf_str(&one).len == 0);
    buf_add(&one, (Str){0});
    buf_repeat(&one, 'x', 0);
    CHECK(buf_str(&one).len == 0);
    for (int i = 0; i < 50000; i++) {
        buf_char(&one, (char)('a' + i % 26));
        buf_add(&two, STR("ab"));
    }
    bool kept = one.len == 50000 && two.len == 100000;
    for (size_t i = 0; i < one.len; i++)
        kept &=
            one.at[i] == (char)('a' + i % 26) && two.at[2 * i] == 'a' && two.at[2 * i + 1] == 'b';
    CHECK(kept);
    buf_add(&two, buf_str(&two));
    CHECK(two.len == 200000 && two.at[199999] == 'b' && two.at[100000] == 'a');
    buf_clear(&one);
    CHECK(buf_str(&one).len == 0 && one.cap >= 50000);
}

static void fails(void)
{
    Fail fail = {0};
    CHECK(!fail_set(&fail, "%s %d", "first", 1));
    CHECK(!fail_set(&fail, "second"));
    CHECK(strcmp(fail.text, "first 1") == 0);

    char wide[2001] = {0};
    for (size_t shift = 0; shift < 3; shift++) {
        for (size_t i = 0; i + 3 < sizeof wide; i += 2)
            memcpy(wide + i, "\xc3\xa4", 2);
        Fail cut = {0};
        fail_set(&cut, "%.*s%s", (int)shift, "  ", wide);
        size_t len = strlen(cut.text);
        CHECK(len >= sizeof cut.text - 3 && strcmp(cut.text + len - 4, "\xa4...") == 0);
    }
}

int main(void)
{
    Arena *arena = arena_open();
    runes(arena);
    formats(arena);
    grows(arena);
    fails();
    arena_close(arena);
    return check_end();
}
