#include "shared/layers.h"

#include "base/path.h"

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
           report_tree_holds(out, 0);
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
    Arena *arena = report_arena(out);
    EffectRefs all = effect_writers(arena, report_chain(out, step->stage), effect);
    for (size_t i = 0; i < all.len; i++)
        if (!is_kept_apart(all.at[i]) && !is_absent(all.at[i], effect, out))
            *PUSH(arena, &kept) = all.at[i];
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

const Effect *layers_stays(const Effect *effect)
{
    const Effect *end = effect->step->effects.at + effect->step->effects.len;
    if (end - effect > LAYERS_LOOK)
        end = effect + LAYERS_LOOK;
    for (const Effect *later = effect + 1; later < end; later++)
        if (later->kind == EFFECT_MOVE &&
            paths_compare(later->from, later->from_glob, effect->path, effect->glob) == PLACES_SAME)
            return later;
    return effect_undone(effect) ? NULL : effect;
}

static bool takes_part(const Effect *effect, const Effect *stays, Value part)
{
    if (!effect_takes(effect) || effect->brings == BRINGS_PACKAGE)
        return false;
    bool moves = effect->kind == EFFECT_MOVE;
    Places places = paths_compare(moves ? effect->from : effect->path,
                                  moves ? effect->from_glob : effect->glob, part, false);
    /* Before the first WORKDIR nobody knows where a relative path is. */
    return places == PLACES_SAME || places == PLACES_AROUND ||
           (!stays->step->workdir_set &&
            str_eq(path_base(effect->path.text), path_base(stays->path.text)));
}

bool layers_loses(const Effect *stays, Value part, Report *out)
{
    const StepRefs *chain = layers_exported(out);
    unsigned budget = LAYERS_LOOK * 20; /* one comparison each */
    for (size_t i = layers_place(chain, stays->step); i < chain->len; i++) {
        const Step *step = chain->at[i];
        size_t first = step == stays->step ? (size_t)(stays - step->effects.at) + 1 : 0;
        for (size_t j = first; !step->onbuild && j < step->effects.len; j++)
            if (budget-- == 0 || takes_part(&step->effects.at[j], stays, part))
                return true;
    }
    return false;
}

void layers_relate(Finding *finding, const Effect *writer)
{
    static const char *const words[] = {
        [BRINGS_NOTHING] = "written here",       [BRINGS_CONTEXT] = "copied here",
        [BRINGS_STAGE] = "copied here",          [BRINGS_TEXT] = "written here",
        [BRINGS_DOWNLOAD] = "downloaded here",   [BRINGS_CLONE] = "cloned here",
        [BRINGS_UNPACK] = "unpacked here",       [BRINGS_COPY] = "copied here",
        [BRINGS_BUILD] = "built here",           [BRINGS_PACKAGE] = "installed here",
        [BRINGS_LISTS] = "the index comes here", [BRINGS_CACHE] = "cached here",
        [BRINGS_LOG] = "written here",           [BRINGS_SYSTEM] = "written here",
    };
    Span span =
        writer->command ? writer->command->name_span : writer->step->instruction->keyword.span;
    finding_related(finding, span, "%s", words[writer->brings]);
}

Str layers_path(const Effect *effect, Report *out)
{
    if (effect->path.text.len && effect->path.known != VALUE_UNKNOWN)
        return effect->path.text;
    return source_slice(report_file(out)->syntax->source, effect->span);
}

const Effect *layers_built(const StepRefs *chain)
{
    for (size_t i = chain->len; i-- > 0;)
        for (size_t j = chain->at[i]->effects.len; j-- > 0;) {
            const Effect *effect = &chain->at[i]->effects.at[j];
            if (effect->brings == BRINGS_BUILD && effect->kind == EFFECT_CREATE &&
                effect->path.known == VALUE_KNOWN && !effect_undone(effect) &&
                effect->path.text.len > 1)
                return effect;
        }
    return NULL;
}

const StepRefs *layers_exported(Report *out)
{
    return report_chain(out, report_file(out)->target);
}

size_t layers_place(const StepRefs *chain, const Step *step)
{
    size_t after = step->stage->steps.len - step->index;
    if (after <= chain->len && chain->at[chain->len - after] == step)
        return chain->len - after;
    for (size_t i = 0; i < chain->len; i++)
        if (chain->at[i] == step)
            return i;
    return chain->len;
}
