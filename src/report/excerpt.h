/* Excerpts: a line of the source with marks under what is meant, as compilers show it. Nothing is
   left in `scratch`; `buf` must not live there. */
#pragma once

#include "report/terminal.h"
#include "text/source.h"

typedef struct {
    size_t gutter; /* columns for the line number */
    char mark;     /* '^' */
    Ink ink;       /* of the marks */
    Str caption;   /* behind them; may be empty */
} ExcerptStyle;

size_t excerpt_gutter(const Source *source, uint32_t offset);
/* What goes on in further lines is marked to the end of its first one. */
void excerpt_show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                  Span span, const ExcerptStyle *style);
/* "   > .dockerignore": the lines below it are from there */
void excerpt_file(Buf *buf, Arena *scratch, const Terminal *terminal, size_t gutter, Str name);
/* "   = help: write a port" */
void excerpt_note(Buf *buf, Arena *scratch, const Terminal *terminal, size_t gutter, Str what,
                  Str text);
/* "Dockerfile:3:1: " */
void excerpt_place(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                   uint32_t offset);
/* Text from an input, made safe for a terminal. */
void excerpt_sentence(Buf *buf, Arena *scratch, const Terminal *terminal, Ink color, Str text);
