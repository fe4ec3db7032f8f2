#include "text/source.h"

#include <assert.h>

typedef struct {
    uint32_t *at;
    size_t len, cap;
} Offsets;

const Source *source_new(Arena *arena, Str name, Str text)
{
    assert(text.len <= (size_t)1 << 30);
    Source *source = NEW(arena, Source);
    Offsets starts = {0};
    size_t start = 0;
    do {
        *PUSH(arena, &starts) = (uint32_t)start;
        start += str_find_char(str_tail(text, start), '\n') + 1;
    } while (start < text.len);
    *source = (Source){name, text, starts.at, (uint32_t)starts.len};
    return source;
}

uint32_t source_line(const Source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->lines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

static uint32_t clamped(const Source *source, uint32_t offset)
{
    return offset < source->text.len ? offset : (uint32_t)source->text.len;
}

Point source_point(const Source *source, uint32_t offset)
{
    offset = clamped(source, offset);
    uint32_t line = source_line(source, offset);
    return (Point){line, offset - source->starts[line - 1] + 1};
}

Span source_line_span(const Source *source, uint32_t line)
{
    uint32_t end = (uint32_t)source->text.len;
    if (line == 0 || line > source->lines)
        return (Span){end, end};
    if (line < source->lines)
        end = source->starts[line];
    uint32_t start = source->starts[line - 1];
    const char *text = source->text.at;
    if (end > start && text[end - 1] == '\n')
        end--;
    if (end > start && text[end - 1] == '\r')
        end--;
    return (Span){start, end};
}

Str source_slice(const Source *source, Span span)
{
    return str_slice(source->text, span.start, span.end);
}
