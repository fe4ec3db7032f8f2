#include "model/effects_places.h"

#include "base/path.h"
#include "model/manager_parts.h"

Place effect_place(const Effect *effect)
{
    return (Place){effect->path, effect->glob, effect->reach};
}

Place effect_gone(const Effect *effect)
{
    if (effect->kind == EFFECT_MOVE)
        return (Place){effect->from, effect->from_glob, REACH_TREE};
    return effect_place(effect);
}

static bool reaches_below(Reach reach)
{
    return reach == REACH_TREE || reach == REACH_UNDER;
}

Places places_compare(Place first, Place second)
{
    PathsMeet meet = paths_meet(first.path, first.glob, second.path, second.glob);
    if (!meet.meet)
        return PLACES_APART;
    if (meet.depth > 0)
        return reaches_below(second.reach) ? PLACES_INSIDE : PLACES_APART;
    if (meet.depth < 0)
        return reaches_below(first.reach) ? PLACES_AROUND : PLACES_APART;
    /* Of the same name, one may be the directory and the other what is in it. */
    if (first.reach == REACH_UNDER && second.reach != REACH_UNDER)
        return second.reach == REACH_TREE ? PLACES_INSIDE : PLACES_APART;
    if (second.reach == REACH_UNDER && first.reach != REACH_UNDER)
        return first.reach == REACH_TREE ? PLACES_AROUND : PLACES_APART;
    if (meet.first_all == meet.second_all)
        return PLACES_SAME;
    return meet.first_all ? PLACES_AROUND : PLACES_INSIDE;
}

bool effect_is_nowhere(const Effect *effect)
{
    if (effect->kind == EFFECT_UNKNOWN || effect->path.known == VALUE_UNKNOWN)
        return true;
    bool found = effect->kind == EFFECT_REMOVE || effect->kind == EFFECT_META;
    return str_eq(effect->path.text, STR("/")) && effect->reach == REACH_UNDER &&
           (found || effect->brings == BRINGS_PACKAGE);
}

/* A copy to "/" lies where its own directories do, and those that every base has are not its own.
 */
static bool root_hides(const Effect *effect, Place other)
{
    if (effect->reach != REACH_UNDER || !str_eq(effect->path.text, STR("/")))
        return false;
    static const char shared[] =
        "bin boot dev etc home lib media mnt opt proc root run sbin srv sys "
        "tmp usr var";
    Str name = str_cut(str_tail(other.path.text, 1), '/').head;
    if (name.len == 0 || !path_is_literal(name))
        return true;
    return str_among(name, shared);
}

Places effects_compare(const Effect *first, const Effect *second)
{
    if (effect_is_nowhere(first) || effect_is_nowhere(second))
        return PLACES_APART;
    Place one = effect_place(first), other = effect_place(second);
    if (root_hides(first, other) || root_hides(second, one))
        return PLACES_APART;
    return places_compare(one, other);
}

bool effect_counts(const Effect *effect)
{
    return effect->sure != SURE_UNKNOWN && !effect->mount &&
           (!effect->command || effect->command->normal);
}

bool effect_writes(const Effect *effect)
{
    if (effect->kind != EFFECT_CREATE && effect->kind != EFFECT_CHANGE &&
        effect->kind != EFFECT_MOVE)
        return false;
    return effect->brings != BRINGS_NOTHING && effect->brings != BRINGS_SYSTEM &&
           effect->brings != BRINGS_LOG && effect_counts(effect);
}

/* rm -rf dir/ *: all there is in it, but for files with a dot at their head. */
static bool covers_inside(Place taker, Place taken, bool hidden_files)
{
    Str name = path_base(taker.path.text);
    if (!taker.glob || hidden_files || !str_eq(name, STR("*")) || taker.path.text.len < 2)
        return false;
    Value dir = {str_head(taker.path.text, taker.path.text.len - 2), taker.path.known};
    if (dir.text.len == 0)
        dir.text = STR("/");
    PathsMeet meet = paths_meet(dir, !path_is_literal(dir.text), taken.path, taken.glob);
    return meet.meet && meet.first_all;
}

bool effect_covers_place(const Effect *effect, Place taken, bool hidden_files)
{
    if (!effect_takes(effect) || !effect_counts(effect))
        return false;
    Place taker = effect_gone(effect);
    if (taker.reach == REACH_UNDER || effect_is_nowhere(effect))
        return false;
    PathsMeet meet = paths_meet(taker.path, taker.glob, taken.path, taken.glob);
    if (!meet.meet)
        return false;
    bool below = taken.reach == REACH_UNDER || taken.reach == REACH_TREE;
    if (meet.depth > 0)
        return below && taker.reach != REACH_DIR && taker.reach != REACH_FILE &&
               covers_inside(taker, taken, hidden_files);
    if (!meet.first_all)
        return false;
    if (meet.depth < 0 || taken.reach == REACH_UNDER)
        return taker.reach == REACH_TREE;
    /* Without -r a removal that succeeds was of a file. */
    return taken.reach == REACH_DIR ? taker.reach != REACH_FILE : taker.reach != REACH_DIR;
}

bool effect_covers(const Effect *taker, const Effect *taken)
{
    return effect_covers_place(taker, effect_place(taken), taken->brings == BRINGS_CLONE);
}

size_t chain_place(const StepRefs *chain, const Step *step)
{
    size_t low = 0, high = chain->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Step *other = chain->at[middle];
        bool before = other->stage == step->stage ? other->index < step->index
                                                  : other->stage->index < step->stage->index;
        *(before ? &low : &high) = before ? middle + 1 : middle;
    }
    return low;
}
