#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { BUF_FIRST = 64 };

static char *make_room(Buf *buf, size_t more)
{
    assert(buf->arena);
    if (more > buf->cap - buf->len) {
        /* SIZE_MAX is more than any arena has: it ends the program there. */
        size_t need = more <= SIZE_MAX - buf->len ? buf->len + more : SIZE_MAX;
        size_t cap = buf->cap < BUF_FIRST / 2 ? BUF_FIRST : buf->cap * 2;
        if (cap < need)
            cap = need;
        buf->at = arena_extend(buf->arena, buf->at, buf->cap, cap, 1);
        buf->cap = cap;
    }
    return buf->at + buf->len;
}

void buf_init(Buf *buf, Arena *arena)
{
    *buf = (Buf){.arena = arena};
}

void buf_char(Buf *buf, char c)
{
    *make_room(buf, 1) = c;
    buf->len++;
}

void buf_add(Buf *buf, Str s)
{
    if (s.len == 0)
        return;
    memcpy(make_room(buf, s.len), s.at, s.len);
    buf->len += s.len;
}

void buf_repeat(Buf *buf, char c, size_t times)
{
    if (times == 0)
        return;
    memset(make_room(buf, times), c, times);
    buf->len += times;
}

static char tail_byte(uint32_t rune, unsigned shift)
{
    return (char)(0x80 | ((rune >> shift) & 0x3F));
}

void buf_rune(Buf *buf, uint32_t rune)
{
    if (rune < 0x80) {
        buf_char(buf, (char)rune);
        return;
    }
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
        rune = 0xFFFD;
    if (rune < 0x800) {
        buf_char(buf, (char)(0xC0 | (rune >> 6)));
    } else if (rune < 0x10000) {
        buf_char(buf, (char)(0xE0 | (rune >> 12)));
        buf_char(buf, tail_byte(rune, 6));
    } else {
        buf_char(buf, (char)(0xF0 | (rune >> 18)));
        buf_char(buf, tail_byte(rune, 12));
        buf_char(buf, tail_byte(rune, 6));
    }
    buf_char(buf, tail_byte(rune, 0));
}

static void add_formatted(Buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t room = buf->cap - buf->len;
    int len = vsnprintf(room > 0 ? buf->at + buf->len : NULL, room, format, args);
    assert(len >= 0);
    if ((size_t)len >= room)
        vsnprintf(make_room(buf, (size_t)len + 1), (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

/* Texts are put in here: most formats hold nothing else, and printf is slow to begin. */
void buf_vfmt(Buf *buf, const char *format, va_list args)
{
    for (;;) {
        const char *mark = strchr(format, '%');
        Str plain = mark ? str_range(format, mark) : str_from(format);
        buf_add(buf, plain);
        format += plain.len;
        if (strncmp(format, "%.*s", 4) == 0) {
            int len = va_arg(args, int);
            const char *text = va_arg(args, const char *);
            buf_add(buf, (Str){text, len > 0 ? strnlen(text, (size_t)len) : 0});
            format += 4;
        } else if (strncmp(format, "%s", 2) == 0) {
            buf_add(buf, str_from(va_arg(args, const char *)));
            format += 2;
        } else {
            break;
        }
    }
    if (*format)
        add_formatted(buf, format, args);
}

void buf_fmt(Buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vfmt(buf, format, args);
    va_end(args);
}

Str buf_text(Arena *arena, const char *format, va_list args)
{
    if (!strchr(format, '%'))
        return str_from(format);
    Buf buf;
    buf_init(&buf, arena);
    buf_vfmt(&buf, format, args);
    return buf_str(&buf);
}

void buf_clear(Buf *buf)
{
    buf->len = 0;
}

Str buf_str(const Buf *buf)
{
    return (Str){buf->at, buf->len};
}

void buf_bytes(Buf *buf, uint64_t bytes)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) {
        buf_fmt(buf, bytes == 1 ? "%u byte" : "%u bytes", (unsigned)bytes);
        return;
    }
    double value = (double)bytes / 1000;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < sizeof units / sizeof *units) {
        value /= 1000;
        unit++;
    }
    buf_fmt(buf, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}
