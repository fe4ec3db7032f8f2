#include "check.h"
#include "text/regex.h"

static void check_groups(Arena *arena)
{
    const Regex *pair = regex_new(arena, "^(\\w+)=(\\S*)?$");
    Str text = STR("# a\nA=b\nC=\nx y"), groups[REGEX_GROUPS];
    CHECK(regex_find(pair, text, 0, groups) && str_eq(groups[0], STR("A=b")) &&
          str_eq(groups[1], STR("A")) && str_eq(groups[2], STR("b")));
    size_t behind = (size_t)(groups[0].at - text.at) + groups[0].len;
    CHECK(regex_find(pair, text, behind, groups) && str_eq(groups[1], STR("C")) &&
          groups[2].len == 0);
    CHECK(!regex_find(pair, text, text.len, groups) && groups[0].len == 0);
    CHECK(!regex_find(pair, STR("\xFF\xFE=\n"), 0, groups));
    CHECK(regex_find(regex_new(arena, "a|(b)|(c)"), STR("c"), 0, groups) && groups[1].len == 0 &&
          str_eq(groups[2], STR("c")));
}

/* What would take for ever is no match. */
static void check_limit(Arena *arena)
{
    Str groups[REGEX_GROUPS];
    const Regex *slow = regex_new(arena, "(a+)+$");
    CHECK(regex_find(slow, STR("aaaaaaaaaaaaaaa"), 0, groups));
    CHECK(str_starts(regex_library(arena), STR("PCRE2 1")));
    CHECK(!regex_find(slow, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"), 0,
                      groups));
}

int main(void)
{
    Arena *arena = arena_open();
    check_groups(arena);
    check_limit(arena);
    arena_close(arena);
    return check_end();
}
