/* Options: what a command accepts, as a table of rows.

   The same rows read the command line and make --help, so the two cannot differ. What was given
   lands in Options.values, at the index of its row: name the rows with an enum, write the table
   with designated initializers, and no offset or cast is needed. Zero is the default of every
   kind: a flag that is off, an empty text, the first of the choices.
   This file knows what a command looks like; which commands there are it refuses to know. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"

typedef enum {
    OPTION_FLAG,
    OPTION_TEXT,   /* the last one given counts */
    OPTION_LIST,   /* each one given counts */
    OPTION_CHOICE, /* one of a few words, the first where it is not given */
    OPTION_CHOICE_OR_NONE,
} OptionKind;

typedef struct {
    OptionKind kind;
    char letter;                /* -f; 0 when there is none */
    const char *name;           /* --format */
    const char *value;          /* what --help calls its value; NULL for a flag */
    const char *const *choices; /* ended by NULL */
    const char *help;           /* one sentence, small letter, no full stop */
} Option;

typedef struct {
    bool given;
    size_t choice; /* index in the row's choices */
    Str text;      /* as given last */
    Strs texts;    /* all that were given, in order */
} OptionValue;

typedef struct {
    OptionValue *values; /* one for each row */
    Strs operands;       /* what is no option, in order */
    bool help;           /* --help was given: every command has it */
} Options;

typedef struct {
    const char *name;
    const char *alias;       /* also accepted for the name: "--version"; may be NULL */
    const char *short_alias; /* "-V"; may be NULL */
    const char *operands;    /* for --help: "[PATH...]" */
    const char *summary;     /* one line */
    const char *about;       /* more for --help, a paragraph a line; may be NULL */
    const Option *options;
    size_t option_count;
    int (*run)(Arena *arena, const Options *options); /* the exit code */
} Subcommand;

/* Reads what stands behind the command's name. A Fail says what is wrong and what would be right.
 */
bool options_read(Arena *arena, const Subcommand *command, Strs words, Options *options,
                  Fail *fail);

/* A whole number, or `fallback` where the option is not given. */
bool option_whole(const Option *option, const OptionValue *value, long fallback, long *number,
                  Fail *fail);

/* The command's help, 80 columns wide. */
void options_help(Buf *buf, const Subcommand *command);
