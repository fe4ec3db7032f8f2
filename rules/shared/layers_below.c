#include "shared/layers_below.h"

#include "shared/layers.h"

static bool is_kept_apart(const Effect *writer)
{
    return writer->brings == BRINGS_LISTS || writer->brings == BRINGS_CACHE ||
           writer->brings == BRINGS_LOG;
}

typedef struct {
    Value path;
    bool glob;
} Spot;

/* Of a move it is where that takes from. */
static Spot spot_of(const Effect *effect)
{
    bool moves = effect->kind == EFFECT_MOVE;
    return (Spot){moves ? effect->from : effect->path, moves ? effect->from_glob : effect->glob};
}

/* What of a copy lies where the effect takes or changes something; false when that is not known. */
static bool landed(const Effect *writer, const Effect *effect, Arena *arena, ContextSize *size)
{
    Spot spot = spot_of(effect);
    if (!writer->taken || spot.path.known != VALUE_KNOWN)
        return false;
    *size = context_landed(arena, writer, spot.path.text, spot.glob);
    return true;
}

/* Of that, what was taken away in between; false when it is not known. */
static bool taken_between(const Effect *writer, const Effect *effect, Report *out, uint64_t *bytes)
{
    const StepRefs *chain = report_chain(out, effect->step->stage);
    const Effect *taker = NULL;
    Spot spot = spot_of(effect);
    for (size_t i = layers_place(chain, writer->step) + 1; i < chain->len; i++) {
        for (size_t j = 0; j < chain->at[i]->effects.len; j++) {
            const Effect *other = &chain->at[i]->effects.at[j];
            Spot gone = spot_of(other);
            if (other == effect) {
                ContextSize size = {0};
                bool known = !taker || landed(writer, taker, report_arena(out), &size);
                *bytes = size.bytes;
                return known;
            }
            if (!effect_takes(other) ||
                paths_compare(gone.path, gone.glob, spot.path, spot.glob) == PLACES_APART)
                continue;
            if (taker)
                return false;
            taker = other;
        }
    }
    return false;
}

/* The copy brings nothing there. */
static bool is_absent(const Effect *writer, const Effect *effect, Report *out)
{
    ContextSize size;
    return landed(writer, effect, report_arena(out), &size) && size.files == 0 &&
           report_tree_holds(out);
}

bool layers_measure(const EffectRefs *below, const Effect *effect, Report *out, uint64_t *bytes)
{
    ContextSize size;
    uint64_t gone;
    bool all = effect->reach != REACH_EITHER && effect->reach != REACH_DIR;
    if (!all || below->len != 1 || !landed(below->at[0], effect, report_arena(out), &size) ||
        size.files == 0 || !taken_between(below->at[0], effect, out, &gone) || gone > size.bytes)
        return false;
    *bytes += size.bytes - gone;
    return true;
}

EffectRefs layers_below(const Effect *effect, Report *out)
{
    const Step *step = effect->step;
    EffectRefs kept = {0};
    if (!step->stage || !step->stage->exported || step->onbuild || effect->mount ||
        (effect->command && !effect->command->normal))
        return kept;
    const EffectRefs *all = report_writers(out, effect);
    for (size_t i = 0; i < all->len; i++)
        if (!is_kept_apart(all->at[i]) && !is_absent(all->at[i], effect, out))
            *PUSH(report_arena(out), &kept) = all->at[i];
    if (kept.len > 1)
        kept.at[0] = effect_likeliest(&kept, effect);
    return kept;
}

const Effect *layers_copied_first(const Effect *removal)
{
    const Effect *first = removal->step->effects.at;
    for (const Effect *effect = removal; effect-- > first;)
        if (effect->brings == BRINGS_COPY && effect->kind != EFFECT_MOVE &&
            paths_compare(effect->from, effect->from_glob, removal->path, removal->glob) ==
                PLACES_SAME)
            return effect;
    return NULL;
}
