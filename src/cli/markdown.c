#include "cli/markdown.h"

enum { WIDTH_MOST = 80 };

/* `code` without its backquotes, in colour. */
static void add_word(Buf *buf, const Terminal *terminal, Str word, bool *in_code)
{
    while (word.len) {
        StrCut cut = str_cut(word, '`');
        ink(buf, terminal, *in_code ? INK_FLAG : INK_PLAIN, cut.head);
        if (cut.found)
            *in_code = !*in_code;
        word = cut.tail;
    }
}

static size_t word_width(Str word)
{
    size_t width = text_width(word);
    for (size_t i = 0; i < word.len; i++)
        width -= word.at[i] == '`';
    return width;
}

/* A paragraph's words, wrapped; a list item's further lines stand under its first. */
static void add_paragraph(Buf *buf, const Terminal *terminal, Str text)
{
    size_t most = terminal->width < WIDTH_MOST ? terminal->width : WIDTH_MOST, column = 0;
    bool item = str_starts(text, STR("- ")), in_code = false;
    while (text.len) {
        size_t end = 0;
        while (end < text.len && text.at[end] != ' ' && text.at[end] != '\n')
            end++;
        Str word = str_head(text, end);
        text = str_tail(text, end + 1);
        if (word.len == 0)
            continue;
        if (column && column + 1 + word_width(word) > most) {
            buf_add(buf, item ? STR("\n  ") : STR("\n"));
            column = item ? 2 : 0;
        } else if (column) {
            buf_char(buf, ' ');
            column++;
        }
        add_word(buf, terminal, word, &in_code);
        column += word_width(word);
    }
    buf_char(buf, '\n');
}

static Str take_line(Str *rest)
{
    StrCut cut = str_cut(*rest, '\n');
    *rest = cut.tail;
    return cut.head;
}

/* ```dockerfile bad: a block, indented under its last word. */
static void add_block(Buf *buf, const Terminal *terminal, Str fence, Str *rest)
{
    size_t space = str_find_char(fence, ' ');
    ink(buf, terminal, INK_DIM, space < fence.len ? str_tail(fence, space + 1) : (Str){0});
    buf_char(buf, '\n');
    while (rest->len) {
        Str line = take_line(rest);
        if (str_starts(line, STR("```")))
            return;
        buf_add(buf, STR("    "));
        ink(buf, terminal, str_find_char(line, '^') < line.len ? INK_WARNING : INK_PLAIN, line);
        buf_char(buf, '\n');
    }
}

/* Lines up to an empty one, a fence, or the next item of a list. */
static Str take_paragraph(Str *rest)
{
    Str start = *rest;
    size_t len = 0;
    do {
        len = start.len - rest->len + take_line(rest).len;
    } while (rest->len && rest->at[0] != '\n' && !str_starts(*rest, STR("```")) &&
             !str_starts(*rest, STR("- ")));
    return str_head(start, len);
}

void markdown_show(Buf *buf, const Terminal *terminal, Str page)
{
    while (page.len) {
        if (page.at[0] == '\n') {
            take_line(&page);
            buf_char(buf, '\n');
        } else if (str_starts(page, STR("```"))) {
            Str fence = take_line(&page);
            add_block(buf, terminal, fence, &page);
        } else if (page.at[0] == '#') {
            ink(buf, terminal, INK_BOLD, str_trim(str_tail(take_line(&page), 1)));
            buf_char(buf, '\n');
        } else {
            add_paragraph(buf, terminal, take_paragraph(&page));
        }
    }
}
