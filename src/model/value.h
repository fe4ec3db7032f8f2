/* Value: what the build will make of a word, as far as the file tells it.

   A variable that has no value in the file stays in the text as ${NAME}: two such texts that are
   equal are the same value, though nobody knows which. What only a run can tell ($(...), $?, what
   `read` got) makes a value unknown; its text is then only for showing. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

typedef enum {
    VALUE_KNOWN,   /* the text is all of it */
    VALUE_NAMED,   /* holds ${NAME}; comparable, not readable */
    VALUE_UNKNOWN, /* concerns nothing */
} Knowledge;

typedef struct {
    Str text;
    Knowledge known;
} Value;

static inline Value value_of(Str text)
{
    return (Value){text, VALUE_KNOWN};
}

/* What stands behind the ${NAME}s that it begins with. */
Str value_behind_names(Value value);

static inline Knowledge knowledge_worse(Knowledge a, Knowledge b)
{
    return a > b ? a : b;
}
