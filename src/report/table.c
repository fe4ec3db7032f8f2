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
    Str kept = text_fit(buf_str(&fit), width - 1);
    return str_ends(kept, STR("…")) ? kept : str_joined(arena, kept, STR("…"));
}

/* Blanks are written when something stands behind them. */
typedef struct {
    Buf *out;
    size_t owed;
} Blanks;

static void add_behind(Blanks *blanks, Str text)
{
    if (text.len == 0)
        return;
    buf_repeat(blanks->out, ' ', blanks->owed);
    buf_add(blanks->out, text);
    blanks->owed = 0;
}

static void add_bar(Blanks *blanks, const Terminal *terminal, Arena *scratch, const TableRow *row)
{
    Buf bar;
    double scale = row->most > 0 ? (double)BAR / (double)row->most : 0;
    size_t full = !row->bar ? 0 : (size_t)((double)row->full * scale + 0.5);
    size_t dead = !row->bar ? 0 : (size_t)((double)row->dead * scale + 0.5);
    Buf alive, gone;
    buf_init(&alive, scratch);
    buf_init(&gone, scratch);
    buf_init(&bar, scratch);
    for (size_t i = 0; i < full; i++)
        buf_add(i < full - dead ? &alive : &gone, i < full - dead ? STR("█") : STR("░"));
    ink(&bar, terminal, INK_HELP, buf_str(&alive));
    ink(&bar, terminal, INK_WARNING, buf_str(&gone));
    add_behind(blanks, buf_str(&bar));
    blanks->owed += BAR - full;
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
        Blanks blanks = {out, 0};
        for (size_t j = 0, first = 1; j < TABLE_COLUMNS; j++) {
            if (widths[j] == 0)
                continue;
            blanks.owed += widths[j] - text_width(row->cells[j]) + (first ? 0 : 2);
            add_behind(&blanks, row->cells[j]);
            first = 0;
        }
        if (bars) {
            blanks.owed += 2;
            add_bar(&blanks, terminal, scratch, row);
        }
        blanks.owed += 2;
        add_behind(&blanks, table_line(scratch, row->text, room));
        buf_char(out, '\n');
    }
}
