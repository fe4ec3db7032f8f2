/* The rows of categories, matched in one step a component, against each of their globs by itself,
   over paths put together from the words of the rows. */
#include "base/buf.h"
#include "check.h"
#include "text/glob.h"
#include "weigh/category.h"

enum { PATHS = 20000, DEEPEST = 7 };

static uint32_t drawn = 12345;

static uint32_t draw(uint32_t below)
{
    drawn = drawn * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(drawn >> 4) * below >> 28);
}

/* Each way to read the braces of a pattern; whether one of them matches. A path below "**" at the
   end is one component longer at least. */
static bool matches(Arena *arena, Str pattern, Str path)
{
    size_t open = str_find_char(pattern, '{'), close = str_find_char(pattern, '}');
    if (open == pattern.len) {
        Str above =
            str_head(path, str_rfind_char(path, '/') < path.len ? str_rfind_char(path, '/') : 0);
        if (!str_ends(pattern, STR("/**")))
            return glob_match(pattern, path);
        return above.len > 0 && (glob_match(pattern, above) ||
                                 glob_match(str_head(pattern, pattern.len - 3), above));
    }
    for (Str rest = str_slice(pattern, open + 1, close); rest.len > 0;) {
        StrCut cut = str_cut(rest, ',');
        rest = cut.tail;
        Str one = str_joined(arena, str_head(pattern, open), cut.head);
        if (matches(arena, str_joined(arena, one, str_tail(pattern, close + 1)), path))
            return true;
    }
    return false;
}

static int slow_row(Arena *arena, Str path)
{
    for (size_t row = 0; row < category_count; row++)
        for (Str rest = str_from(category_rows[row].patterns); rest.len > 0;) {
            StrCut cut = str_cut(rest, ' ');
            rest = cut.tail;
            if (cut.head.len > 0 && matches(arena, cut.head, path))
                return (int)row;
        }
    return -1;
}

static int fast_row(const CategoryRules *rules, Str path)
{
    CategoryState state = category_start(rules);
    int row = -1;
    for (Str rest = path; rest.len > 0;) {
        StrCut cut = str_cut(rest, '/');
        rest = cut.tail;
        row = category_row(rules, &state, cut.head);
        state = category_step(rules, &state, cut.head);
    }
    return row;
}

/* Every word of every row, stars and brackets made into letters. */
static Strs words_of_rows(Arena *arena)
{
    Strs words = {0};
    for (size_t row = 0; row < category_count; row++) {
        char *text = NEW_ARRAY(arena, strlen(category_rows[row].patterns) + 1, char);
        memcpy(text, category_rows[row].patterns, strlen(category_rows[row].patterns));
        for (char *at = text; *at; at++)
            *at = (char)(strchr("/{}, ", *at) ? '/' : strchr("*[]-", *at) ? '1' : *at);
        for (Str rest = str_from(text); rest.len > 0;) {
            StrCut cut = str_cut(rest, '/');
            rest = cut.tail;
            if (cut.head.len > 0)
                *PUSH(arena, &words) = cut.head;
        }
    }
    return words;
}

static Str path_of(Arena *arena, const Strs *words)
{
    Buf path;
    buf_init(&path, arena);
    uint32_t from = draw((uint32_t)words->len), depth = 1 + draw(DEEPEST);
    for (uint32_t i = 0; i < depth; i++) {
        if (i > 0)
            buf_char(&path, '/');
        /* Words that stand together belong together. */
        uint32_t at = draw(4) == 0 ? draw((uint32_t)words->len) : from + i;
        buf_add(&path, words->at[at % words->len]);
    }
    return buf_str(&path);
}

static void check_random(void)
{
    Arena *arena = arena_open(), *scratch = arena_open();
    const CategoryRules *rules = category_compile(arena);
    Strs words = words_of_rows(arena);
    size_t sorted = 0;
    for (int i = 0; i < PATHS && checks_failed == 0; i++) {
        ArenaMark mark = arena_mark(scratch);
        Str path = path_of(scratch, &words);
        int fast = fast_row(rules, path), slow = slow_row(scratch, path);
        sorted += slow >= 0;
        CHECK(fast == slow);
        if (fast != slow)
            printf("%.*s: row %d, by globs row %d\n", STR_ARG(path), fast, slow);
        arena_rewind(scratch, mark);
    }
    CHECK(sorted > PATHS / 10);
    arena_close(scratch);
    arena_close(arena);
}

static void check_rows(void)
{
    size_t inside = 0;
    for (size_t row = 0; row < category_count; row++) {
        const CategoryRow *at = &category_rows[row];
        CHECK(at->id && at->patterns);
        inside += *at->patterns == 0;
        CHECK(category_keeps(at) == (strcmp(at->id, "kept") == 0));
        for (size_t other = 0; other < row; other++)
            CHECK(category_keeps(at) || strcmp(at->id, category_rows[other].id) != 0);
    }
    CHECK(inside == 1);
}

int main(void)
{
    check_rows();
    check_random();
    return check_end();
}
