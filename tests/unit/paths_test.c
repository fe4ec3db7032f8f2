#include "check.h"
#include "model/effects.h"

typedef struct {
    const char *first, *second; /* a '~' at the head: a pattern; a '?' alone: unknown */
    Places places;
} Row;

static Value value(const char *text, bool *glob)
{
    Str path = str_from(text);
    *glob = path.len > 0 && path.at[0] == '~';
    path = str_tail(path, *glob);
    bool named = str_find(path, STR("${")) < path.len;
    if (str_eq(path, STR("?")))
        return (Value){path, VALUE_UNKNOWN};
    return (Value){path, named ? VALUE_NAMED : VALUE_KNOWN};
}

static Places turned(Places places)
{
    if (places == PLACES_INSIDE)
        return PLACES_AROUND;
    return places == PLACES_AROUND ? PLACES_INSIDE : places;
}

static void check_row(const Row *row)
{
    static const char *const names[] = {"apart", "same", "inside", "around"};
    bool one_glob, other_glob;
    Value one = value(row->first, &one_glob), other = value(row->second, &other_glob);
    Places there = paths_compare(one, one_glob, other, other_glob);
    Places back = paths_compare(other, other_glob, one, one_glob);
    if (there != row->places || back != turned(row->places))
        printf("%s and %s: %s, and back %s\n", row->first, row->second, names[there], names[back]);
    CHECK(there == row->places);
    CHECK(back == turned(row->places));
}

static const Row rows[] = {
    {"/a", "/a", PLACES_SAME},
    {"/a", "/b", PLACES_APART},
    {"/a", "/ab", PLACES_APART},
    {"/a/b", "/a", PLACES_INSIDE},
    {"/a/b/c", "/a", PLACES_INSIDE},
    {"/", "/a", PLACES_AROUND},
    {"/", "/", PLACES_SAME},
    {"/a/b", "/a/c", PLACES_APART},
    {"?", "?", PLACES_APART},
    {"?", "/a", PLACES_APART},
    {"", "/a", PLACES_APART},

    {"${X}/a", "${X}/a", PLACES_SAME},
    {"${X}/a", "${X}", PLACES_INSIDE},
    {"${X}/a", "${Y}/a", PLACES_APART},
    {"${X}/a", "/x/a", PLACES_APART},
    {"${X}", "/", PLACES_APART},
    {"/opt/${X}", "/opt", PLACES_INSIDE},
    {"/opt/${X}", "/opt/x", PLACES_APART},
    {"/opt/${X}-1", "~/opt/*", PLACES_INSIDE},
    {"/opt/${X}", "~/opt/?", PLACES_APART},
    {"/opt/${X}", "~/opt/[x$]*", PLACES_APART},
    {"~/opt/${X}*", "/opt/${X}-1", PLACES_AROUND},

    {"~/a/*", "/a/b", PLACES_AROUND},
    {"~/a/*", "/a/b/c", PLACES_AROUND},
    {"~/a/*", "/a", PLACES_INSIDE},
    {"~/a/*", "/b/c", PLACES_APART},
    {"~/a/*", "/a/.b", PLACES_APART},
    {"~/a/.*", "/a/.b", PLACES_AROUND},
    {"~/a/?b", "/a/.b", PLACES_APART},
    {"~/a/[.]b", "/a/.b", PLACES_APART},
    {"~/a/*.c", "/a/x.c", PLACES_AROUND},
    {"~/a/*.c", "/a/x.h", PLACES_APART},
    {"~/a/*.c", "/a/b/x.c", PLACES_APART},
    {"~/a/x*y*z", "/a/x1y2y3z", PLACES_AROUND},
    {"~/a/x*y*z", "/a/x1y2y3", PLACES_APART},
    {"~/a/x*", "/a/x", PLACES_AROUND},
    {"~/a/*x", "/a/x", PLACES_AROUND},
    {"~/a/**", "/a/b", PLACES_AROUND},
    {"~/a/?", "/a/b", PLACES_AROUND},
    {"~/a/?", "/a/bc", PLACES_APART},
    {"~/a/?", "/a/\xC3\xA9", PLACES_AROUND},
    {"~/a/[bc]", "/a/b", PLACES_AROUND},
    {"~/a/[!bc]", "/a/b", PLACES_APART},
    {"~/a/[^bc]", "/a/d", PLACES_AROUND},
    {"~/a/[a-f]1", "/a/e1", PLACES_AROUND},
    {"~/a/[a-f]1", "/a/g1", PLACES_APART},
    {"~/a/[]x]", "/a/]", PLACES_AROUND},
    {"~/a/[b", "/a/[b", PLACES_SAME},
    {"~/a/\\*", "/a/*", PLACES_SAME},
    {"~/a/\\*", "/a/b", PLACES_APART},
    {"~/*/c", "/a/c", PLACES_AROUND},
    {"~/*/c", "/a/d", PLACES_APART},
    {"~/*/c", "/a", PLACES_INSIDE},
    {"~/a/@(b|c)", "/a/b", PLACES_APART},

    {"~/a/*", "~/a/*", PLACES_SAME},
    {"~/a/*", "~/a/*.c", PLACES_AROUND},
    {"~/a/*.c", "~/a/b*", PLACES_APART},
    {"~/a/*", "~/a/?", PLACES_AROUND},
    {"~/a/?", "~/a/[bc]", PLACES_AROUND},
    {"~/a/[bc]", "~/a/[bc]", PLACES_SAME},
    {"~/a/[bc]", "~/a/[cb]", PLACES_APART},

    {"~/a/**/*.c", "/a/x.c", PLACES_AROUND},
    {"~/a/**/*.c", "/a/b/c/x.c", PLACES_AROUND},
    {"~/a/**/*.c", "/a/b/c/x.h", PLACES_INSIDE},
    {"~/a/**/*.c", "/a", PLACES_INSIDE},
    {"~/a/**/*.c", "/b/x.c", PLACES_APART},
    {"~/a/**/x", "~/a/**/y*", PLACES_APART},
    {"~/a/**/x*", "~/a/**/xy", PLACES_AROUND},
};

/* A pattern of stars against a long name takes no more time than a short one. */
static void bounded(Arena *arena)
{
    enum { LONG = 100000 };
    char *stars = NEW_ARRAY(arena, LONG, char), *letters = NEW_ARRAY(arena, LONG, char);
    for (size_t i = 0; i < LONG; i++) {
        stars[i] = i % 2 ? '*' : 'a';
        letters[i] = 'a';
    }
    stars[0] = letters[0] = '/';
    letters[LONG - 1] = 'b';
    Value pattern = value_of((Str){stars, LONG - 1}), text = value_of((Str){letters, LONG});
    CHECK(paths_compare(pattern, true, text, false) == PLACES_APART);
}

int main(void)
{
    Arena *arena = arena_open();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i]);
    bounded(arena);
    arena_close(arena);
    return check_end();
}
