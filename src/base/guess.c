#include "base/guess.h"

enum { NEAR = 2, LONGEST = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's, one row of his table at a time; words are at most LONGEST bytes. From `enough` on
   it does not matter how large it is. */
static size_t edit_distance(Str a, Str b, size_t enough)
{
    size_t row[LONGEST + 1];
    if ((a.len > b.len ? a.len - b.len : b.len - a.len) >= enough)
        return enough;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        size_t smallest = row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t changed = diagonal + (a.at[i - 1] != b.at[j - 1]);
            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
            smallest = least(smallest, row[j]);
        }
        if (smallest >= enough)
            return enough;
    }
    return row[b.len];
}

Guess guess_new(Str word)
{
    return (Guess){.word = word, .distance = NEAR + 1};
}

void guess_consider(Guess *guess, Str candidate)
{
    if (guess->word.len > LONGEST || candidate.len > LONGEST)
        return;
    size_t distance = edit_distance(guess->word, candidate, guess->distance);
    /* With more than half of it changed, a short word is another one. */
    if (distance < guess->distance && distance * 2 <= candidate.len) {
        guess->best = candidate;
        guess->distance = distance;
    }
}
