/* Pieces of the language that are written in a way of their own: flags, JSON strings,
   here-document markers, and the escape that is dropped at a line's end. Text in, text out. */
#pragma once

#include "base/arena.h"
#include "syntax/syntax.h"

/* A flag as the builder sees it: quotes and escapes resolved, and every byte beyond ASCII taken
   for a character of its own, as the builder does. */
Str decode_flag(Arena *arena, Str raw, char escape);

/* The text of a JSON string with its quotes. */
Str decode_json(Arena *arena, Str raw);

/* Bytes that are not UTF-8 replaced; the text itself when there are none. */
Str decode_utf8(Arena *arena, Str raw);

/* A word of ENV, LABEL or ARG that ends the line: an escape with nothing behind it is dropped. */
Str decode_line_end(Str word, char escape);

/* Fills name, fd, expand and chomp from a marker. False: it is no here-document. */
bool decode_marker(Arena *arena, Str marker, Heredoc *heredoc);
