#include "report/table.h"

#include "base/utf8.h"

enum { BAR = 12, NARROWEST = 20 };

Str table_line(Arena *arena, Str text, size_t width)
{
    Buf line, fit;
    buf_init(&line, arena);
    buf_init(&fit, arena);
    for (size_t i = 0; i < text.len && line.len < 4 * width; i++) {
        bool blank = text.at[i] == ' ' || text.at[i] == '\t' || text.at[i] == '\n';
        if (!blank)
            buf_char(&line, text.at[i]);
        else if (line.len > 0 && line.at[line.len - 1] != ' ')
            buf_char(&line, ' ');
    }
    buf_visible(&fit, buf_str(&line));
    if (text_width(buf_str(&fit)) <= width)
        return buf_str(&fit);
    return str_joined(arena, text_fit(buf_str(&fit), width - 1), STR("…"));
}

static void add_bar(Buf *out, const Terminal *terminal, Arena *scratch, const TableRow *row)
{
    double scale = row->most > 0 ? (double)BAR / (double)row->most : 0;
    size_t full = (size_t)((double)row->full * scale + 0.5);
    size_t dead = (size_t)((double)row->dead * scale + 0.5);
    Buf alive, gone;
    buf_init(&alive, scratch);
    buf_init(&gone, scratch);
    for (size_t i = 0; i < full; i++)
        buf_add(i < full - dead ? &alive : &gone, i < full - dead ? STR("█") : STR("░"));
    ink(out, terminal, INK_HELP, buf_str(&alive));
    ink(out, terminal, INK_WARNING, buf_str(&gone));
    buf_repeat(out, ' ', BAR - full);
}

static void measure(const TableRows *rows, size_t *widths, bool *bars)
{
    for (size_t i = 0; i < rows->len; i++) {
        *bars |= rows->at[i].bar;
        for (size_t j = 0; j < TABLE_COLUMNS; j++) {
            size_t width = text_width(rows->at[i].cells[j]);
            widths[j] = width > widths[j] ? width : widths[j];
        }
    }
}

void table_print(Buf *out, const Terminal *terminal, Arena *scratch, const TableRows *rows)
{
    size_t widths[TABLE_COLUMNS] = {0}, used = 2;
    bool bars = false;
    measure(rows, widths, &bars);
    for (size_t j = 0; j < TABLE_COLUMNS; j++)
        used += widths[j] > 0 ? widths[j] + 2 : 0;
    used += bars ? BAR + 2 : 0;
    size_t room = terminal->width > used + NARROWEST ? terminal->width - used : NARROWEST;
    for (size_t i = 0; i < rows->len; i++) {
        const TableRow *row = &rows->at[i];
        for (size_t j = 0, first = 1; j < TABLE_COLUMNS; j++) {
            if (widths[j] == 0)
                continue;
            buf_repeat(out, ' ', widths[j] - text_width(row->cells[j]) + (first ? 0 : 2));
            buf_add(out, row->cells[j]);
            first = 0;
        }
        if (row->bar || (bars && row->text.len > 0)) {
            buf_add(out, STR("  "));
            add_bar(out, terminal, scratch, row);
        }
        if (row->text.len > 0) {
            buf_add(out, STR("  "));
            buf_add(out, table_line(scratch, row->text, room));
        }
        buf_char(out, '\n');
    }
}
