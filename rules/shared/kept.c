#include "shared/kept.h"

#include "shared/fixes.h"
#include "shared/names.h"
#include "shared/runs.h"
#include "shared/traces.h"

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
    Finding *finding =
        report(out, command->name_span, "leaves the package index in the layer: %.*s",
               STR_ARG(lists->path.text));
    report_left(out, finding, lists);
    return finding;
}

/* A word of the verb is in the list: "module install" holds install. */
static bool has_word_of(Str verb, const char *list)
{
    for (StrCut word = {.tail = verb, .found = true}; word.found;) {
        word = str_cut(word.tail, ' ');
        if (name_in(list, word.head))
            return true;
    }
    return false;
}

/* hadolint would report it, for this command or one behind it. */
static bool is_known(const Command *command, const CacheKept *words, Report *out)
{
    const Commands *all = &command->step->script->commands;
    if ((words->removals && runs_removal(command)) || command_is(command, "tdnf"))
        return false;
    for (size_t i = command->index; i < all->len; i++) {
        const Command *other = &all->at[i];
        Str verb = other->verb.value.text;
        if (other->manager == command->manager && runs_seen(other, out) &&
            (!words->known || has_word_of(verb, words->known)))
            return true;
    }
    return false;
}

/* Each install of the RUN needs the option, the clean-up stands once at its end. */
static void fix_cache(Finding *finding, const Command *command, const CacheKept *words, Report *out)
{
    const Commands *all = &command->step->script->commands;
    Buf text;
    buf_init(&text, report_arena(out));
    if (words->cleanup && !command->outer) {
        buf_fmt(&text, "%.*s %s", STR_ARG(command->name), words->cleanup);
        /* A manager that is a package may be gone by then. */
        FixSafety safety = command->manager->system ? FIX_SAFE : FIX_UNSAFE;
        fix_append_command(finding, command->step, str_terminated(text.arena, buf_str(&text)),
                           safety, out);
        return;
    }
    if (!words->option)
        return;
    buf_fmt(&text, " %s", words->option);
    for (size_t i = command->index; i < all->len; i++) {
        const Command *other = &all->at[i];
        if (other->manager == command->manager && !other->again && other->verb.span.end &&
            kept_trace(other, BRINGS_CACHE, out))
            fix_insert_after(finding, other->verb.span, buf_str(&text), FIX_SAFE);
    }
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
    report_left(out, finding, cache);
    if (!is_known(command, words, out))
        finding_known_as(finding, "");
    fix_cache(finding, command, words, out);
}
