/* What an entry of the history says, and whether a step would be written so. Private to the room.
 */
#pragma once

#include "ledger/ledger.h"

/* Words to compare. Builders quote each in their own way, so quotes, brackets, commas and
   backslashes count as blanks. In a pattern a word without bytes stands for any words at all. */
void words_split(Arena *arena, Strs *words, Str text);
bool words_match(const Strs *words, size_t from, const Strs *pattern); /* all from there on */
/* The pattern matches the end; `before` words stand in front of it. No word for any in it. */
bool words_end(const Strs *words, const Strs *pattern, size_t *before);
unsigned words_alike(const Strs *a, const Strs *b); /* 0 to 100 */

typedef struct {
    Builder builder;      /* whose hand it is, by this entry alone */
    InstructionKind kind; /* INST_UNKNOWN: nothing that a Dockerfile says */
    bool hashed;          /* COPY file:... in /to: words holds the destination alone */
    Strs words;           /* behind the instruction's name */
} Said;

Said said_read(Arena *arena, const LedgerEntry *entry);

typedef struct {
    Strs *at;
    size_t len, cap;
} Patterns;

/* All that one step may be written as, by any builder. */
typedef struct {
    const Step *step;
    InstructionKind kind;
    Patterns ways;
    Patterns places; /* COPY, ADD: the destination alone */
} Telling;

Telling telling_of(Arena *arena, const Step *step);

/* How well they go together: TELLING_SAME and more when the entry is what a builder writes for the
   step; less, and negative when nothing speaks for it, when it is the same instruction with other
   words; TELLING_NEVER for another instruction. */
enum { TELLING_SAME = 100, TELLING_NEVER = -1000 };
int telling_score(const Telling *telling, const Said *said);
