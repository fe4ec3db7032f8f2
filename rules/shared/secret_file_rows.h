/* The files that hold secrets, by their names. */
#pragma once

#include "lint/rule.h"

/* Where the text is at hand a shape has to be in it: its groups, if there are any, are a name and
   its value, or a value alone, that is not to be filled in by somebody. */
typedef struct {
    const char *names, *globs; /* each apart by blanks; a glob may have the last folders, too */
    const char *what;
    bool surely; /* the name alone says it */
    const char *shape;
} SecretFile;

/* A private key in text. */
#define KEY_SHAPE \
    "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\\s\\S]{0,200}?[\\w+/=]{40}"

/* The first row that has the name of a path; surely: of those whose name alone says it. NULL when
   none has. */
const SecretFile *secret_file_row(Str path, bool surely);
