#include "base/utf8.h"

#include "base/utf8_categories.h"
#include "base/utf8_tables.h"

static uint32_t byte_at(Str s, size_t at)
{
    return (unsigned char)s.at[at];
}

/* Only the second byte can be out of its range in a way that later ones cannot: overlong forms,
   surrogates and what is over U+10FFFF show there. */
static bool second_fits(uint32_t first, uint32_t second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

Rune utf8_next_wide(Str s, size_t at)
{
    static const Rune bad = {RUNE_BAD, 1, true};
    if (at >= s.len)
        return (Rune){0};
    uint32_t first = byte_at(s, at);
    if (first < 0xC2 || first > 0xF4)
        return bad;
    uint32_t len = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (s.len - at < len || !second_fits(first, byte_at(s, at + 1)))
        return bad;
    uint32_t rune = first & (0x7Fu >> len);
    for (uint32_t i = 1; i < len; i++) {
        uint32_t next = byte_at(s, at + i);
        if ((next & 0xC0) != 0x80)
            return bad;
        rune = rune << 6 | (next & 0x3F);
    }
    return (Rune){rune, len, false};
}

static bool in_ranges(const RuneRange *ranges, size_t count, uint32_t rune)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rune > ranges[middle].last)
            low = middle + 1;
        else if (rune < ranges[middle].first)
            high = middle;
        else
            return true;
    }
    return false;
}

bool rune_is_letter(uint32_t rune)
{
    if (rune < 0x80)
        return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z';
    return in_ranges(letter_ranges, sizeof letter_ranges / sizeof *letter_ranges, rune);
}

bool rune_is_digit(uint32_t rune)
{
    if (rune < 0x80)
        return rune >= '0' && rune <= '9';
    return in_ranges(digit_ranges, sizeof digit_ranges / sizeof *digit_ranges, rune);
}

bool rune_is_print(uint32_t rune)
{
    if (rune < 0x7F)
        return rune >= 0x20;
    return in_ranges(print_ranges, sizeof print_ranges / sizeof *print_ranges, rune);
}

/* Of those that stand in no table marks are printable, and the rest (C) is not. */
bool rune_is_of(uint32_t rune, char category)
{
    switch (category) {
    case 'L':
        return rune_is_letter(rune);
    case 'N':
        return in_ranges(number_ranges, sizeof number_ranges / sizeof *number_ranges, rune);
    case 'P':
        return in_ranges(punctuation_ranges, sizeof punctuation_ranges / sizeof *punctuation_ranges,
                         rune);
    case 'S':
        return in_ranges(symbol_ranges, sizeof symbol_ranges / sizeof *symbol_ranges, rune);
    case 'Z':
        return rune_is_space(rune) && rune >= ' ' && rune != 0x85;
    default:
        for (const char *other = "LNPSZ"; *other; other++)
            if (rune_is_of(rune, *other))
                return false;
        return rune_is_print(rune) == (category == 'M');
    }
}

unsigned rune_width(uint32_t rune)
{
    if (rune < 0x300)
        return 1;
    if (in_ranges(zero_ranges, sizeof zero_ranges / sizeof *zero_ranges, rune))
        return 0;
    return in_ranges(wide_ranges, sizeof wide_ranges / sizeof *wide_ranges, rune) ? 2 : 1;
}

Str str_trim_space_left(Str s)
{
    size_t at = 0;
    for (;;) {
        Rune next = utf8_next(s, at);
        if (!rune_is_space(next.rune))
            return str_tail(s, at);
        at += next.len;
    }
}

/* The character that ends at the end of s; length 1 where the bytes are no character. */
static Rune last_rune(Str s)
{
    for (size_t len = 1; len <= 4 && len <= s.len; len++) {
        Rune rune = utf8_next(s, s.len - len);
        if (rune.len == len && !rune.bad)
            return rune;
    }
    return (Rune){RUNE_BAD, 1, true};
}

Str str_trim_space(Str s)
{
    s = str_trim_space_left(s);
    while (s.len > 0) {
        Rune last = last_rune(s);
        if (!rune_is_space(last.rune))
            break;
        s.len -= last.len;
    }
    return s;
}

void buf_valid_utf8(Buf *buf, Str s)
{
    size_t done = 0, at = 0;
    while (at < s.len) {
        Rune next = utf8_next(s, at);
        if (next.bad) {
            buf_add(buf, str_slice(s, done, at));
            buf_rune(buf, RUNE_BAD);
            done = at + 1;
        }
        at += next.len;
    }
    buf_add(buf, str_tail(s, done));
}

static void add_escaped(Buf *buf, uint32_t rune)
{
    static const char named[] = "abtnvfr";
    if (rune >= '\a' && rune <= '\r')
        buf_fmt(buf, "\\%c", named[rune - '\a']);
    else if (rune < 0x80)
        buf_fmt(buf, "\\x%02x", (unsigned)rune);
    else if (rune < 0x10000)
        buf_fmt(buf, "\\u%04x", (unsigned)rune);
    else
        buf_fmt(buf, "\\U%08x", (unsigned)rune);
}

/* What shows is copied in runs; bad bytes and what does not show are escaped. */
static void add_shown(Buf *buf, Str s, bool quoted)
{
    size_t done = 0, at = 0;
    while (at < s.len) {
        Rune next = utf8_next(s, at);
        bool marked = quoted && (next.rune == '"' || next.rune == '\\');
        if (next.bad || marked || !rune_is_print(next.rune)) {
            buf_add(buf, str_slice(s, done, at));
            if (next.bad)
                buf_fmt(buf, "\\x%02x", (unsigned)byte_at(s, at));
            else if (marked)
                buf_fmt(buf, "\\%c", (int)next.rune);
            else
                add_escaped(buf, next.rune);
            done = at + next.len;
        }
        at += next.len;
    }
    buf_add(buf, str_tail(s, done));
}

void buf_visible(Buf *buf, Str s)
{
    add_shown(buf, s, false);
}

void buf_quoted(Buf *buf, Str s)
{
    buf_char(buf, '"');
    add_shown(buf, s, true);
    buf_char(buf, '"');
}
