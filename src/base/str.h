/* Str: borrowed bytes, by value, not terminated.

   It points into a source, an arena or a literal and is never freed through this type.
   This file knows bytes only: no encodings (utf8.h), no allocation beyond an arena given by
   the caller. `char *` appears only at doors to the system or a library; str_terminated
   makes one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
    const char *at;
    size_t len;
} Str;

#define STR(literal) ((Str)STR_INIT(literal))

/* The same inside a constant table, where C17 takes no compound literal. */
#define STR_INIT(literal)               \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

/* For "%.*s"; what is longer than an int is cut. */
#define STR_ARG(s) (int)((s).len > INT32_MAX ? INT32_MAX : (s).len), (s).at

typedef struct {
    Str *at;
    size_t len, cap;
} Strs;

bool str_eq_nocase(Str a, Str b); /* ASCII letters only */
Str str_trim(Str s);              /* ASCII blanks off both ends */
size_t str_find(Str s, Str what); /* s.len when it is not there */
bool str_has_any(Str s, const Str *parts,
                 size_t count); /* one of these, of two letters or more, is in it */

typedef struct {
    Str head, tail;
    bool found;
} StrCut;

Str str_copy(Arena *arena, Str s);               /* lives as long as the arena */
Str str_joined(Arena *arena, Str a, Str b);      /* a and b behind it, made anew */
Str str_lower(Arena *arena, Str s);              /* ASCII; s itself when nothing changes */
const char *str_terminated(Arena *arena, Str s); /* a copy with a NUL behind it, for doors */
bool str_listed(Str list, Str word);             /* one of those that stand apart by blanks */
uint64_t str_hash(Str s);                        /* FNV-1a */

/* What is asked all the time stands here, for the compiler to see. */

/* NULL gives the empty Str */
static inline Str str_from(const char *terminated)
{
    return terminated ? (Str){terminated, strlen(terminated)} : (Str){0};
}

static inline bool char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool char_is_letter(char c) /* ASCII */
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool char_is_hex(char c)
{
    return char_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* [start, end) */
static inline Str str_range(const char *start, const char *end)
{
    return (Str){start, (size_t)(end - start)};
}

static inline bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.len) == 0));
}

/* <0, 0, >0 by bytes, shorter first */
static inline int str_order(Str a, Str b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    int order = both > 0 ? (unsigned char)a.at[0] - (unsigned char)b.at[0] : 0;
    if (order == 0 && both > 1)
        order = memcmp(a.at, b.at, both);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static inline bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || (s.at[0] == prefix.at[0] &&
                                                       memcmp(s.at, prefix.at, prefix.len) == 0));
}

/* the first n bytes; all when shorter */
static inline Str str_head(Str s, size_t n)
{
    return (Str){s.at, n < s.len ? n : s.len};
}

/* from byte `from` on; empty when past the end */
static inline Str str_tail(Str s, size_t from)
{
    size_t gone = from < s.len ? from : s.len;
    return s.at ? (Str){s.at + gone, s.len - gone} : s;
}

static inline bool str_ends(Str s, Str suffix)
{
    return str_eq(str_tail(s, s.len >= suffix.len ? s.len - suffix.len : 0), suffix);
}

/* [from, to), both clamped */
static inline Str str_slice(Str s, size_t from, size_t to)
{
    return str_tail(str_head(s, to), from);
}

/* s.len when it is not there */
static inline size_t str_find_char(Str s, char what)
{
    const char *found = s.len > 0 ? (const char *)memchr(s.at, what, s.len) : NULL;
    return found ? (size_t)(found - s.at) : s.len;
}

/* s.len when it is not there */
static inline size_t str_rfind_char(Str s, char what)
{
    for (size_t i = s.len; i-- > 0;)
        if (s.at[i] == what)
            return i;
    return s.len;
}

/* not found: head is all of s, tail empty */
static inline StrCut str_cut(Str s, char at)
{
    size_t found = str_find_char(s, at);
    return (StrCut){str_head(s, found), str_tail(s, found + 1), found < s.len};
}

/* Of a literal so many names are compared one by one, which the compiler does by their lengths and
   letters, then the rest: short lists take a third of the time. */
#define STR_AMONG(count, less)                                                             \
    static inline                                                                          \
        __attribute__((always_inline)) bool str_among_##count(Str word, const char *names) \
    {                                                                                      \
        const char *blank = strchr(names, ' ');                                            \
        if (!__builtin_constant_p(!blank))                                                 \
            return str_among_0(word, names);                                               \
        if (!blank)                                                                        \
            return str_eq(word, str_from(names));                                          \
        return str_eq(word, str_range(names, blank)) || str_among_##less(word, blank + 1); \
    }

static inline bool str_among_0(Str word, const char *names)
{
    return str_listed(str_from(names), word);
}

STR_AMONG(1, 0)
STR_AMONG(2, 1)
STR_AMONG(3, 2)
STR_AMONG(4, 3)
STR_AMONG(5, 4)
STR_AMONG(6, 5)
STR_AMONG(7, 6)
STR_AMONG(8, 7)

#undef STR_AMONG

/* One of the names, which stand apart by blanks. */
static inline __attribute__((always_inline)) bool str_among(Str word, const char *names)
{
    enum { SHORT = 60 };
    bool is_short = __builtin_constant_p(strlen(names)) && strlen(names) <= SHORT;
    return is_short ? str_among_8(word, names) : str_among_0(word, names);
}
