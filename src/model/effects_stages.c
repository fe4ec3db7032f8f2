#include "model/effects_places.h"

/* What later stages take out of one. */
typedef struct {
    Place *at;
    size_t len, cap;
    bool all;
} Demand;

enum {
    DEMANDS_MOST = 256, /* more of them are as good as all */
    STAGES_MOST = 500,  /* further ahead nobody looks */
};

static void demand(Arena *arena, Demand *demands, Value path, bool glob)
{
    if (demands->all)
        return;
    bool everything = path.known == VALUE_UNKNOWN || str_eq(path.text, STR("/"));
    if (everything || demands->len == DEMANDS_MOST)
        demands->all = true;
    else
        *PUSH(arena, demands) = (Place){path, glob, REACH_TREE};
}

static bool is_demanded(const Demand *demands, const Effect *effect)
{
    if (demands->all)
        return true;
    if (effect_is_nowhere(effect))
        return false;
    for (size_t i = 0; i < demands->len; i++)
        if (places_compare(effect_place(effect), demands->at[i]) != PLACES_APART)
            return true;
    return false;
}

typedef struct {
    Arena *arena;
    const Stage *first; /* demands of first[i] are in at[i] */
    Demand *at;
    size_t len;
} Flow;

static Demand *demands_on(const Flow *flow, const Stage *stage)
{
    bool inside = stage && stage >= flow->first && stage < flow->first + flow->len;
    return inside ? &flow->at[stage - flow->first] : NULL;
}

static void pass_on_copies(Flow *flow, const Stage *stage, const Step *step)
{
    const Transfer *transfer = step->transfer;
    Demand *source = transfer && transfer->from.kind == ORIGIN_STAGE
                         ? demands_on(flow, transfer->from.stage)
                         : NULL;
    if (!source)
        return;
    const Demand *wanted = demands_on(flow, stage);
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (effect->brings == BRINGS_STAGE && is_demanded(wanted, effect))
            demand(flow->arena, source, effect->from, effect->from_glob);
    }
}

static void pass_on_mounts(Flow *flow, const Step *step)
{
    for (size_t i = 0; i < step->mounts.len; i++) {
        const Mount *mount = &step->mounts.at[i];
        Demand *source = mount->kind == MOUNT_BIND && mount->from.kind == ORIGIN_STAGE
                             ? demands_on(flow, mount->from.stage)
                             : NULL;
        if (source)
            demand(flow->arena, source, mount->source, false);
    }
}

static void pass_on(Flow *flow, const Stage *stage)
{
    const Demand *wanted = demands_on(flow, stage);
    if (!wanted->all && wanted->len == 0)
        return;
    for (size_t i = 0; i < stage->steps.len; i++) {
        if (stage->steps.at[i].onbuild)
            continue;
        pass_on_copies(flow, stage, &stage->steps.at[i]);
        if (stage->exported)
            pass_on_mounts(flow, &stage->steps.at[i]);
    }
    Demand *parent = demands_on(flow, stage_parent(stage));
    for (size_t i = 0; parent && i < wanted->len; i++)
        demand(flow->arena, parent, wanted->at[i].path, wanted->at[i].glob);
    if (parent && wanted->all)
        parent->all = true;
}

static EffectRefs stage_leaves(Arena *arena, const Stage *stage, const Demand *wanted)
{
    EffectRefs found = {0};
    StepRefs chain = stage->exported ? (StepRefs){0} : stage_chain(arena, stage);
    for (size_t i = 0; i < stage->steps.len; i++) {
        EffectRefs left =
            stage->steps.at[i].onbuild ? (EffectRefs){0} : step_leaves(arena, &stage->steps.at[i]);
        for (size_t j = 0; j < left.len; j++) {
            bool kept = stage->exported ||
                        (is_demanded(wanted, left.at[j]) && !effect_removed(&chain, left.at[j]));
            if (kept)
                *PUSH(arena, &found) = left.at[j];
        }
    }
    return found;
}

EffectRefs stage_reaches(Arena *arena, const Stage *stage)
{
    if (!stage->needed && !stage->exported)
        return (EffectRefs){0};
    if (stage->exported)
        return stage_leaves(arena, stage, NULL);
    /* The target comes behind all that it needs. */
    const Stage *target = stage;
    while (!target->target)
        target++;
    size_t count = (size_t)(target - stage) + 1;
    if (count > STAGES_MOST)
        return (EffectRefs){0};
    Flow flow = {arena, stage, NEW_ARRAY(arena, count, Demand), count};
    for (const Stage *from = target; from > stage; from--) {
        if (from->exported)
            demands_on(&flow, from)->all = true;
        pass_on(&flow, from);
    }
    return stage_leaves(arena, stage, &flow.at[0]);
}
