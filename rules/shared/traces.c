#include "shared/traces.h"

static bool is_kind(const Effect *effect, Brings what, Str family)
{
    return effect->brings == what && effect->kind == EFFECT_CREATE &&
           effect->sure != SURE_UNKNOWN && effect->command && effect->command->manager &&
           str_eq(effect->command->manager->family, family);
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

/* Whether a layer below the step's has anything of the kind at all. */
static bool any_below(const StepRefs *chain, const Step *step)
{
    for (size_t i = 0; i < chain->len && chain->at[i] != step; i++)
        for (size_t j = 0; j < chain->at[i]->effects.len; j++)
            if (is_left_over(&chain->at[i]->effects.at[j]))
                return true;
    return false;
}

const Effect *kept_cleanup_below(const Step *step, const Effect **left, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild)
        return NULL;
    if (!any_below(report_chain(out, step->stage), step))
        return NULL;
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (!effect->command || !effect->command->normal || effect->mount || !effect_takes(effect))
            continue;
        const EffectRefs *below = report_writers(out, effect);
        for (size_t j = 0; j < below->len; j++) {
            *left = below->at[j];
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
    if (!effect->step->stage->exported)
        return false;
    const StepRefs *chain = report_chain(out, effect->step->stage);
    const Effect *taker = effect_removed(chain, effect);
    return taker && taker->command && taker->command->normal &&
           !fills(taker->step, effect->brings, effect->command->manager->family);
}

/* The manager's version decides where it lies: a removal at any of the places counts. */
static bool is_gone(const Effect *effect, Report *out)
{
    if (effect_undone(effect))
        return true;
    const Manager *manager = effect->command->manager;
    for (size_t i = 0; i < manager->trace_count; i++) {
        const ManagerTrace *trace = &manager->traces[i];
        TraceKind kind = effect->brings == BRINGS_LISTS ? TRACE_LISTS : TRACE_CACHE;
        if (trace->kind != kind || trace->perhaps)
            continue;
        Values places = command_trace_places(report_arena(out), effect->command, trace);
        for (size_t k = 0; k < places.len; k++)
            if (effect_cleaned(effect, places.at[k]))
                return true;
    }
    return false;
}

const Effect *kept_trace(const Command *command, Brings what, Report *out)
{
    if (!command->normal || command->step->onbuild)
        return NULL;
    Effects effects = command_effects(command);
    for (size_t i = 0; i < effects.len; i++) {
        const Effect *effect = &effects.at[i];
        if (effect->brings == what && effect->kind == EFFECT_CREATE &&
            effect->sure != SURE_UNKNOWN && !effect->mount && !is_gone(effect, out) &&
            !cleaned_later(effect, out))
            return effect;
    }
    return NULL;
}
