/* Unified diffs: between an equal head and an equal tail, as few lines come and go as possible, by
   the algorithm of Myers (An O(ND) Difference Algorithm and Its Variations, 1986). */
#include "text/edit.h"

enum {
    CONTEXT = 3,
    STEPS_MAX = 1500, /* what differs more is shown as replaced whole */
};

typedef struct {
    Str *at;
    size_t len, cap;
} Lines;

typedef struct {
    bool gone, come; /* in before only, in after only; neither: in both */
    Str text;
} Row;

typedef struct {
    Row *at;
    size_t len, cap;
} Rows;

static Lines lines_of(Arena *arena, Str text)
{
    Lines lines = {0};
    while (text.len) {
        size_t end = str_find_char(text, '\n');
        Str line = str_head(text, end < text.len ? end + 1 : end);
        *PUSH(arena, &lines) = line;
        text = str_tail(text, line.len);
    }
    return lines;
}

static bool is_same(const Row *row)
{
    return !row->gone && !row->come;
}

/* How far into `a` a way of `steps` lines gone or come gets on the diagonal k: a's line less b's
   line. `before` holds the furthest of the ways that are one step shorter, for -steps .. steps. */
static size_t furthest(const uint32_t *before, long steps, long k, const Lines *a, const Lines *b)
{
    size_t i = 0;
    if (steps > 0) {
        bool comes = k == -steps || (k != steps && before[k - 1] < before[k + 1]);
        i = comes ? before[k + 1] : before[k - 1] + 1;
    }
    size_t j = (size_t)((long)i - k);
    while (i < a->len && j < b->len && str_eq(a->at[i], b->at[j]))
        i++, j++;
    return i;
}

/* The rows of the way that ends at (i, j), backwards. trails[steps] has its middle at steps. */
static void walk_back(Arena *arena, Rows *back, uint32_t *const *trails, long steps, const Lines *a,
                      const Lines *b)
{
    size_t i = a->len, j = b->len;
    for (; steps > 0; steps--) {
        const uint32_t *before = trails[steps - 1] + steps - 1;
        long k = (long)i - (long)j;
        bool comes = k == -steps || (k != steps && before[k - 1] < before[k + 1]);
        size_t from_i = comes ? before[k + 1] : before[k - 1];
        size_t from_j = (size_t)((long)from_i - (comes ? k + 1 : k - 1));
        while (i > from_i + !comes && j > from_j + comes)
            *PUSH(arena, back) = (Row){.text = a->at[--i]}, j--;
        if (comes)
            *PUSH(arena, back) = (Row){.come = true, .text = b->at[--j]};
        else
            *PUSH(arena, back) = (Row){.gone = true, .text = a->at[--i]};
    }
    while (i > 0)
        *PUSH(arena, back) = (Row){.text = a->at[--i]};
}

/* The way with the fewest steps; false when it has too many. */
static bool find_way(Arena *arena, Rows *back, const Lines *a, const Lines *b)
{
    uint32_t *trails[STEPS_MAX + 1];
    long last = (long)a->len - (long)b->len;
    for (long steps = 0; steps <= STEPS_MAX; steps++) {
        trails[steps] = NEW_ARRAY(arena, 2 * (size_t)steps + 1, uint32_t);
        uint32_t *now = trails[steps] + steps;
        const uint32_t *before = steps ? trails[steps - 1] + steps - 1 : NULL;
        for (long k = -steps; k <= steps; k += 2) {
            bool outside = k > (long)a->len || -k > (long)b->len;
            size_t i = outside ? 0 : furthest(before, steps, k, a, b);
            now[k] = (uint32_t)i;
            if (k == last && i == a->len) {
                walk_back(arena, back, trails, steps, a, b);
                return true;
            }
        }
    }
    return false;
}

/* Between lines that stay, what goes stands before what comes. */
static void add_middle(Arena *arena, Rows *rows, const Lines *a, const Lines *b)
{
    Rows back = {0};
    bool found = find_way(arena, &back, a, b);
    for (size_t i = back.len; i > 0;) {
        size_t end = i;
        while (end > 0 && !is_same(&back.at[end - 1]))
            end--;
        for (size_t j = i; j-- > end;)
            if (back.at[j].gone)
                *PUSH(arena, rows) = back.at[j];
        for (size_t j = i; j-- > end;)
            if (back.at[j].come)
                *PUSH(arena, rows) = back.at[j];
        if (end > 0)
            *PUSH(arena, rows) = back.at[end - 1];
        i = end > 0 ? end - 1 : 0;
    }
    for (size_t i = 0; !found && i < a->len; i++)
        *PUSH(arena, rows) = (Row){.gone = true, .text = a->at[i]};
    for (size_t i = 0; !found && i < b->len; i++)
        *PUSH(arena, rows) = (Row){.come = true, .text = b->at[i]};
}

