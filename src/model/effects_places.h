/* How the places of effects stand to each other. Private to the room. */
#pragma once

#include "model/model.h"
#include "model/paths.h"

enum { EFFECTS_LOOK = 2048 }; /* how many effects a question goes through, at most */

/* What an effect asks about: of a move, what is gone. */
typedef struct {
    Value path;
    bool glob;
    Reach reach;
} Place;

Place effect_place(const Effect *effect); /* what is there behind it */
Place effect_gone(const Effect *effect);  /* what it takes away, if it does */

Places places_compare(Place first, Place second);

/* It happened in the layer, when all goes its normal way. */
bool effect_counts(const Effect *effect);
bool effect_writes(const Effect *effect);     /* bytes of its own, in the layer */
bool effect_is_nowhere(const Effect *effect); /* somewhere below "/", not known where */
bool effect_covers(const Effect *taker, const Effect *taken); /* takes all of it away */
bool effect_covers_place(const Effect *taker, Place place, bool hidden_files);

/* How well a place fits what unpacked it, by the archive's name: nginx-1.7.tar.gz, /nginx-1.7. */
typedef enum { FITS_NOT, FITS_MAYBE, FITS_WORD, FITS_HEAD } Fits;

Fits archive_fits(const Effect *writer, Value path);

/* Where a step's layer stands in a chain: the number of steps before it. */
size_t chain_place(const StepRefs *chain, const Step *step);

/* Plain paths that concern each other are equal as far as the shorter one goes, globs as far as
   their letters stand for themselves. */
static inline bool texts_differ(Str a, Str b, bool glob)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    if (shorter < 2)
        return false;
    if (a.at[1] != b.at[1])
        return !glob || (char_is_letter(a.at[1]) && char_is_letter(b.at[1]));
    return !glob && a.at[shorter - 1] != b.at[shorter - 1];
}

/* At a glance: surely apart. */
static inline bool places_differ(const Effect *effect, const Place *place)
{
    Str text = place->path.text;
    return texts_differ(effect->path.text, text, effect->glob || place->glob) &&
           (effect->kind != EFFECT_MOVE ||
            texts_differ(effect->from.text, text, effect->from_glob || place->glob));
}
