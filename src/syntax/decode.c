#include "syntax/decode.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* The last byte of a character that ends a flag, since the builder takes it for a blank. */
static bool is_byte_blank(char c)
{
    return (unsigned char)c == 0x85 || (unsigned char)c == 0xA0;
}

Str decode_flag(Arena *arena, Str raw, char escape)
{
    bool plain = true;
    for (size_t i = 0; i < raw.len && plain; i++)
        plain = raw.at[i] != '"' && raw.at[i] != '\'' && raw.at[i] != escape &&
                !((unsigned char)raw.at[i] & 0x80);
    if (plain)
        return raw;
    Buf text;
    buf_init(&text, arena);
    char quote = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
            continue;
        }
        if (c == escape) {
            if (++i == raw.len)
                break;
            c = raw.at[i];
        } else if (!quote && i + 1 == raw.len && is_byte_blank(c)) {
            break;
        }
        buf_rune(&text, (unsigned char)c);
    }
    return buf_str(&text);
}

static unsigned hex_digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
}

static uint32_t hex_unit(Str raw, size_t at)
{
    uint32_t unit = 0;
    for (size_t i = at; i < at + 4 && i < raw.len; i++)
        unit = unit << 4 | hex_digit(raw.at[i]);
    return unit;
}

/* The character of \uXXXX at `at`, with its second half where there is one; steps over it. */
static uint32_t hex_rune(Str raw, size_t *at)
{
    uint32_t unit = hex_unit(raw, *at);
    *at += 4;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit <= 0xDBFF && str_starts(str_tail(raw, *at), STR("\\u"))) {
        uint32_t low = hex_unit(raw, *at + 2);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            *at += 6;
            return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    return RUNE_BAD;
}

static char escaped_char(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

Str decode_json(Arena *arena, Str raw)
{
    Str inner = raw.len >= 2 ? str_slice(raw, 1, raw.len - 1) : (Str){0};
    if (str_find_char(inner, '\\') == inner.len)
        return decode_utf8(arena, inner);
    Buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < inner.len;) {
        size_t plain = str_find_char(str_tail(inner, i), '\\');
        buf_valid_utf8(&text, str_slice(inner, i, i + plain));
        i += plain + 1;
        if (i >= inner.len)
            break;
        char c = inner.at[i++];
        if (c == 'u')
            buf_rune(&text, hex_rune(inner, &i));
        else
            buf_char(&text, escaped_char(c));
    }
    return buf_str(&text);
}

Str decode_utf8(Arena *arena, Str raw)
{
    for (size_t at = 0; at < raw.len;) {
        if (!((unsigned char)raw.at[at] & 0x80)) {
            at++;
            continue;
        }
        Rune rune = utf8_next(raw, at);
        if (rune.bad) {
            Buf text;
            buf_init(&text, arena);
            buf_valid_utf8(&text, raw);
            return buf_str(&text);
        }
        at += rune.len;
    }
    return raw;
}

Str decode_line_end(Str word, char escape)
{
    char quote = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.at[i];
        if (c == escape && quote != '\'') {
            if (++i == word.len)
                return str_head(word, word.len - 1);
        } else if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
        }
    }
    return word;
}

/* The delimiter without its quotes and escapes; false when nothing or more than one word is
   left. */
static bool unquote(Arena *arena, Str raw, Heredoc *heredoc)
{
    Buf name;
    buf_init(&name, arena);
    char quote = 0;
    heredoc->expand = true;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];
        if (quote ? c == quote : c == '"' || c == '\'') {
            heredoc->expand = false;
            quote = quote ? 0 : c;
            continue;
        }
        if (c == '<' || (!quote && rune_is_space(utf8_next(raw, i).rune)))
            return false;
        if (c == '\\' && quote != '\'') {
            char next = i + 1 < raw.len ? raw.at[i + 1] : 0;
            if (!quote && i + 1 == raw.len)
                break;
            if (!quote || next == '"' || next == '$' || next == '\\')
                c = raw.at[++i];
        }
        buf_char(&name, c);
    }
    heredoc->name = decode_utf8(arena, buf_str(&name));
    return quote == 0 && name.len > 0;
}

bool decode_marker(Arena *arena, Str marker, Heredoc *heredoc)
{
    size_t at = 0;
    heredoc->fd = 0;
    for (; at < marker.len && marker.at[at] >= '0' && marker.at[at] <= '9'; at++)
        if (heredoc->fd != UINT64_MAX) {
            unsigned digit = (unsigned)(marker.at[at] - '0');
            bool fits = heredoc->fd <= (UINT64_MAX - digit) / 10;
            heredoc->fd = fits ? heredoc->fd * 10 + digit : UINT64_MAX;
        }
    if (!str_starts(str_tail(marker, at), STR("<<")))
        return false;
    at += 2;
    heredoc->chomp = at < marker.len && marker.at[at] == '-';
    at += heredoc->chomp;
    while (at < marker.len && strchr(" \t\r\n\f", marker.at[at]) && marker.at[at])
        at++;
    return unquote(arena, str_tail(marker, at), heredoc);
}
