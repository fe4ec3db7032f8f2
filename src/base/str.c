#include "base/str.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool same(const char *a, const char *b, size_t len)
{
    return len == 0 || memcmp(a, b, len) == 0;
}

Str str_from(const char *terminated)
{
    return terminated ? (Str){terminated, strlen(terminated)} : (Str){0};
}

Str str_range(const char *start, const char *end)
{
    return (Str){start, (size_t)(end - start)};
}

bool str_eq(Str a, Str b)
{
    return a.len == b.len && same(a.at, b.at, a.len);
}

bool str_eq_nocase(Str a, Str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

int str_order(Str a, Str b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    int order = both > 0 ? memcmp(a.at, b.at, both) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && same(s.at, prefix.at, prefix.len);
}

bool str_ends(Str s, Str suffix)
{
    return str_eq(str_tail(s, s.len >= suffix.len ? s.len - suffix.len : 0), suffix);
}

Str str_head(Str s, size_t n)
{
    return (Str){s.at, n < s.len ? n : s.len};
}

Str str_tail(Str s, size_t from)
{
    size_t gone = from < s.len ? from : s.len;
    return s.at ? (Str){s.at + gone, s.len - gone} : s;
}

Str str_slice(Str s, size_t from, size_t to)
{
    return str_tail(str_head(s, to), from);
}

Str str_trim(Str s)
{
    while (s.len > 0 && is_blank(s.at[s.len - 1]))
        s.len--;
    size_t blanks = 0;
    while (blanks < s.len && is_blank(s.at[blanks]))
        blanks++;
    return str_tail(s, blanks);
}

size_t str_find(Str s, Str what)
{
    if (what.len == 0)
        return 0;
    size_t at = 0;
    while (s.len - at >= what.len) {
        at += str_find_char(str_slice(s, at, s.len - what.len + 1), what.at[0]);
        if (s.len - at < what.len)
            break;
        if (memcmp(s.at + at, what.at, what.len) == 0)
            return at;
        at++;
    }
    return s.len;
}

size_t str_find_char(Str s, char what)
{
    const char *found = s.len > 0 ? memchr(s.at, what, s.len) : NULL;
    return found ? (size_t)(found - s.at) : s.len;
}

size_t str_rfind_char(Str s, char what)
{
    for (size_t i = s.len; i-- > 0;)
        if (s.at[i] == what)
            return i;
    return s.len;
}

StrCut str_cut(Str s, char at)
{
    size_t found = str_find_char(s, at);
    return (StrCut){str_head(s, found), str_tail(s, found + 1), found < s.len};
}

Str str_copy(Arena *arena, Str s)
{
    return (Str){str_terminated(arena, s), s.len};
}

Str str_joined(Arena *arena, Str a, Str b)
{
    char *text = NEW_ARRAY(arena, a.len + b.len, char);
    if (a.len > 0)
        memcpy(text, a.at, a.len);
    if (b.len > 0)
        memcpy(text + a.len, b.at, b.len);
    return (Str){text, a.len + b.len};
}

Str str_lower(Arena *arena, Str s)
{
    size_t first = 0;
    while (first < s.len && lower(s.at[first]) == s.at[first])
        first++;
    if (first == s.len)
        return s;
    char *copy = NEW_ARRAY(arena, s.len, char);
    for (size_t i = 0; i < s.len; i++)
        copy[i] = lower(s.at[i]);
    return (Str){copy, s.len};
}

const char *str_terminated(Arena *arena, Str s)
{
    char *copy = arena_alloc(arena, s.len + 1, 1);
    if (s.len > 0)
        memcpy(copy, s.at, s.len);
    return copy;
}

uint64_t str_hash(Str s)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001B3u;
    return hash;
}
