/* The JSON of images, which anybody may have written: its depth is bounded, its length by who
   brings it, and of a key that comes twice the last one counts, as for the engines. Private to the
   room. */
#pragma once

#include "base/json.h"

/* NULL with a Fail when it is nested too deep or no JSON. */
const Json *document_read(Arena *arena, Str text, Fail *fail);
bool document_begins(Str head); /* whether it looks like an object or an array */

const Json *document_member(const Json *object, const char *key); /* NULL when none, or null */
Str document_text(const Json *object, const char *key);           /* empty when there is none */
uint64_t document_count(const Json *object, const char *key);     /* 0 when it is no whole number */
Strs document_texts(Arena *arena, const Json *array);             /* those that are strings */
