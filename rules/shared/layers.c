#include "shared/layers.h"

#include "base/path.h"

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
    Value gone = moves ? effect->from : effect->path;
    bool glob = moves ? effect->from_glob : effect->glob;
    Places places = paths_compare(gone, glob, part, false);
    if (places == PLACES_SAME || places == PLACES_AROUND)
        return true;
    /* Before the first WORKDIR nobody knows where a relative path is. */
    return !stays->step->workdir_set &&
           str_eq(path_base(effect->path.text), path_base(stays->path.text)) &&
           paths_compare(gone, glob, stays->path, stays->glob) != PLACES_INSIDE;
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

const char *layers_advice(const Effect *writer)
{
    static const char *const advice[BRINGS_SYSTEM + 1] = {
        [BRINGS_STAGE] =
            "leave it out of the copy: --exclude, a mount, or remove it in the stage it is from",
        [BRINGS_TEXT] = "write it in the RUN that uses it",
        [BRINGS_DOWNLOAD] = "fetch, use and remove it in one RUN: curl, wget",
        [BRINGS_CLONE] = "clone, use and remove it in one RUN",
    };
    if (writer->command)
        return "do it in the RUN that writes it";
    return advice[writer->brings]
               ? advice[writer->brings]
               : "leave it out of the copy: .dockerignore, --exclude, or a mount";
}
