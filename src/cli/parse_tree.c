#include "cli/parse_tree.h"

#include <stdio.h>

#include "base/utf8.h"
#include "cli/problem.h"

enum { KEYWORD_MOST = 12 };

/* "12" or "12-15" */
typedef struct {
    char text[32];
} Place;

static Place place(uint32_t first, uint32_t last)
{
    Place made;
    int len = snprintf(made.text, sizeof made.text, "%u", (unsigned)first);
    if (last != first)
        snprintf(made.text + len, sizeof made.text - (size_t)len, "-%u", (unsigned)last);
    return made;
}

static size_t place_width(uint32_t first, uint32_t last)
{
    Place text = place(first, last);
    return str_from(text.text).len;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

Tree tree_of(Printing *printing, const Syntax *syntax)
{
    Tree tree = {.printing = printing, .syntax = syntax};
    for (size_t i = 0; i < syntax->directives.len; i++) {
        uint32_t line = source_line(syntax->source, syntax->directives.at[i].span.start);
        tree.places = most(tree.places, place_width(line, line));
    }
    for (size_t i = 0; i < syntax->instructions.len; i++) {
        const Instruction *it = &syntax->instructions.at[i];
        tree.places = most(tree.places, place_width(it->first_line, it->last_line));
        size_t width = text_width(str_head(it->keyword.text, KEYWORD_MOST));
        tree.keywords = most(tree.keywords, width);
    }
    return tree;
}

Row tree_row(Tree *tree, uint32_t first, uint32_t last)
{
    Printing *printing = tree->printing;
    Row row = row_new(&printing->out->buf, &printing->terminal, printing->scratch);
    if (first == 0) {
        row_pad(&row, tree->places + 3);
        return row;
    }
    Place text = place(first, last);
    row_pad(&row, 1 + tree->places - str_from(text.text).len);
    row_add(&row, INK_DIM, str_from(text.text));
    row_pad(&row, 2);
    return row;
}

void row_column(Row *row, Ink color, Str text, size_t width)
{
    size_t before = row->room;
    row_add(row, color, text);
    size_t used = before - row->room;
    row_pad(row, (used < width ? width - used : 0) + 1);
}

void tree_problems(Tree *tree)
{
    Printing *printing = tree->printing;
    const Syntax *syntax = tree->syntax;
    for (size_t i = 0; i < syntax->problems.len; i++) {
        buf_char(&printing->out->buf, '\n');
        problem_show(&printing->out->buf, printing->scratch, &printing->terminal, syntax->source,
                     &syntax->problems.at[i]);
        output_relieve(printing->out);
    }
}

void tree_name(Tree *tree)
{
    Printing *printing = tree->printing;
    Buf *buf = &printing->out->buf;
    if (printing->shown++ > 0)
        buf_char(buf, '\n');
    Buf name;
    buf_init(&name, printing->scratch);
    buf_visible(&name, tree->syntax->source->name);
    ink(buf, &printing->terminal, INK_BOLD, buf_str(&name));
    buf_char(buf, '\n');
}
