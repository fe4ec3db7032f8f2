/* The closest effect to a path: the deepest place that holds it. */
#include "ledger/writers.h"

struct Writers {
    EffectRefs effects; /* that may leave something in the layer, in order */
};

static bool may_leave(const Effect *effect)
{
    return effect->kind != EFFECT_REMOVE && !effect->mount && effect->path.known == VALUE_KNOWN;
}

Writers *writers_open(Arena *arena, const StepRefs *steps)
{
    Writers *writers = NEW(arena, Writers);
    for (size_t i = 0; i < steps->len; i++) {
        const Effects *effects = &steps->at[i]->effects;
        for (size_t j = 0; j < effects->len; j++)
            if (may_leave(&effects->at[j]))
                *PUSH(arena, &writers->effects) = &effects->at[j];
    }
    return writers;
}

/* What a package brings lies anywhere below "/". Those of the distribution and those of a language
   keep out of each other's way, though. */
static bool is_package_place(const Effect *effect, Str path)
{
    static const Str parts[] = {STR_INIT("/site-packages/"), STR_INIT("/dist-packages/"),
                                STR_INIT("/node_modules/"), STR_INIT("/gems/"),
                                STR_INIT("/usr/local/")};
    if (effect->brings != BRINGS_PACKAGE || effect->path.text.len > 1)
        return true;
    bool language = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        language |= str_find(path, parts[i]) < path.len;
    const Manager *manager = effect->command ? effect->command->manager : NULL;
    return manager && manager->system != language;
}

static size_t depth_of(Str path)
{
    size_t depth = 0;
    for (size_t i = 0; i + 1 < path.len; i++)
        depth += path.at[i] == '/';
    return depth + (path.len > 1);
}

static bool lies_below(Str path, Str place)
{
    return place.len == 1 ||
           (str_starts(path, place) && path.len > place.len && path.at[place.len] == '/');
}

static bool is_place(const Effect *effect, Str path)
{
    if (!effect->glob)
        return str_eq(effect->path.text, path);
    return paths_compare(value_of(path), false, effect->path, true) == PLACES_INSIDE;
}

bool effect_holds(const Effect *effect, Str path)
{
    return is_place(effect, path) || (!effect->glob && lies_below(path, effect->path.text));
}

/* How closely the effect speaks of the path; 0: not at all. What brings bytes of its own says more
   than what changes an owner, and that more than what may do anything. */
static size_t closeness(const Effect *effect, Str path)
{
    bool same = is_place(effect, path);
    bool below = !same && effect->reach >= REACH_TREE && effect_holds(effect, path);
    if ((!same && !below) || !is_package_place(effect, path))
        return 0;
    size_t weight = effect->kind == EFFECT_UNKNOWN ? 1 : effect->kind == EFFECT_META ? 2 : 3;
    return 8 * depth_of(effect->path.text) + (same ? 4 : 0) + weight;
}

const Effect *writers_find(const Writers *writers, Str path)
{
    const Effect *best = NULL;
    size_t most = 0;
    bool two = false;
    for (size_t i = 0; i < writers->effects.len; i++) {
        const Effect *effect = writers->effects.at[i];
        size_t close = closeness(effect, path);
        if (close == 0 || close < most)
            continue;
        /* Of two that write just this file the later one did. */
        bool just_this = str_eq(effect->path.text, path);
        two = close == most && best->command != effect->command && !just_this;
        most = close;
        best = effect;
    }
    return two ? NULL : best;
}

const Effect *ledger_writer(Arena *scratch, const Ledger *ledger, size_t layer, Str path)
{
    StepRefs steps = {0};
    for (size_t i = 0; i < ledger->lines.len; i++)
        if (ledger->lines.at[i].layer == layer)
            *PUSH(scratch, &steps) = ledger->lines.at[i].step;
    return writers_find(writers_open(scratch, &steps), path);
}
