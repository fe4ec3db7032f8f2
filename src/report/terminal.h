/* Terminal: text as a person sees it, in colours and columns.

   All escape codes stand in terminal.c. What comes from an input goes through buf_visible, so that
   it can neither move the cursor nor pretend to be something else. Nothing here knows Dockerfiles.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/str.h"

typedef enum {
    INK_PLAIN,
    INK_BOLD,
    INK_DIM,
    INK_KEYWORD,
    INK_FLAG,
    INK_HEREDOC,
    INK_ERROR,
    INK_WARNING,
    INK_HELP,
    INK_COUNT
} Ink;

typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorChoice;

typedef struct {
    bool color;
    size_t width; /* columns */
} Terminal;

/* Auto: colours when the stream is a terminal and NO_COLOR is not set. No terminal has 100 columns.
 */
Terminal terminal_of(FILE *stream, ColorChoice choice);

/* `text` as it is, in that colour. */
void ink(Buf *buf, const Terminal *terminal, Ink color, Str text);

/* The same as a link (OSC 8); plain where there are no colours or no target. */
void ink_link(Buf *buf, const Terminal *terminal, Ink color, Str text, Str target);

size_t text_width(Str text);               /* columns of text that is visible already */
Str text_fit(Str text, size_t width);      /* as much from its start as fits */
Str text_fit_last(Str text, size_t width); /* as much from its end as fits */

/* One line of text that ends in an ellipsis where it would pass the terminal's edge. */
typedef struct {
    Buf *buf;
    const Terminal *terminal;
    Buf visible;   /* scratch */
    size_t room;   /* columns left before the last one */
    size_t blanks; /* to be written before the next text: none end a line */
    bool full;
} Row;

Row row_new(Buf *buf, const Terminal *terminal, Arena *scratch);
void row_add(Row *row, Ink color, Str text); /* visible; blanks and line ends become one blank */
void row_pad(Row *row, size_t columns);      /* that many blanks */
void row_end(Row *row);                      /* the line feed */
