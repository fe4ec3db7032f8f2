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

bool str_eq_nocase(Str a, Str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
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

/* One bit of many for two letters: to tell at a glance that no part begins with them. */
static uint64_t pair_bit(const char *two)
{
    return UINT64_C(1) << (((unsigned)two[0] * 4 ^ (unsigned)two[1]) & 63);
}

bool str_has_any(Str s, const Str *parts, size_t count)
{
    uint64_t begins = 0;
    for (size_t i = 0; i < count; i++)
        begins |= pair_bit(parts[i].at);
    for (size_t at = 0; at + 1 < s.len; at++)
        for (size_t i = 0; (begins & pair_bit(s.at + at)) && i < count; i++)
            if (str_starts(str_tail(s, at), parts[i]))
                return true;
    return false;
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

typedef unsigned char Block __attribute__((vector_size(16)));
typedef uint64_t BlockHalves __attribute__((vector_size(16)));

static Block block_at(const char *at)
{
    Block block;
    memcpy(&block, at, sizeof block);
    return block;
}

/* Whether the word may stand behind one of these 16 places: a blank there, its first and its last
   letter behind it. */
static bool may_hold(const char *blank, Str word)
{
    Block hits = (Block)(block_at(blank) == ' ') & (Block)(block_at(blank + 1) == word.at[0]) &
                 (Block)(block_at(blank + word.len) == word.at[word.len - 1]);
    BlockHalves halves = (BlockHalves)hits;
    return (halves[0] | halves[1]) != 0;
}

static bool stands_at(const char *at, const char *end, Str word)
{
    return at[0] == word.at[0] && (at + word.len == end || at[word.len] == ' ') &&
           memcmp(at, word.at, word.len) == 0;
}

/* Behind a blank of [at, stop). */
static bool stands_behind(const char *at, const char *stop, const char *end, Str word)
{
    for (; at < stop; at++)
        if (*at == ' ' && stands_at(at + 1, end, word))
            return true;
    return false;
}

bool str_listed(Str list, Str word)
{
    if (word.len == 0 || word.len > list.len)
        return false;
    const char *end = list.at + list.len, *last = end - word.len, *at = list.at;
    const ptrdiff_t block = sizeof(Block);
    bool found = stands_at(at, end, word);
    if (last - at < block)
        found = found || stands_behind(at, last, end, word);
    for (; last - list.at >= block && !found && at < last; at += block) {
        at = last - at < block ? last - block : at; /* the last block holds places seen before */
        found = may_hold(at, word) && stands_behind(at, at + block, end, word);
    }
    return found && str_find_char(word, ' ') == word.len;
}

uint64_t str_hash(Str s)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001B3u;
    return hash;
}
