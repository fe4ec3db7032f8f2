#include "base/path.h"
#include "model/effects_places.h"

/* Which of several writers it was, where paths alone do not tell. */

enum { WORD_MIN = 3 };

/* The next run of letters that is long enough to be a word. */
static bool word_next(Str *rest, Str *word)
{
    while (rest->len > 0) {
        size_t len = 0;
        while (len < rest->len && char_is_letter(rest->at[len]))
            len++;
        *word = str_head(*rest, len);
        *rest = str_tail(*rest, len + (len < rest->len));
        if (len >= WORD_MIN)
            return true;
    }
    return false;
}

static bool starts_nocase(Str text, Str head)
{
    return text.len >= head.len && str_eq_nocase(str_head(text, head.len), head);
}

static bool holds_nocase(Str text, Str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (starts_nocase(str_tail(text, i), part))
            return true;
    return false;
}

/* Words of an archive that say nothing of what is in it. */
static bool tells_nothing(Str archive)
{
    static const char general[] = "tar tgz tbz txz zip gz bz xz archive master main latest release "
                                  "stable download source src file files zipball tarball install";
    for (Str word; word_next(&archive, &word);)
        if (!str_among(word, general))
            return false;
    return true;
}

/* The first name of the path below the directory. */
static Str name_below(Value path, Value directory)
{
    size_t skip = directory.text.len + !str_ends(directory.text, STR("/"));
    return skip < path.text.len ? str_cut(str_tail(path.text, skip), '/').head : (Str){0};
}

Fits archive_fits(const Effect *writer, Value path)
{
    Str archive = path_base(writer->from.text), name = name_below(path, writer->path);
    if (writer->brings != BRINGS_UNPACK || archive.len == 0 || name.len == 0 ||
        writer->from.known == VALUE_UNKNOWN)
        return FITS_MAYBE;
    if (starts_nocase(archive, name))
        return FITS_HEAD;
    Str rest = name;
    for (Str word; word_next(&rest, &word);)
        if (holds_nocase(archive, word))
            return FITS_WORD;
    return tells_nothing(archive) ? FITS_MAYBE : FITS_NOT;
}

const Effect *effect_likeliest(const EffectRefs *writers, const Effect *effect)
{
    const Effect *best = NULL;
    int most = -1;
    Place place = effect_gone(effect);
    for (size_t i = 0; i < writers->len; i++) {
        const Effect *writer = writers->at[i];
        bool around = places_compare(effect_place(writer), place) == PLACES_AROUND;
        int says = around ? (int)archive_fits(writer, place.path) : FITS_HEAD + 1;
        if (around && writer->brings != BRINGS_UNPACK)
            says = FITS_WORD;
        if (says > most) {
            best = writer;
            most = says;
        }
    }
    return best;
}
