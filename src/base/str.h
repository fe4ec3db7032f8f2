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

Str str_from(const char *terminated);              /* NULL gives the empty Str */
Str str_range(const char *start, const char *end); /* [start, end) */
bool str_eq(Str a, Str b);
bool str_eq_nocase(Str a, Str b); /* ASCII letters only */
int str_order(Str a, Str b);      /* <0, 0, >0 by bytes, shorter first */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
Str str_head(Str s, size_t n);                /* the first n bytes; all when shorter */
Str str_tail(Str s, size_t from);             /* from byte `from` on; empty when past the end */
Str str_slice(Str s, size_t from, size_t to); /* [from, to), both clamped */
Str str_trim(Str s);                          /* ASCII blanks off both ends */
size_t str_find(Str s, Str what);             /* s.len when it is not there */
size_t str_find_char(Str s, char what);       /* s.len when it is not there */
size_t str_rfind_char(Str s, char what);      /* s.len when it is not there */

typedef struct {
    Str head, tail;
    bool found;
} StrCut;

StrCut str_cut(Str s, char at);                  /* not found: head is all of s, tail empty */
Str str_copy(Arena *arena, Str s);               /* lives as long as the arena */
Str str_joined(Arena *arena, Str a, Str b);      /* a and b behind it, made anew */
Str str_lower(Arena *arena, Str s);              /* ASCII; s itself when nothing changes */
const char *str_terminated(Arena *arena, Str s); /* a copy with a NUL behind it, for doors */
uint64_t str_hash(Str s);                        /* FNV-1a */
