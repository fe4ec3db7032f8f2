#include "base/path.h"
#include "model/effects_places.h"

/* Whether a step takes away what a package manager left in it. */

static Str without_last(Str path)
{
    size_t slash = str_rfind_char(path, '/');
    return str_head(path, slash < path.len ? slash : 0);
}

/* All that is in a directory: dir/ *, and for gems dir/ *.gem. */
static bool takes_inside(Place taker)
{
    Str name = path_base(taker.path.text);
    return taker.glob && (str_eq(name, STR("*")) || str_eq(name, STR("*.gem")));
}

/* It is not known where one of both lies: the end of its path tells. */
static bool ends_alike(Place taker, Value path)
{
    Str text = taker.path.text;
    if (taker.path.known == VALUE_UNKNOWN && !str_starts(text, STR("~")))
        return str_find_char(text, '$') < text.len && str_find(text, STR("cache")) < text.len;
    if (takes_inside(taker))
        text = without_last(text);
    return path.known == VALUE_UNKNOWN && path_covers_home(text, path.text);
}

static bool takes_trace(const Effect *taker, Value path)
{
    Place gone = effect_gone(taker);
    if (gone.path.known == VALUE_UNKNOWN || path.known == VALUE_UNKNOWN)
        return ends_alike(gone, path);
    PathsMeet meet = paths_meet(gone.path, gone.glob, path, !path_is_literal(path.text));
    if (!meet.meet)
        return false;
    if (meet.depth == 1)
        return takes_inside(gone);
    return meet.depth <= 0 && gone.reach == REACH_TREE;
}

const Effect *effect_cleaned(const Effect *left, Value path)
{
    const Effects *effects = &left->step->effects;
    const Effect *end = effects->at + effects->len;
    if (end - left > EFFECTS_LOOK)
        end = left + EFFECTS_LOOK;
    for (const Effect *later = left + 1; later < end; later++)
        if (effect_takes(later) && effect_counts(later) && takes_trace(later, path))
            return later;
    return NULL;
}
