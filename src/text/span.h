/* Span: a range of bytes of one source. Points are for people, made only where one is printed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t start, end; /* [start, end); a source is never longer than 1 GiB */
} Span;

typedef struct {
    uint32_t line, column; /* from 1; column in bytes */
} Point;

static inline uint32_t span_len(Span span)
{
    return span.end - span.start;
}
