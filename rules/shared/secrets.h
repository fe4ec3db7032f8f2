/* Secrets: by their shapes, whatever they are called, and by the names that say so. */
#pragma once

#include "lint/rule.h"

typedef struct {
    const char *what; /* "a GitHub token"; NULL when there is none */
    Str text;         /* the part of the text that is it: never to be printed */
    bool token;       /* no address, no key: letters that mean nothing else anywhere */
} Secret;

/* The first one in a text; placeholders and examples are none. */
Secret secret_find(Str text);
/* The password in what begins with ://, as in scheme://user:password@host. */
Secret secret_in_address(Str text);
/* AKIAIOSFODNN7EXAMPLE, ghp_xxxxxxxx: nobody's. */
bool secret_is_example(Str text);
/* Such a one, or ${TOKEN}, <token>: somebody else has to fill it in. Not of an empty word. */
bool secret_is_open(Str word);

/* Of a variable's name in small letters: */
bool secret_variable(Str lower);             /* BuildKit takes it for a secret */
bool secret_variable_to_hadolint(Str lower); /* so does hadolint */
bool secret_variable_surely(Str lower);      /* no word in it says that it only speaks of one */
/* Of its value in small letters: it cannot be the secret itself. */
bool secret_value_is_open(Str lower);

/* A file that holds a key or credentials by its name alone: id_rsa, .netrc; NULL when none. */
const char *secret_file(Str name);
/* What a file holds by its name and its text; placeholders and what is for everybody are none. */
const char *secret_in_file(Arena *scratch, Str path, Str text);
/* A directory where keys and tokens are made up, or somebody else's, by its name; such a file. */
bool secret_is_apart(Str directory);
bool secret_is_made_up(Str name);
/* A password that a command gets by an option: curl -u NAME:PASSWORD; NULL when none. */
const char *secret_word(const Command *command);
