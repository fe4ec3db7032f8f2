#include "check.h"
#include "text/edit.h"

static Edits edits_new(Arena *arena, const Edit *list, size_t count)
{
    Edits edits = {0};
    for (size_t i = 0; i < count; i++)
        *PUSH(arena, &edits) = list[i];
    edits_sort(&edits);
    return edits;
}

#define EDITS(...) \
    edits_new(arena, (Edit[]){__VA_ARGS__}, sizeof((Edit[]){__VA_ARGS__}) / sizeof(Edit))

static void applies(Arena *arena)
{
    Str text = STR("0123456789");
    Edits none = {0};
    CHECK(str_eq(edits_apply(arena, text, &none), text));
    Edits several = EDITS({{8, 10}, STR("end")}, {{0, 0}, STR("<")}, {{2, 4}, STR("")},
                          {{5, 5}, STR("a")}, {{5, 5}, STR("b")});
    CHECK(str_eq(edits_apply(arena, text, &several), STR("<014ab567end")));
    Edits whole = EDITS({{0, 10}, STR("")});
    CHECK(edits_apply(arena, text, &whole).len == 0);
    Edits behind = EDITS({{10, 10}, STR("\n")});
    CHECK(str_eq(edits_apply(arena, text, &behind), STR("0123456789\n")));
}

static void fits(Arena *arena)
{
    Edits touching = EDITS({{0, 2}, STR("")}, {{2, 4}, STR("")}, {{4, 4}, STR("")});
    CHECK(edits_fit(&touching));
    Edits crossing = EDITS({{0, 3}, STR("")}, {{2, 4}, STR("")});
    CHECK(!edits_fit(&crossing));
    Edits inside = EDITS({{0, 3}, STR("")}, {{1, 1}, STR("")});
    CHECK(!edits_fit(&inside));
}

static Edits some(Arena *arena)
{
    return EDITS({{2, 4}, STR("x")}, {{6, 6}, STR("y")});
}

static bool merges(Arena *arena, uint32_t start, uint32_t end)
{
    Edits edits = some(arena), one = EDITS({{start, end}, STR("")});
    return edits_merge(arena, &edits, &one);
}

static void merge(Arena *arena)
{
    CHECK(merges(arena, 0, 2));
    CHECK(merges(arena, 4, 4));
    CHECK(merges(arena, 4, 6));
    CHECK(merges(arena, 7, 9));
    CHECK(!merges(arena, 2, 2)); /* which of them would be first? */
    CHECK(!merges(arena, 6, 6));
    CHECK(!merges(arena, 3, 3));
    CHECK(!merges(arena, 0, 3));
    CHECK(!merges(arena, 5, 7));
    CHECK(!merges(arena, 0, 9));

    /* All or none; what is merged keeps the order. */
    Edits edits = some(arena);
    Edits half = EDITS({{0, 1}, STR("")}, {{3, 3}, STR("")});
    CHECK(!edits_merge(arena, &edits, &half) && edits.len == 2);
    Edits both =
        EDITS({{0, 1}, STR("a")}, {{5, 5}, STR("b")}, {{5, 5}, STR("c")}, {{9, 9}, STR("d")});
    CHECK(edits_merge(arena, &edits, &both) && edits.len == 6 && edits_fit(&edits));
    CHECK(str_eq(edits_apply(arena, STR("0123456789"), &edits), STR("a1x4bc5y678d9")));
}

int main(void)
{
    Arena *arena = arena_open();
    applies(arena);
    fits(arena);
    merge(arena);
    arena_close(arena);
    return check_end();
}
