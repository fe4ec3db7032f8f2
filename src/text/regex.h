/* Regular expressions: the door to PCRE2. Most stand in constant tables; what a user gives may be
   none. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct Regex Regex;

enum { REGEX_GROUPS = 3 }; /* the whole match and two groups */

/* ^ and $ are those of a line. It lives as long as the arena. */
const Regex *regex_new(Arena *arena, const char *expression);
const Regex *regex_try(Arena *arena, Str expression); /* NULL when it is none */
/* The first match from that byte on; groups that took no part are empty. False when there is none,
   or when to find one would take too long. */
bool regex_find(const Regex *regex, Str text, size_t from, Str groups[REGEX_GROUPS]);

Str regex_library(Arena *arena); /* "PCRE2 10.42" */
