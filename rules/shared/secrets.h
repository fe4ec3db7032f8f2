/* Secrets by their shapes: what is one whatever the variable is called. */
#pragma once

#include "lint/rule.h"

typedef struct {
    const char *what; /* "a GitHub token"; NULL when there is none */
    Str text;         /* the part of the text that is it: never to be printed */
} Secret;

/* The first one in a text; placeholders and examples are none. */
Secret secret_find(Str text);
/* A file that holds a key or credentials by its name: id_rsa, .npmrc, *.p12; NULL when none. */
const char *secret_file(Str name);
/* A password that a command gets by an option: curl -u NAME:PASSWORD; NULL when none. */
const char *secret_word(const Command *command);
