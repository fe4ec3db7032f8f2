/* What ShellCheck, a program of others, says of shell scripts.

   This room knows how the program is started and how what it prints is read: its lines and columns
   become bytes of the script. It refuses to know where a script comes from, and what becomes of
   the notes (lint/). */
#pragma once

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "text/edit.h"

typedef struct {
    unsigned code; /* 2086 */
    Str level;     /* "error", "warning", "info", "style" */
    Str message;
    Span span;   /* bytes of the script */
    Edits edits; /* what would mend it; none where ShellCheck does not know */
} ShellNote;

typedef struct {
    ShellNote *at;
    size_t len, cap;
} ShellNotes;

/* Scripts, and the notes on each. One thread fills it, then many may read it. */
typedef struct ShellAnswers ShellAnswers;

/* It lives in the arena; NULL with a Fail when PATH has no shellcheck. */
ShellAnswers *answers_open(Arena *arena, Fail *fail);
void answers_want(ShellAnswers *answers, Str script); /* copied; the same one again costs nothing */
/* Asks about all that is wanted, at most `most` scripts in one process, in so many threads (0: one
   a processor). A process that fails gives no answers: answers_notes will say why. */
void answers_fetch(ShellAnswers *answers, size_t most, unsigned jobs);
/* The notes on each of the scripts, in their order; one process is asked about those that have no
   answers yet. False when it breaks, does not end, or prints what ShellCheck does not. */
bool answers_notes(const ShellAnswers *answers, Arena *arena, const Strs *scripts,
                   ShellNotes *notes, Fail *fail);
