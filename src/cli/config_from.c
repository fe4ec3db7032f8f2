#include "cli/config_from.h"

#include <unistd.h>

#include "base/json.h"
#include "base/utf8.h"
#include "lint/lint.h"

/* In double quotes as JSON has them, which YAML reads the same. */
static void add_quoted(Buf *out, Str text)
{
    JsonOut json;
    json_out_init(&json, out, false);
    json_str(&json, text);
}

static void add_value(Buf *out, const RuleOption *option, const SettingValue *value)
{
    buf_fmt(out, "    %s:", option->name);
    switch (option->kind) {
    case OPTION_BOOL:
        buf_add(out, value->number ? STR(" true\n") : STR(" false\n"));
        return;
    case OPTION_NUMBER:
        buf_fmt(out, " %ld\n", value->number);
        return;
    case OPTION_STRING:
        buf_char(out, ' ');
        add_quoted(out, value->texts.len ? value->texts.at[0] : (Str){0});
        buf_char(out, '\n');
        return;
    case OPTION_STRINGS:
        buf_add(out, STR(" ["));
        for (size_t i = 0; i < value->texts.len; i++) {
            buf_add(out, i ? STR(", ") : STR(""));
            add_quoted(out, value->texts.at[i]);
        }
        buf_add(out, STR("]\n"));
        return;
    case OPTION_MAP:
        buf_add(out, value->keys.len ? STR("\n") : STR(" {}\n"));
        for (size_t i = 0; i < value->keys.len; i++) {
            buf_add(out, STR("      "));
            add_quoted(out, value->keys.at[i]);
            buf_add(out, STR(": "));
            add_quoted(out, value->texts.at[i]);
            buf_char(out, '\n');
        }
        return;
    }
}

/* The names by which hadolint's users know it. */
static void add_codes(Buf *out, Str aka)
{
    const char *before = "  # ";
    while (aka.len) {
        StrCut cut = str_cut(aka, ' ');
        aka = cut.tail;
        if (!str_starts(cut.head, STR("DL")))
            continue;
        buf_add(out, str_from(before));
        buf_add(out, cut.head);
        before = " ";
    }
    buf_char(out, '\n');
}

static void add_rule(Arena *arena, Buf *out, const Settings *settings, size_t rule)
{
    RuleFacts facts = rule_facts(arena, rule);
    const SettingValue *options = settings->options[rule];
    bool raised = settings->severity[rule] != facts.severity;
    Str level = severity_name(settings->severity[rule]);
    buf_fmt(out, "  %.*s:", STR_ARG(facts.id));
    if (!settings->on[rule] || !options) {
        buf_char(out, ' ');
        buf_add(out, !settings->on[rule] ? STR("off") : facts.off && !raised ? STR("on") : level);
        add_codes(out, facts.aka);
        return;
    }
    add_codes(out, facts.aka);
    if (raised)
        buf_fmt(out, "    severity: %.*s\n", STR_ARG(level));
    const RuleOption *option = rule_options(rule);
    for (; option && option->name; option++) {
        const SettingValue *value = setting_value(options, option->name);
        if (value)
            add_value(out, option, value);
    }
}

static void add_rules(Arena *arena, Buf *out, const Config *config)
{
    Settings settings = config_settings(arena, config, (Str){0}, false, true);
    bool any = false;
    for (size_t i = 0; i < settings.count; i++) {
        if (settings.from[i].len == 0)
            continue;
        buf_add(out, any ? STR("") : STR("rules:\n"));
        any = true;
        add_rule(arena, out, &settings, i);
    }
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

bool config_from_hadolint(Arena *arena, Str path, Buf *out, Fail *fail)
{
    Strs left = {0};
    if (path.len == 0)
        path = is_there(".hadolint.yaml") || !is_there(".hadolint.yml") ? STR(".hadolint.yaml")
                                                                        : STR(".hadolint.yml");
    const Config *config = config_read_foreign(arena, path, &left, fail);
    if (!config)
        return false;
    buf_add(out, STR("# What "));
    buf_visible(out, path);
    buf_add(out, STR(" says, and what hadolint does without being told: ShellCheck is asked, and\n"
                     "# with `uncertain` a rule tells of what may well be no flaw, too.\n"));
    if (left.len)
        buf_add(out, STR("# Not taken over:\n"));
    for (size_t i = 0; i < left.len; i++) {
        buf_add(out, STR("#   "));
        buf_visible(out, left.at[i]);
        buf_char(out, '\n');
    }
    if (config->never_fail)
        buf_add(out, STR("fail-on: nothing\n"));
    else if (config->has_fail_on)
        buf_fmt(out, "fail-on: %.*s\n", STR_ARG(severity_name(config->fail_on)));
    if (config->no_pragmas)
        buf_add(out, STR("ignore-comments: false\n"));
    if (config->shellcheck)
        buf_add(out, STR("shellcheck: true\n"));
    add_rules(arena, out, config);
    return true;
}
