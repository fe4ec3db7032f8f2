#include "report/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

enum { WIDTH_DEFAULT = 100, WIDTH_LEAST = 40, WIDTH_MOST = 400 };

static const char *const codes[INK_COUNT] = {
    [INK_PLAIN] = "",
    [INK_BOLD] = "\x1b[1m",
    [INK_DIM] = "\x1b[2m",
    [INK_KEYWORD] = "\x1b[1;34m",
    [INK_FLAG] = "\x1b[36m",
    [INK_HEREDOC] = "\x1b[33m",
    [INK_ERROR] = "\x1b[1;31m",
    [INK_HELP] = "\x1b[32m",
    [INK_WARNING] = "\x1b[1;33m",
};

static const char code_end[] = "\x1b[0m";

static bool wants_color(int file)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color && *no_color)
        return false;
    return isatty(file) && !(term && strcmp(term, "dumb") == 0);
}

static size_t width_of(int file)
{
    struct winsize size;
    if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_DEFAULT;
    if (size.ws_col < WIDTH_LEAST)
        return WIDTH_LEAST;
    return size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col;
}

Terminal terminal_of(FILE *stream, ColorChoice choice)
{
    int file = fileno(stream);
    bool color = choice == COLOR_ALWAYS || (choice == COLOR_AUTO && wants_color(file));
    return (Terminal){.color = color, .width = width_of(file)};
}

void ink(Buf *buf, const Terminal *terminal, Ink color, Str text)
{
    bool colored = terminal->color && color != INK_PLAIN && text.len;
    if (colored)
        buf_add(buf, str_from(codes[color]));
    buf_add(buf, text);
    if (colored)
        buf_add(buf, str_from(code_end));
}

void ink_link(Buf *buf, const Terminal *terminal, Ink color, Str text, Str target)
{
    bool linked = terminal->color && target.len;
    if (linked)
        buf_fmt(buf, "\x1b]8;;%.*s\x1b\\", STR_ARG(target));
    ink(buf, terminal, color, text);
    if (linked)
        buf_add(buf, STR("\x1b]8;;\x1b\\"));
}

size_t text_width(Str text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        Rune rune = utf8_next(text, at);
        width += rune_width(rune.rune);
        at += rune.len;
    }
    return width;
}

Str text_fit(Str text, size_t width)
{
    size_t at = 0;
    while (at < text.len) {
        Rune rune = utf8_next(text, at);
        unsigned columns = rune_width(rune.rune);
        if (columns > width)
            break;
        width -= columns;
        at += rune.len;
    }
    return str_head(text, at);
}

Str text_fit_last(Str text, size_t width)
{
    size_t all = text_width(text), at = 0;
    while (all > width) {
        Rune rune = utf8_next(text, at);
        all -= rune_width(rune.rune);
        at += rune.len;
    }
    return str_tail(text, at);
}

/* ---- rows ---- */

Row row_new(Buf *buf, const Terminal *terminal, Arena *scratch)
{
    Row row = {.buf = buf, .terminal = terminal, .room = terminal->width - 1};
    buf_init(&row.visible, scratch);
    return row;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The start of `text` in one visible line, enough to fill `room` columns and one more. Whether that
   is all of it. */
static bool flatten(Buf *visible, Str text, size_t room)
{
    /* A column takes at most a rune of four bytes; marks without a width may take as many again. */
    size_t enough = (room + 1) * 8;
    size_t at = 0;
    while (at < text.len && visible->len < enough) {
        size_t start = at;
        while (at < text.len && is_blank(text.at[at]))
            at++;
        if (at > start)
            buf_char(visible, ' ');
        start = at;
        while (at < text.len && at - start < enough && !is_blank(text.at[at]))
            at++;
        buf_visible(visible, str_slice(text, start, at));
    }
    return at == text.len;
}

void row_add(Row *row, Ink color, Str text)
{
    if (row->full || text.len == 0)
        return;
    buf_repeat(row->buf, ' ', row->blanks);
    row->blanks = 0;
    buf_clear(&row->visible);
    bool all = flatten(&row->visible, text, row->room);
    Str visible = buf_str(&row->visible), fitting = text_fit(visible, row->room);
    ink(row->buf, row->terminal, color, fitting);
    row->room -= text_width(fitting);
    if (!all || fitting.len < visible.len) {
        ink(row->buf, row->terminal, INK_DIM, STR("…"));
        row->full = true;
    }
}

void row_pad(Row *row, size_t columns)
{
    size_t fitting = columns < row->room ? columns : row->room;
    row->blanks += fitting;
    row->room -= fitting;
}

void row_end(Row *row)
{
    buf_char(row->buf, '\n');
}
