#include "base/path.h"
#include "check.h"

static void parts(void)
{
    CHECK(str_eq(path_base(STR("a/b.c")), STR("b.c")));
    CHECK(str_eq(path_base(STR("b")), STR("b")));
    CHECK(path_base(STR("a/")).len == 0 && path_base((Str){0}).len == 0);
    CHECK(str_eq(path_dir(STR("a/b/c")), STR("a/b")));
    CHECK(str_eq(path_dir(STR("c")), STR(".")) && str_eq(path_dir((Str){0}), STR(".")));
    CHECK(str_eq(path_dir(STR("/c")), STR("/")) && str_eq(path_dir(STR("/")), STR("/")));
    CHECK(str_eq(path_dir(STR("//c")), STR("/")) && str_eq(path_dir(STR("a//c")), STR("a")));
    CHECK(path_is_absolute(STR("/")) && path_is_absolute(STR("/a")));
    CHECK(path_has_drive(STR("C:")) && path_has_drive(STR("c:/x")));
    CHECK(!path_has_drive(STR("C")) && !path_has_drive(STR("1:")) && !path_has_drive(STR("/c:")));
    CHECK(!path_is_absolute(STR("a/")) && !path_is_absolute((Str){0}));
}

static void cleaned(Arena *arena)
{
    static const struct {
        const char *path, *clean;
    } rows[] = {
        {"", "."},
        {".", "."},
        {"./", "."},
        {"/", "/"},
        {"///", "/"},
        {"/.", "/"},
        {"/..", "/"},
        {"/../../a", "/a"},
        {"..", ".."},
        {"../", ".."},
        {"../..", "../.."},
        {"../../a/..", "../.."},
        {"a", "a"},
        {"a/", "a"},
        {"a/.", "a"},
        {"a/..", "."},
        {"a/../..", ".."},
        {"a/../../b", "../b"},
        {"a//b/./c/", "a/b/c"},
        {"a/b/../../..", ".."},
        {"/a/b/../../..", "/"},
        {"/a/../b", "/b"},
        {"./a", "a"},
        {"..a/b..", "..a/b.."},
        {".../a", ".../a"},
        {"a/...", "a/..."},
        {"a/../b/../c", "c"},
        {"ab/cd/../ef", "ab/ef"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str clean = path_clean(arena, str_from(rows[i].path));
        bool same = str_eq(clean, str_from(rows[i].clean));
        if (!same)
            printf("%s became %.*s\n", rows[i].path, STR_ARG(clean));
        CHECK(same);
    }
}

static void joined(Arena *arena)
{
    CHECK(str_eq(path_join(arena, STR("a"), STR("b")), STR("a/b")));
    CHECK(str_eq(path_join(arena, STR("a/"), STR("./b/")), STR("a/b")));
    CHECK(str_eq(path_join(arena, STR("/"), STR("b")), STR("/b")));
    CHECK(str_eq(path_join(arena, STR("/a"), STR("../../b")), STR("/b")));
    CHECK(str_eq(path_join(arena, STR("/a"), STR("/b/.")), STR("/b")));
    CHECK(str_eq(path_join(arena, STR(""), STR("b")), STR("b")));
    CHECK(str_eq(path_join(arena, STR("a"), STR("")), STR("a")));
    CHECK(str_eq(path_join(arena, STR(""), STR("")), STR(".")));
}

int main(void)
{
    Arena *arena = arena_open();
    parts();
    cleaned(arena);
    joined(arena);
    arena_close(arena);
    return check_end();
}
