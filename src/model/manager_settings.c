#include "model/manager_parts.h"
#include "model/model.h"

/* What files that are written before a call tell its manager. */

enum { LOOK_BACK = 400 };

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Key "false"; key 0; key { "no" } */
static bool says_no(Str text, Str key)
{
    for (size_t i = 0; i + key.len < text.len; i++) {
        if (!str_eq_nocase(str_slice(text, i, i + key.len), key))
            continue;
        Str value = str_tail(text, i + key.len);
        size_t start = 0, end;
        while (start < value.len && memchr(" \t=\"'\\{", value.at[start], 7))
            start++;
        for (end = start; end < value.len && is_word(value.at[end]);)
            end++;
        if (text_says_no(str_slice(value, start, end)))
            return true;
    }
    return false;
}

static bool words_say_no(const Command *command, Str key)
{
    for (size_t i = 0; command && i < command->args.len; i++)
        if (says_no(command->args.at[i].value.text, key))
            return true;
    for (size_t i = 0; command && i < command->redirects.len; i++)
        if (says_no(command->redirects.at[i].target.value.text, key))
            return true;
    return false;
}

static bool copy_says_no(const Transfer *transfer, Str key)
{
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const Heredoc *heredoc = transfer->sources.at[i].heredoc;
        if (heredoc && says_no(heredoc->content, key))
            return true;
    }
    return false;
}

/* One of the files, or a file in one of the directories. */
static bool is_setting(Str path, Str settings)
{
    for (Str place; list_next(&settings, ' ', &place);)
        if (str_starts(path, place) && (path.len == place.len || path.at[place.len] == '/'))
            return true;
    return false;
}

static bool effect_says_no(const Effect *effect, const Manager *manager)
{
    if (effect->kind == EFFECT_REMOVE || !is_setting(effect->path.text, manager->settings))
        return false;
    const Command *command = effect->command;
    if (!command)
        return effect->step->transfer &&
               copy_says_no(effect->step->transfer, manager->lean_setting);
    return words_say_no(command, manager->lean_setting) ||
           words_say_no(command->pipe_from, manager->lean_setting);
}

static bool effects_say_no(const Effects *effects, const Command *before, unsigned *budget)
{
    for (size_t i = effects->len; i > 0 && *budget > 0; i--, --*budget) {
        const Effect *effect = &effects->at[i - 1];
        bool later = effect->step == before->step && effect->command &&
                     effect->command->index >= before->index;
        if (!later && effect_says_no(effect, before->manager))
            return true;
    }
    return false;
}

bool settings_are_lean(const Command *command)
{
    if (command->manager->settings.len == 0 || !command->step)
        return false;
    unsigned budget = LOOK_BACK;
    const Stage *stage = command->step->stage;
    if (effects_say_no(&command->step->effects, command, &budget))
        return true;
    size_t index = command->step->index;
    while (stage && budget > 0) {
        for (; index > 0 && budget > 0; index--)
            if (effects_say_no(&stage->steps.at[index - 1].effects, command, &budget))
                return true;
        stage = stage_parent(stage);
        index = stage ? stage->steps.len : 0;
    }
    return false;
}
