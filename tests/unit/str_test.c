#include "base/str.h"
#include "check.h"

static void compares(void)
{
    Str none = {0};
    CHECK(str_eq(none, STR("")));
    CHECK(str_eq(STR("a\0b"), STR("a\0b")));
    CHECK(!str_eq(STR("a\0b"), STR("a\0c")));
    CHECK(!str_eq(STR("a"), STR("ab")));
    CHECK(str_eq_nocase(STR("From"), STR("fROM")));
    CHECK(!str_eq_nocase(STR("@[`{"), STR("`{@[")));
    CHECK(!str_eq_nocase(STR("from"), STR("fro")));
    CHECK(str_order(STR("a"), STR("b")) < 0);
    CHECK(str_order(STR("ab"), STR("a")) > 0);
    CHECK(str_order(none, STR("a")) < 0);
    CHECK(str_order(none, STR("")) == 0);
    CHECK(str_order(STR("\xff"), STR("a")) > 0);
    CHECK(str_from(NULL).len == 0);
    CHECK(str_eq(str_from("abc"), STR("abc")));
}

static void slices(void)
{
    Str s = STR("docker"), none = {0};
    CHECK(str_starts(s, STR("dock")) && str_starts(s, none) && str_starts(none, none));
    CHECK(!str_starts(STR("dock"), s));
    CHECK(str_ends(s, STR("ker")) && str_ends(s, none) && str_ends(s, s));
    CHECK(!str_ends(STR("ker"), s) && !str_ends(s, STR("k")));
    CHECK(str_eq(str_head(s, 4), STR("dock")) && str_eq(str_head(s, 99), s));
    CHECK(str_eq(str_tail(s, 4), STR("er")) && str_tail(s, 99).len == 0);
    CHECK(str_tail(none, 3).len == 0 && str_tail(none, 3).at == NULL);
    CHECK(str_eq(str_slice(s, 1, 3), STR("oc")));
    CHECK(str_slice(s, 3, 1).len == 0 && str_slice(s, 7, 9).len == 0);
    CHECK(str_eq(str_slice(s, 5, SIZE_MAX), STR("r")));
    CHECK(str_eq(str_trim(STR(" \t\r\n\v\fa b\n ")), STR("a b")));
    CHECK(str_trim(STR(" \n")).len == 0 && str_trim(none).len == 0);
    CHECK(str_eq(str_trim(STR("\xc2\xa0")), STR("\xc2\xa0")));
}

static void finds(void)
{
    Str s = STR("aabaabaaab"), none = {0};
    CHECK(str_find(s, STR("aaa")) == 6);
    CHECK(str_find(s, STR("ab")) == 1);
    CHECK(str_find(s, s) == 0);
    CHECK(str_find(s, STR("abc")) == s.len);
    CHECK(str_find(s, STR("aabaabaaabb")) == s.len);
    CHECK(str_find(s, none) == 0 && str_find(none, none) == 0);
    CHECK(str_find(none, STR("a")) == 0);
    CHECK(str_find_char(s, 'b') == 2 && str_find_char(s, 'c') == s.len);
    CHECK(str_rfind_char(s, 'b') == 9 && str_rfind_char(s, 'c') == s.len);
    CHECK(str_rfind_char(none, 'b') == 0);
    const Str parts[] = {STR("baa"), STR("xyz"), STR("aabaabaaabb")};
    CHECK(str_has_any(s, parts, 3) && !str_has_any(s, parts + 1, 2) && !str_has_any(s, parts, 0));
    CHECK(str_has_any(STR("a xyz"), parts, 2) && !str_has_any(STR("xy zba"), parts, 3));
    CHECK(!str_has_any(none, parts, 3));

    StrCut cut = str_cut(STR("k=v=w"), '=');
    CHECK(cut.found && str_eq(cut.head, STR("k")) && str_eq(cut.tail, STR("v=w")));
    cut = str_cut(STR("k="), '=');
    CHECK(cut.found && cut.tail.len == 0);
    cut = str_cut(STR("k"), '=');
    CHECK(!cut.found && str_eq(cut.head, STR("k")) && cut.tail.len == 0);
    CHECK(!str_cut(none, '=').found);
}

static void copies(Arena *arena)
{
    Str low = STR("already low");
    CHECK(str_lower(arena, low).at == low.at);
    CHECK(str_eq(str_lower(arena, STR("FROM \xc3\x84")), STR("from \xc3\x84")));
    CHECK(str_eq(str_joined(arena, STR("key"), STR(".pub")), STR("key.pub")));
    CHECK(str_joined(arena, (Str){0}, (Str){0}).len == 0);
    Str part = str_head(STR("abcdef"), 3);
    Str copy = str_copy(arena, part);
    CHECK(str_eq(copy, part) && copy.at != part.at);
    CHECK(strcmp(str_terminated(arena, part), "abc") == 0);
    CHECK(str_terminated(arena, (Str){0})[0] == '\0');
}

int main(void)
{
    Arena *arena = arena_open();
    compares();
    slices();
    finds();
    copies(arena);
    CHECK(str_hash((Str){0}) == 0xCBF29CE484222325u);
    CHECK(str_hash(STR("a")) == 0xAF63DC4C8601EC8Cu);
    CHECK(str_hash(STR("foobar")) == 0x85944171F73967E8u);
    arena_close(arena);
    return check_end();
}
