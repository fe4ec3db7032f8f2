/* Unified diffs: the longest common lines of what lies between an equal head and an equal tail. */
#include "text/edit.h"

enum {
    CONTEXT = 3,
    CELLS_MAX = 1 << 22, /* a larger middle is shown as replaced whole */
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

static void row_gone(Arena *arena, Rows *rows, Str text)
{
    *PUSH(arena, rows) = (Row){.gone = true, .text = text};
}

static void row_come(Arena *arena, Rows *rows, Str text)
{
    *PUSH(arena, rows) = (Row){.come = true, .text = text};
}

/* length[i][j] is how many lines a[i..] and b[j..] have in common. */
static void add_middle(Arena *arena, Rows *rows, const Lines *a, const Lines *b)
{
    size_t width = b->len + 1;
    bool small = (a->len + 1) * width <= CELLS_MAX;
    uint32_t *length = small ? NEW_ARRAY(arena, (a->len + 1) * width, uint32_t) : NULL;
    for (size_t i = a->len; small && i-- > 0;) {
        for (size_t j = b->len; j-- > 0;) {
            uint32_t down = length[(i + 1) * width + j], right = length[i * width + j + 1];
            length[i * width + j] = str_eq(a->at[i], b->at[j]) ? length[(i + 1) * width + j + 1] + 1
                                                               : (down > right ? down : right);
        }
    }
    size_t i = 0, j = 0;
    while (i < a->len || j < b->len) {
        bool both = small && i < a->len && j < b->len;
        if (both && str_eq(a->at[i], b->at[j])) {
            *PUSH(arena, rows) = (Row){.text = a->at[i++]};
            j++;
        } else if (j == b->len || (i < a->len && (!both || length[(i + 1) * width + j] >=
                                                               length[i * width + j + 1]))) {
            row_gone(arena, rows, a->at[i++]);
        } else {
            row_come(arena, rows, b->at[j++]);
        }
    }
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
    Lines middle_a = {.at = a.at + head, .len = a.len - head - tail};
    Lines middle_b = {.at = b.at + head, .len = b.len - head - tail};
    add_middle(arena, &rows, &middle_a, &middle_b);
    for (size_t i = a.len - tail; i < a.len; i++)
        *PUSH(arena, &rows) = (Row){.text = a.at[i]};
    return rows;
}

static bool is_same(const Row *row)
{
    return !row->gone && !row->come;
}

/* Where the hunk ends that begins at `from`: behind it stand too many equal rows to go on. */
static size_t hunk_end(const Rows *rows, size_t from)
{
    size_t last = from;
    for (size_t i = from; i < rows->len && i - last <= 2 * CONTEXT; i++)
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

void diff_add(Buf *buf, Arena *scratch, Str name, Str before, Str after)
{
    if (str_eq(before, after))
        return;
    Rows rows = rows_of(scratch, before, after);
    buf_fmt(buf, "--- a/%.*s\n+++ b/%.*s\n", STR_ARG(name), STR_ARG(name));
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
