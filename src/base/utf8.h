/* UTF-8 and the classes of characters that the Dockerfile language knows.
   Bytes that are no UTF-8 are never refused here: each counts as U+FFFD, one byte wide. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define RUNE_BAD 0xFFFDu

typedef struct {
    uint32_t rune;
    uint32_t len; /* bytes; 0 only at the end of the text, where rune is 0 */
    bool bad;     /* not UTF-8: rune is RUNE_BAD, len is 1 */
} Rune;

Rune utf8_next_wide(Str s, size_t at); /* what utf8_next does where it is no ASCII */

static inline Rune utf8_next(Str s, size_t at)
{
    if (at < s.len && !(s.at[at] & 0x80))
        return (Rune){(unsigned char)s.at[at], 1, false};
    return utf8_next_wide(s, at);
}

/* 09-0D 20 85 A0 1680 2000-200A 2028 2029 202F 205F 3000 */
static inline bool rune_is_space(uint32_t rune)
{
    if (rune < 0x80)
        return rune == ' ' || (rune >= '\t' && rune <= '\r');
    return rune == 0x85 || rune == 0xA0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200A) ||
           rune == 0x2028 || rune == 0x2029 || rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

bool rune_is_letter(uint32_t rune); /* of any alphabet */
bool rune_is_digit(uint32_t rune);  /* a decimal one of any script */
bool rune_is_print(uint32_t rune);  /* letters, marks, numbers, punctuation, symbols, U+0020 */
/* Unicode's general category, by its first letter: L M N P S Z C. */
bool rune_is_of(uint32_t rune, char category);
unsigned rune_width(uint32_t rune); /* columns in a terminal: 0, 1 or 2 */
Str str_trim_space(Str s);          /* rune_is_space off both ends */
Str str_trim_space_left(Str s);
void buf_valid_utf8(Buf *buf, Str s); /* s with every bad byte as U+FFFD */

/* For a person: what would not show or is not UTF-8 is written as \n \x1b \u200b. */
void buf_visible(Buf *buf, Str s);

/* In double quotes, with \" \\ \a \b \f \n \r \t \v \x.. \u.... \U........ as Go writes them. */
void buf_quoted(Buf *buf, Str s);
