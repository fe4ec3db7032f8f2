#include <stdio.h>

#include "base/utf8.h"
#include "cli/parse_format.h"
#include "cli/problem.h"

/* One file as a tree: lines, keyword, arguments; here-documents and triggers below and indented. */
typedef struct {
    Printing *printing;
    const Syntax *syntax;
    size_t places;   /* columns of the widest "12-15" */
    size_t keywords; /* columns of the widest keyword */
} Tree;

enum { KEYWORD_MOST = 12, DEPTH_MOST = 8 };

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

static void measure(Tree *tree)
{
    const Syntax *syntax = tree->syntax;
    for (size_t i = 0; i < syntax->directives.len; i++) {
        uint32_t line = source_line(syntax->source, syntax->directives.at[i].span.start);
        tree->places = most(tree->places, place_width(line, line));
    }
    for (size_t i = 0; i < syntax->instructions.len; i++) {
        const Instruction *it = &syntax->instructions.at[i];
        tree->places = most(tree->places, place_width(it->first_line, it->last_line));
        size_t width = text_width(str_head(it->keyword.text, KEYWORD_MOST));
        tree->keywords = most(tree->keywords, width);
    }
}

/* A row that begins with the place, or with blanks where `first` is 0. */
static Row begin(Tree *tree, uint32_t first, uint32_t last)
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

/* A word and blanks up to the next column. */
static void column(Row *row, Ink color, Str text, size_t width)
{
    size_t before = row->room;
    row_add(row, color, text);
    size_t used = before - row->room;
    row_pad(row, (used < width ? width - used : 0) + 1);
}

static void show_words(Row *row, const Words *words)
{
    for (size_t i = 0; i < words->len && !row->full; i++) {
        if (i > 0)
            row_pad(row, 1);
        row_add(row, INK_PLAIN, words->at[i].text);
    }
}

static void show_json(Row *row, Arena *scratch, const Words *words)
{
    Buf quoted;
    buf_init(&quoted, scratch);
    row_add(row, INK_DIM, STR("["));
    for (size_t i = 0; i < words->len && !row->full; i++) {
        if (i > 0)
            row_add(row, INK_DIM, STR(", "));
        buf_clear(&quoted);
        buf_quoted(&quoted, str_head(words->at[i].text, row->terminal->width * 8));
        row_add(row, INK_PLAIN, buf_str(&quoted));
    }
    row_add(row, INK_DIM, STR("]"));
}

static void show_pairs(Row *row, const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->len && !row->full; i++) {
        const Pair *pair = &pairs->at[i];
        if (i > 0)
            row_pad(row, 1);
        row_add(row, INK_PLAIN, pair->key.text);
        if (pair->style != PAIR_BARE)
            row_add(row, INK_DIM, pair->style == PAIR_EQUALS ? STR("=") : STR(" "));
        row_add(row, INK_PLAIN, pair->value.text);
    }
}

static void show_arguments(Row *row, Arena *scratch, const Instruction *it)
{
    for (size_t i = 0; i < it->flags.len && !row->full; i++) {
        row_add(row, INK_FLAG, it->flags.at[i].text);
        row_pad(row, 1);
    }
    if (it->health.text.len) {
        row_add(row, INK_KEYWORD, it->health.text);
        row_pad(row, 1);
    }
    switch (it->form) {
    case FORM_JSON:
        show_json(row, scratch, &it->args);
        break;
    case FORM_WORDS:
        show_words(row, &it->args);
        break;
    case FORM_TEXT:
        row_add(row, INK_PLAIN, it->body.text);
        break;
    case FORM_PAIRS:
        show_pairs(row, &it->pairs);
        break;
    case FORM_NONE:
        /* Behind an unknown keyword nothing has a meaning. */
        row_add(row, INK_DIM, it->body.text);
        break;
    case FORM_NESTED:
        break;
    }
}

static size_t indent(size_t depth)
{
    return 2 * (depth < DEPTH_MOST ? depth : DEPTH_MOST);
}

static void show_row(Tree *tree, const Instruction *it, size_t depth)
{
    Row row = begin(tree, depth ? 0 : it->first_line, it->last_line);
    row_pad(&row, indent(depth));
    column(&row, INK_KEYWORD, it->keyword.text, tree->keywords);
    show_arguments(&row, tree->printing->scratch, it);
    row_end(&row);
}

static size_t count_lines(Str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.at[i] == '\n';
    return count;
}

/* "<<EOF  3 lines: set -e …" */
static void show_heredoc(Tree *tree, const Heredoc *doc, size_t depth)
{
    Row row = begin(tree, 0, 0);
    row_pad(&row, indent(depth));
    column(&row, INK_HEREDOC, source_slice(tree->syntax->source, doc->marker), tree->keywords);
    size_t lines = count_lines(doc->content);
    char text[32];
    snprintf(text, sizeof text, lines == 1 ? "%zu line: " : "%zu lines: ", lines);
    row_add(&row, INK_DIM, str_from(text));
    row_add(&row, INK_PLAIN, str_cut(doc->content, '\n').head);
    if (lines > 1)
        row_add(&row, INK_DIM, STR(" …"));
    row_end(&row);
}

static void show_instruction(Tree *tree, const Instruction *outer)
{
    Arena *scratch = tree->printing->scratch;
    size_t depth = 0;
    for (const Instruction *it = outer; it; it = it->nested) {
        ArenaMark mark = arena_mark(scratch);
        show_row(tree, it, depth++);
        arena_rewind(scratch, mark);
        output_relieve(tree->printing->out);
    }
    for (const Instruction *it = outer; it; it = it->nested) {
        for (size_t i = 0; i < it->heredocs.len; i++) {
            ArenaMark mark = arena_mark(scratch);
            show_heredoc(tree, &it->heredocs.at[i], depth);
            arena_rewind(scratch, mark);
            output_relieve(tree->printing->out);
        }
    }
}

static void show_directive(Tree *tree, const Directive *directive)
{
    uint32_t line = source_line(tree->syntax->source, directive->span.start);
    Row row = begin(tree, line, line);
    row_add(&row, INK_DIM, source_slice(tree->syntax->source, directive->span));
    row_end(&row);
}

static void show_problems(Tree *tree)
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

static void show_name(Printing *printing, const Syntax *syntax)
{
    Buf *buf = &printing->out->buf;
    if (printing->shown++ > 0)
        buf_char(buf, '\n');
    Buf name;
    buf_init(&name, printing->scratch);
    buf_visible(&name, syntax->source->name);
    ink(buf, &printing->terminal, INK_BOLD, buf_str(&name));
    buf_char(buf, '\n');
}

static void print_file(Printing *printing, const ParsedFile *file)
{
    if (!file->syntax)
        return;
    Tree tree = {.printing = printing, .syntax = file->syntax};
    measure(&tree);
    show_name(printing, file->syntax);
    for (size_t i = 0; i < file->syntax->directives.len; i++)
        show_directive(&tree, &file->syntax->directives.at[i]);
    for (size_t i = 0; i < file->syntax->instructions.len; i++)
        show_instruction(&tree, &file->syntax->instructions.at[i]);
    show_problems(&tree);
}

const ParseFormat parse_text = {.file = print_file};
