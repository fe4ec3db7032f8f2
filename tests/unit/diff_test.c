#include "check.h"
#include "text/edit.h"

static Str diff(Arena *arena, const char *name, Str before, Str after)
{
    Buf buf;
    buf_init(&buf, arena);
    diff_add(&buf, arena, str_from(name), before, after);
    return buf_str(&buf);
}

static const struct {
    const char *name, *before, *after, *diff;
} cases[] = {
    {"f", "a\n", "a\n", ""},
    {"f", "a\n", "b\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"},
    {"f", "", "a\n", "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"},
    {"f", "a\n", "", "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"},
    {"f", "a\nb", "a\nb\n",
     "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
    {"f", "a\nb", "c\nb",
     "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"},
    /* Two changes: what goes stands before what comes. */
    {"f", "1\n2\n3\n4\n", "1\nx\ny\n4\n",
     "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n 1\n-2\n-3\n+x\n+y\n 4\n"},
    /* Six equal lines between two changes are shown; seven part the hunks. */
    {"f", "a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
     "--- a/f\n+++ b/f\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
    {"f", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
     "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
     "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
    {"f", "1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nx\n5\n6\n",
     "--- a/f\n+++ b/f\n@@ -2,5 +2,6 @@\n 2\n 3\n 4\n+x\n 5\n 6\n"},
    {"a b", "a\n", "b\n", "--- a/a b\t\n+++ b/a b\t\n@@ -1 +1 @@\n-a\n+b\n"},
    {"a\"\n", "a\n", "b\n", "--- \"a/a\\\"\\012\"\n+++ \"b/a\\\"\\012\"\n@@ -1 +1 @@\n-a\n+b\n"},
};

/* The diff turned back into a text: the lines of one side. */
static Str side(Arena *arena, Str diff, char own, Str text)
{
    Buf out;
    buf_init(&out, arena);
    size_t lines = 0, wanted = 0;
    Str rest = text;
    while (diff.len) {
        StrCut cut = str_cut(diff, '\n');
        Str line = cut.head;
        diff = cut.tail;
        if (str_starts(line, STR("@@"))) {
            Str from = str_tail(line, str_find_char(line, own) + 1);
            wanted = 0;
            for (size_t i = 0; i < from.len && from.at[i] >= '0' && from.at[i] <= '9'; i++)
                wanted = wanted * 10 + (size_t)(from.at[i] - '0');
            for (; lines + 1 < wanted; lines++) {
                StrCut kept = str_cut(rest, '\n');
                buf_add(&out, kept.head);
                buf_char(&out, '\n');
                rest = kept.tail;
            }
        } else if (lines + 1 >= wanted && line.len && (line.at[0] == ' ' || line.at[0] == own) &&
                   !str_starts(line, STR("---")) && !str_starts(line, STR("+++"))) {
            buf_add(&out, str_tail(line, 1));
            buf_char(&out, '\n');
            rest = str_cut(rest, '\n').tail;
            lines++;
        }
    }
    buf_add(&out, rest);
    return buf_str(&out);
}

static uint32_t number_after(uint32_t seed)
{
    return seed * 1664525u + 1013904223u;
}

/* Random texts of few different lines: either side of the diff is the text it was made from. */
static void random_texts(Arena *arena)
{
    uint32_t seed = 1;
    for (int round = 0; round < 500; round++) {
        ArenaMark mark = arena_mark(arena);
        Buf texts[2];
        for (int i = 0; i < 2; i++) {
            buf_init(&texts[i], arena);
            seed = number_after(seed);
            for (uint32_t line = 0, count = (seed >> 16) % 30; line < count; line++) {
                seed = number_after(seed);
                buf_fmt(&texts[i], "%c\n", 'a' + (int)((seed >> 16) % 4));
            }
        }
        Str before = buf_str(&texts[0]), after = buf_str(&texts[1]);
        Str made = diff(arena, "f", before, after);
        CHECK(str_eq(side(arena, made, '-', before), before));
        CHECK(str_eq(side(arena, made, '+', after), after));
        arena_rewind(arena, mark);
    }
}

/* What differs too much is replaced whole; a small change to a long text is not. */
static void long_texts(Arena *arena)
{
    Buf texts[3];
    for (size_t i = 0; i < 3; i++)
        buf_init(&texts[i], arena);
    for (int line = 0; line < 20000; line++) {
        buf_fmt(&texts[0], "%d\n", line);
        buf_fmt(&texts[1], "%d%s\n", line, line % 10000 == 5 ? "x" : "");
        buf_fmt(&texts[2], "%d\n", -1 - line);
    }
    Str small = diff(arena, "f", buf_str(&texts[0]), buf_str(&texts[1]));
    CHECK(small.len < 200 && str_find(small, STR("@@ -10003,7 +10003,7 @@\n")) < small.len);
    Str large = diff(arena, "f", buf_str(&texts[0]), buf_str(&texts[2]));
    CHECK(str_starts(large, STR("--- a/f\n+++ b/f\n@@ -1,20000 +1,20000 @@\n-0\n-1\n")));
}

int main(void)
{
    Arena *arena = arena_open();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str made = diff(arena, cases[i].name, str_from(cases[i].before), str_from(cases[i].after));
        if (!str_eq(made, str_from(cases[i].diff)))
            printf("%.*s", STR_ARG(made));
        CHECK(str_eq(made, str_from(cases[i].diff)));
    }
    random_texts(arena);
    long_texts(arena);
    arena_close(arena);
    return check_end();
}
