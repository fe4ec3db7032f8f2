#include <stdio.h>

#include "base/utf8.h"
#include "cli/parse_tree.h"

/* One file as a tree: lines, keyword, arguments; here-documents and triggers below and indented. */

enum { DEPTH_MOST = 8 };

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
    Row row = tree_row(tree, depth ? 0 : it->first_line, it->last_line);
    row_pad(&row, indent(depth));
    row_column(&row, INK_KEYWORD, it->keyword.text, tree->keywords);
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
    Row row = tree_row(tree, 0, 0);
    row_pad(&row, indent(depth));
    row_column(&row, INK_HEREDOC, source_slice(tree->syntax->source, doc->marker), tree->keywords);
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
    Row row = tree_row(tree, line, line);
    row_add(&row, INK_DIM, source_slice(tree->syntax->source, directive->span));
    row_end(&row);
}

static void print_file(Printing *printing, const ParsedFile *file)
{
    if (!file->syntax)
        return;
    Tree tree = tree_of(printing, file->syntax);
    tree_name(&tree);
    for (size_t i = 0; i < file->syntax->directives.len; i++)
        show_directive(&tree, &file->syntax->directives.at[i]);
    for (size_t i = 0; i < file->syntax->instructions.len; i++)
        show_instruction(&tree, &file->syntax->instructions.at[i]);
    tree_problems(&tree);
}

const ParseFormat parse_text = {.file = print_file};
