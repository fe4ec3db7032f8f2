#include "shared/kept.h"

static bool is_kind(const Effect *effect, Brings what, Str family)
{
    return effect->brings == what && effect->kind == EFFECT_CREATE && effect->command &&
           effect->command->manager && str_eq(effect->command->manager->family, family);
}

static bool fills(const Step *step, Brings what, Str family)
{
    for (size_t i = 0; i < step->effects.len; i++)
        if (is_kind(&step->effects.at[i], what, family))
            return true;
    return false;
}

static bool is_left_over(const Effect *effect)
{
    return (effect->brings == BRINGS_LISTS || effect->brings == BRINGS_CACHE) && effect->command &&
           effect->command->manager;
}

const Effect *kept_cleanup_below(const Step *step, const Effect **left, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild)
        return NULL;
    const StepRefs *chain = report_chain(out, step->stage);
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (!effect->command || !effect->command->normal || effect->mount || !effect_takes(effect))
            continue;
        EffectRefs below = effect_writers(report_arena(out), chain, effect);
        for (size_t j = 0; j < below.len; j++) {
            *left = below.at[j];
            if (is_left_over(*left) &&
                !fills(step, (*left)->brings, (*left)->command->manager->family))
                return effect;
        }
    }
    return NULL;
}

/* A later RUN takes it away, and fills nothing itself: then that one is out of place. */
static bool cleaned_later(const Effect *effect, Report *out)
{
    const StepRefs *chain = report_chain(out, effect->step->stage);
    const Effect *taker = effect_removed(chain, effect);
    return taker && taker->command && taker->command->normal &&
           !fills(taker->step, effect->brings, effect->command->manager->family);
}

const Effect *kept_trace(const Command *command, Brings what, Report *out)
{
    if (!command->normal || command->step->onbuild)
        return NULL;
    Effects effects = command_effects(command);
    for (size_t i = 0; i < effects.len; i++) {
        const Effect *effect = &effects.at[i];
        if (effect->brings == what && effect->kind == EFFECT_CREATE && !effect->mount &&
            !effect_undone(effect) && !cleaned_later(effect, out))
            return effect;
    }
    return NULL;
}

/* The trace, when the stage is exported and its RUN has no finding of this rule yet. */
static const Effect *first_trace(const Command *command, Brings what, Report *out)
{
    const Stage *stage = command->step->stage;
    CacheKeptState *state = report_state(out);
    if (!stage || state->last == command->step ||
        !(stage->exported || report_rule(out)->builder_too))
        return NULL;
    const Effect *trace = kept_trace(command, what, out);
    if (trace)
        state->last = command->step;
    return trace;
}

Finding *lists_kept(const Command *command, Report *out)
{
    const Effect *lists = first_trace(command, BRINGS_LISTS, out);
    if (!lists)
        return NULL;
    return report(out, command->name_span, "leaves the package index in the layer: %.*s",
                  STR_ARG(lists->path.text));
}

void cache_kept(const Command *command, Report *out)
{
    const CacheKept *words = report_rule(out)->data;
    const Effect *cache = first_trace(command, BRINGS_CACHE, out);
    if (!cache)
        return;
    Finding *finding = report(out, command->name_span, "%.*s keeps its cache in the layer: %.*s",
                              STR_ARG(command->manager->name), STR_ARG(cache->path.text));
    finding_help(finding, "%s", words->help);
}
