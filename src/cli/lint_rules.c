#include "cli/lint_rules.h"

static bool switch_rule(Settings *settings, Str name, bool on, Fail *fail)
{
    size_t place = rule_place(name);
    if (place < settings->count)
        settings->on[place] = on;
    if (place != RULE_NONE)
        return true;
    Str near = rule_guess(name);
    if (near.len)
        return fail_set(fail, "there is no rule %.*s; did you mean %.*s?", STR_ARG(name),
                        STR_ARG(near));
    return fail_set(fail, "there is no rule %.*s; plimsoll rules lists them", STR_ARG(name));
}

static bool switch_rules(Settings *settings, Strs lists, bool on, Fail *fail)
{
    for (size_t i = 0; i < lists.len; i++) {
        for (Str rest = lists.at[i]; rest.len;) {
            StrCut cut = str_cut(rest, ',');
            Str name = str_trim(cut.head);
            if (name.len && !switch_rule(settings, name, on, fail))
                return false;
            rest = cut.tail;
        }
    }
    return true;
}

static bool apply(const RuleChoice *choice, Settings *settings, Fail *fail)
{
    for (size_t i = 0; choice->select.len && i < settings->count; i++)
        settings->on[i] = false;
    return switch_rules(settings, choice->select, true, fail) &&
           switch_rules(settings, choice->ignore, false, fail);
}

bool choice_check(Arena *arena, RuleChoice *choice, Fail *fail)
{
    Settings settings = settings_default(arena, choice->all, choice->select.len > 0);
    if (!apply(choice, &settings, fail))
        return false;
    for (size_t i = rule_count(); i < settings.count; i++)
        choice->shellcheck = choice->shellcheck || settings.on[i];
    return true;
}

bool choice_asks_shellcheck(const RuleChoice *choice, const Config *config)
{
    bool asks = choice->shellcheck || (!choice->select.len && config_asks_shellcheck(config));
    return asks && !choice->no_shellcheck;
}

Settings choice_settings(Arena *arena, const RuleChoice *choice, const Target *target)
{
    Fail none = {0}; /* the names were looked at */
    Settings settings = config_settings(arena, target->config, target->name, choice->all,
                                        choice_asks_shellcheck(choice, target->config));
    apply(choice, &settings, &none);
    return settings;
}