static Lines middle_of(const Lines *lines, size_t head, size_t tail)
{
    Lines middle = {.len = lines->len - head - tail};
    if (middle.len > 0)
        middle.at = lines->at + head;
    return middle;
}

static Rows rows_of(Arena *arena, Str before, Str after)
{
    Lines a = lines_of(arena, before), b = lines_of(arena, after);
    size_t head = 0, tail = 0;
    while (head < a.len && head < b.len && str_eq(a.at[head], b.at[head]))
        head++;
    while (tail < a.len - head && tail < b.len - head &&
           str_eq(a.at[a.len - tail - 1], b.at[b.len - tail - 1]))
        tail++;
    Rows rows = {0};
    for (size_t i = 0; i < head; i++)
        *PUSH(arena, &rows) = (Row){.text = a.at[i]};
    Lines middle_a = middle_of(&a, head, tail), middle_b = middle_of(&b, head, tail);
    add_middle(arena, &rows, &middle_a, &middle_b);
    for (size_t i = a.len - tail; i < a.len; i++)
        *PUSH(arena, &rows) = (Row){.text = a.at[i]};
    return rows;
}

/* Where the hunk ends that begins at `from`: behind it stand too many equal rows to go on. */
static size_t hunk_end(const Rows *rows, size_t from)
{
    size_t last = from;
    for (size_t i = from; i < rows->len && i - last <= 2 * CONTEXT + 1; i++)
        if (!is_same(&rows->at[i]))
            last = i;
    size_t end = last + 1 + CONTEXT;
    return end < rows->len ? end : rows->len;
}

static void add_row(Buf *buf, const Row *row)
{
    buf_char(buf, row->gone ? '-' : row->come ? '+' : ' ');
    buf_add(buf, row->text);
    if (!str_ends(row->text, STR("\n")))
        buf_add(buf, STR("\n\\ No newline at end of file\n"));
}

/* "3,4"; of an empty range the line before it, as diff does. */
static void add_range(Buf *buf, size_t start, size_t len)
{
    buf_fmt(buf, "%zu", len ? start + 1 : start);
    if (len != 1)
        buf_fmt(buf, ",%zu", len);
}

/* As git writes it, so that patch and git read it: in quotes when it holds what would end it. */
static void add_name(Buf *buf, char mark, const char *side, Str name)
{
    bool quotes = false, blank = false;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        quotes = quotes || c < ' ' || c == 0x7F || c == '"' || c == '\\';
        blank = blank || c == ' ';
    }
    buf_repeat(buf, mark, 3);
    buf_fmt(buf, " %s%s", quotes ? "\"" : "", side);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c < ' ' || c == 0x7F)
            buf_fmt(buf, "\\%03o", c);
        else
            buf_fmt(buf, "%s%c", c == '"' || c == '\\' ? "\\" : "", c);
    }
    buf_add(buf, quotes ? STR("\"\n") : blank ? STR("\t\n") : STR("\n"));
}

void diff_add(Buf *buf, Arena *scratch, Str name, Str before, Str after)
{
    if (str_eq(before, after))
        return;
    Rows rows = rows_of(scratch, before, after);
    add_name(buf, '-', "a/", name);
    add_name(buf, '+', "b/", name);
    size_t old = 0, new = 0; /* lines of each side before row i */
    for (size_t i = 0, shown = 0; i < rows.len; i++) {
        if (is_same(&rows.at[i])) {
            old++, new ++;
            continue;
        }
        size_t lead = i - shown < CONTEXT ? i - shown : CONTEXT;
        size_t end = hunk_end(&rows, i), gone = 0, come = 0;
        for (size_t j = i - lead; j < end; j++) {
            gone += !rows.at[j].come;
            come += !rows.at[j].gone;
        }
        buf_add(buf, STR("@@ -"));
        add_range(buf, old - lead, gone);
        buf_add(buf, STR(" +"));
        add_range(buf, new - lead, come);
        buf_add(buf, STR(" @@\n"));
        for (size_t j = i - lead; j < end; j++)
            add_row(buf, &rows.at[j]);
        old += gone - lead;
        new += come - lead;
        shown = end;
        i = end - 1;
    }
}
