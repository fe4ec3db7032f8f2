#include "check.h"
#include "text/gitignore.h"

static const struct {
    const char *rules, *path;
    bool directory, out;
} cases[] = {
    {"x", "x", false, true},
    {"x", "a/x", false, true},
    {"x", "xy", false, false},
    {"/x", "x", false, true},
    {"/x", "a/x", false, false},
    {"x/", "x", false, false},
    {"x/", "x", true, true},
    {"x/", "a/x", true, true},
    {"a/x", "a/x", false, true},
    {"a/x", "b/a/x", false, false},
    {"**/x", "b/a/x", false, true},
    {"a/**/x", "a/x", false, true},
    {"a/**/x", "a/b/c/x", false, true},
    {"a/**", "a", true, false},
    {"a/**", "a/b", false, true},
    {"*.tmp", "a/b.tmp", false, true},
    {"*.tmp\n!keep.tmp", "a/keep.tmp", false, false},
    {"!keep.tmp\n*.tmp", "a/keep.tmp", false, true},
    {"# x", "# x", false, false},
    {"\\#x", "#x", false, true},
    {"\\!x", "!x", false, true},
    {"x   ", "x", false, true},
    {"x\\ ", "x ", false, true},
    {"x\r\n", "x", false, true},
    {"\n\n/\n", "x", false, false},
    {"[ab].c", "a.c", false, true},
    {"*", "a/b/c", false, true},
    {"a*/c", "ab/c", false, true},
    {"a*/c", "a/b/c", false, false},
};

static void alone(Arena *arena)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const GitIgnore *ignore = gitignore_read(arena, STR("."), str_from(cases[i].rules), NULL);
        bool out = gitignore_leaves_out(ignore, str_from(cases[i].path), cases[i].directory);
        if (out != cases[i].out)
            printf("%s against %s\n", cases[i].rules, cases[i].path);
        CHECK(out == cases[i].out);
    }
}

/* The file nearest to a path has the last word, and only on what lies below it. */
static void nested(Arena *arena)
{
    const GitIgnore *top = gitignore_read(arena, STR("/r"), STR("*.tmp\n/x\n"), NULL);
    const GitIgnore *sub = gitignore_read(arena, STR("/r/a"), STR("!b.tmp\n/y\n"), top);
    CHECK(gitignore_leaves_out(top, STR("/r/a/b.tmp"), false));
    CHECK(!gitignore_leaves_out(sub, STR("/r/a/b.tmp"), false));
    CHECK(gitignore_leaves_out(sub, STR("/r/a/c.tmp"), false));
    CHECK(gitignore_leaves_out(sub, STR("/r/a/y"), false));
    CHECK(!gitignore_leaves_out(sub, STR("/r/a/x"), false));
    CHECK(gitignore_read(arena, STR("/r/b"), STR("# nothing\n"), top) == top);
    CHECK(!gitignore_leaves_out(NULL, STR("/r/x"), false));
}

int main(void)
{
    Arena *arena = arena_open();
    alone(arena);
    nested(arena);
    arena_close(arena);
    return check_end();
}
