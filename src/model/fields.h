/* Inside of model/: a word of the shell on its way to the words that a program gets. */
#pragma once

#include "model/runner.h"

typedef struct Rest Rest;

/* What follows a brace expansion, outside of it. */
struct Rest {
    const ShellPart *parts;
    const Rest *next;
};

typedef struct {
    Runner *r;
    Args *out;
    Arg like; /* span, word: the same for all that the word gives */
    Buf text;
    Knowledge known;
    bool open, glob, quoted, escaped;
    bool split;   /* words may come apart here, and patterns match */
    bool pattern; /* asked for as a pattern: nothing loses its backslash */
    bool inside;  /* the word of ${x:-word}: its text comes apart as a value does */
    size_t made;
} Fields;

/* words_shell.c */
void fields_finish(Fields *f);        /* what was added is a word */
void fields_add(Fields *f, Str text); /* as it is: nothing in it matches */
void fields_add_part(Fields *f, const ShellPart *part, bool quoted);
void fields_add_brace(Fields *f, const ShellPart *part); /* as text */

/* braces_shell.c */
void fields_expand(Fields *f, const ShellPart *part, const Rest *rest);
