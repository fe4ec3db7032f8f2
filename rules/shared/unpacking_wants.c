#include "base/path.h"
#include "shared/unpacking_parts.h"

static bool says_name(const Unpacking *it, Str text)
{
    return str_find(text, path_base(it->archive.text)) < text.len ||
           str_find(text, it->source->name) < text.len;
}

/* By its name, by a pattern, or by what only the build knows. */
static bool may_mean_archive(const Unpacking *it, const Command *command, const Arg *arg)
{
    if (says_name(it, arg->value.text))
        return true;
    if (arg->value.known == VALUE_UNKNOWN)
        return !str_starts(arg->value.text, STR("-"));
    if (!arg->glob || (command_is(command, "rm") && command_option(command, "-f --force")))
        return false;
    Value path = command_path(report_arena(it->out), command, arg);
    return path.known == VALUE_UNKNOWN ||
           paths_compare(it->archive, false, path, true) != PLACES_APART;
}

static bool command_wants(const Unpacking *it, const Command *command)
{
    for (size_t i = 0; i < command->args.len; i++)
        if (may_mean_archive(it, command, &command->args.at[i]))
            return true;
    for (size_t i = 0; i < command->redirects.len; i++)
        if (may_mean_archive(it, command, &command->redirects.at[i].target))
            return true;
    return false;
}

static bool is_gone(const Unpacking *it, const Command *command)
{
    for (size_t i = 0; command->node && i < it->parts.len; i++)
        if (it->parts.at[i].node == command->node)
            return it->parts.at[i].kind == GOES;
    return false;
}

static bool script_wants(const Unpacking *it, const Script *script)
{
    for (size_t i = 0; i < script->commands.len; i++)
        if (command_wants(it, &script->commands.at[i]) && !is_gone(it, &script->commands.at[i]))
            return true;
    return script->unread;
}

static bool takes_archive(const Unpacking *it, const Step *step)
{
    for (size_t i = 0; i < step->mounts.len; i++)
        if (step->mounts.at[i].from.stage == it->copy->stage)
            return true;
    if (!step->transfer || step->transfer->from.stage != it->copy->stage)
        return false;
    for (size_t i = 0; i < step->transfer->sources.len; i++) {
        const CopySource *source = &step->transfer->sources.at[i];
        if (source->glob || source->text.known != VALUE_KNOWN || says_name(it, source->text.text))
            return true;
    }
    return false;
}

static bool step_wants(const Unpacking *it, const Step *step, bool inherits)
{
    if (!inherits)
        return takes_archive(it, step);
    if (step == it->run)
        return script_wants(it, step->script);
    bool behind = step->stage != it->copy->stage || step->index > it->copy->index;
    return says_name(it, source_slice(report_file(it->out)->syntax->source, step->written->span)) ||
           (behind && step->script && script_wants(it, step->script));
}

static bool is_built_on(const Stage *stage, const Stage *base)
{
    while (stage && stage != base)
        stage = stage_parent(stage);
    return stage;
}

bool others_want_archive(const Unpacking *it)
{
    const Stages *stages = &report_file(it->out)->stages;
    for (size_t i = it->copy->stage->index; i < stages->len; i++) {
        const Stage *stage = &stages->at[i];
        bool inherits = is_built_on(stage, it->copy->stage);
        for (size_t k = 0; k < stage->steps.len; k++)
            if (&stage->steps.at[k] != it->copy && step_wants(it, &stage->steps.at[k], inherits))
                return true;
    }
    return false;
}
