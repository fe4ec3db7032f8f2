#include "shared/layers.h"

static bool is_kept_apart(const Effect *writer)
{
    return writer->brings == BRINGS_LISTS || writer->brings == BRINGS_CACHE ||
           writer->brings == BRINGS_LOG;
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
        if (!is_kept_apart(all.at[i]))
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

bool layers_is_archive(Str path)
{
    static const char *const ends[] = {".tar", ".tgz", ".tbz", ".tbz2", ".txz",  ".zip",
                                       ".gz",  ".bz2", ".xz",  ".7z",   ".deb",  ".rpm",
                                       ".whl", ".run", ".zst", ".lzma", ".tar.Z"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(path, str_from(ends[i])))
            return true;
    bool installer = str_find(path, STR("conda")) < path.len ||
                     str_find(path, STR("inux")) < path.len ||
                     str_find(path, STR("x86_64")) < path.len;
    return installer && str_ends(path, STR(".sh"));
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
