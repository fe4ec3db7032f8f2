/* Buf: text being built. It grows in an arena; buf_str borrows what is there so far. */
#pragma once

#include <stdarg.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Arena *arena;
    char *at;
    size_t len, cap;
} Buf;

void buf_init(Buf *buf, Arena *arena);
void buf_char(Buf *buf, char c);
void buf_add(Buf *buf, Str s);
void buf_repeat(Buf *buf, char c, size_t times);
void buf_rune(Buf *buf, uint32_t rune); /* as UTF-8; what is no rune as U+FFFD */
void buf_fmt(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vfmt(Buf *buf, const char *format, va_list args);
/* All of a format's text; one that has nothing to put in is its text itself: a literal, then. */
Str buf_text(Arena *arena, const char *format, va_list args);
void buf_bytes(Buf *buf, uint64_t bytes); /* for a person: 512 bytes, 4.2 kB, 371 MB */
void buf_clear(Buf *buf);                 /* empty again, memory kept */
Str buf_str(const Buf *buf);              /* valid until the next change */
