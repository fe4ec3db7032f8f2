/* Source: the bytes of one input and where its lines start. It knows lines and no language. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "text/span.h"

typedef struct {
    Str name; /* as the user gave it; "<stdin>" for standard input */
    Str text;
    const uint32_t *starts; /* of line i + 1 */
    uint32_t lines;         /* at least 1; a last line feed begins no new line */
} Source;

const Source *source_new(Arena *arena, Str name, Str text);  /* borrows both; text at most 1 GiB */
uint32_t source_line(const Source *source, uint32_t offset); /* from 1 */
Point source_point(const Source *source, uint32_t offset);

/* Without its CR and LF; empty past the end. */
Span source_line_span(const Source *source, uint32_t line);
Str source_slice(const Source *source, Span span);
