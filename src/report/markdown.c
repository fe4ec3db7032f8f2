#include "report/markdown.h"

#include "report/table.h"

enum { LONGEST_CELL = 240 };

void markdown_code(Buf *out, Arena *scratch, Str text)
{
    Str line = table_line(scratch, text, LONGEST_CELL);
    buf_add(out, STR("<code>"));
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i];
        bool plain = (c & 0x80) || char_is_letter(c) || char_is_digit(c) || c == ' ' || c == '/' ||
                     strchr(".-,=%+()", c);
        if (plain)
            buf_char(out, c);
        else
            buf_fmt(out, "&#%d;", c);
    }
    buf_add(out, STR("</code>"));
}
