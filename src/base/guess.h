/* Guess: the word that somebody may have meant, out of those that would have been right.
   A word is near when at most two letters have to be changed, added or taken away. */
#pragma once

#include <stddef.h>

#include "base/str.h"

typedef struct {
    Str word;        /* as it was written */
    Str best;        /* the nearest so far; empty when none is near */
    size_t distance; /* from word to best */
} Guess;

Guess guess_new(Str word);
void guess_consider(Guess *guess, Str candidate); /* the first of the nearest wins */
