#include "lint/config_hadolint.h"

#include "base/io.h"

static void change_rule(Arena *arena, Config *config, Str code, RuleChange change)
{
    change.rule = rule_place(code);
    if (change.rule != RULE_NONE)
        *PUSH(arena, &config->changes) = change;
}

static Str item(const Yaml *list, size_t index)
{
    const Yaml *one = list->items[index];
    return one->kind == YAML_SCALAR ? one->text : (Str){0};
}

/* A code that stands under several levels gets the loudest: they are applied in rising order. */
static void read_override(Arena *arena, Config *config, const Yaml *override)
{
    for (Severity level = SEV_STYLE; level < SEV_COUNT; level++) {
        const Yaml *codes = yaml_member(override, str_terminated(arena, severity_name(level)));
        for (size_t i = 0; codes && codes->kind == YAML_LIST && i < codes->count; i++)
            change_rule(arena, config, item(codes, i),
                        (RuleChange){.turn = RULE_ON, .has_severity = true, .severity = level});
    }
}

static void read_ignored(Arena *arena, Config *config, const Yaml *codes)
{
    for (size_t i = 0; codes && codes->kind == YAML_LIST && i < codes->count; i++)
        change_rule(arena, config, item(codes, i), (RuleChange){.turn = RULE_OFF});
}

/* Without one the default is plimsoll's own: it has rules that hadolint's users never agreed to. */
static void read_threshold(Config *config, const Yaml *threshold)
{
    if (!threshold || threshold->kind != YAML_SCALAR)
        return;
    if (!severity_read(threshold->text, &config->fail_on))
        config->fail_on = SEV_STYLE; /* ignore, none: any finding fails */
    config->has_fail_on = true;
}

/* Settings that are options of rules here. A rule that is off until it is told what to look for is
   turned on by being told. */
static const struct {
    const char *key, *option;
    const char *rules; /* aliases */
} options[] = {
    {"trustedRegistries", "registries", "DL3026"},
    {"strict-labels", "strict", "DL3050"},
    {"label-schema", "schema", "DL3049 DL3050 DL3051 DL3052 DL3053 DL3054 DL3055 DL3056 DL3058"},
};

static SettingValue *option_value(Arena *arena, const Yaml *yaml, const char *name)
{
    SettingValue *value = NEW(arena, SettingValue);
    value->name = str_from(name);
    bool truth = false;
    if (yaml->kind == YAML_SCALAR && yaml_bool(yaml, &truth))
        value->number = truth;
    else if (yaml->kind == YAML_SCALAR)
        *PUSH(arena, &value->texts) = yaml->text;
    for (size_t i = 0; i < yaml->count; i++) {
        if (yaml->kind == YAML_MAP)
            *PUSH(arena, &value->keys) = yaml->keys[i]->text;
        *PUSH(arena, &value->texts) = item(yaml, i);
    }
    return value;
}

static void read_options(Arena *arena, Config *config, const Yaml *root)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const Yaml *yaml = yaml_member(root, options[i].key);
        if (!yaml)
            continue;
        bool truth = false, wanted = yaml->count || (yaml_bool(yaml, &truth) && truth);
        RuleChange change = {.turn = wanted ? RULE_ON : RULE_AS_IS,
                             .options = option_value(arena, yaml, options[i].option)};
        for (Str rest = str_from(options[i].rules); rest.len;) {
            StrCut cut = str_cut(rest, ' ');
            change_rule(arena, config, cut.head, change);
            rest = cut.tail;
        }
    }
}

void config_read_hadolint(Arena *arena, Config *config, const Yaml *root)
{
    read_options(arena, config, root);
    const Yaml *override = yaml_member(root, "override");
    if (override)
        read_override(arena, config, override);
    read_ignored(arena, config, yaml_member(root, "ignored"));
    read_threshold(config, yaml_member(root, "failure-threshold"));
    const Yaml *pragmas = yaml_member(root, "disable-ignore-pragma");
    const Yaml *no_fail = yaml_member(root, "no-fail");
    if (pragmas)
        yaml_bool(pragmas, &config->no_pragmas);
    if (no_fail)
        yaml_bool(no_fail, &config->never_fail);
}

/* ---- what hadolint does without being told ---- */

static bool has_code(Str aka)
{
    return str_starts(aka, STR("DL")) || str_find(aka, STR(" DL")) < aka.len;
}

static bool has_option(size_t rule, const char *name)
{
    const RuleOption *option = rule_options(rule);
    while (option && option->name && strcmp(option->name, name) != 0)
        option++;
    return option && option->name;
}

/* It ignores the rule, or does not ask it: labels are looked at when a schema names them. */
static bool is_idle(const Settings *settings, size_t rule)
{
    return !settings->on[rule] ||
           (has_option(rule, "schema") && !setting_value(settings->options[rule], "schema"));
}

static void add_unasked(Arena *arena, Config *config)
{
    static const SettingValue uncertain = {.name = STR_INIT("uncertain"), .number = true};
    Settings settings = config_settings(arena, config, (Str){0}, false, false);
    for (size_t rule = 0; rule < rule_count(); rule++)
        if (has_code(rule_facts(arena, rule).aka) && has_option(rule, uncertain.name.at) &&
            !is_idle(&settings, rule))
            *PUSH(arena, &config->changes) = (RuleChange){.rule = rule, .options = &uncertain};
    config->has_shellcheck = config->shellcheck = true;
}

/* ---- what means nothing here ---- */

static void leave(Arena *arena, Strs *left, Str what, const char *why)
{
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, what);
    buf_fmt(&text, ": %s", why);
    *PUSH(arena, left) = buf_str(&text);
}

static void leave_codes(Arena *arena, Strs *left, const Yaml *codes)
{
    for (size_t i = 0; codes && codes->kind == YAML_LIST && i < codes->count; i++)
        if (rule_place(item(codes, i)) == RULE_NONE)
            leave(arena, left, item(codes, i), "there is no such rule here");
}

/* NULL for what is read. */
static const char *why_left(Str key)
{
    static const struct {
        const char *key, *why;
    } rows[] = {
        {"ignored", NULL},
        {"override", NULL},
        {"failure-threshold", NULL},
        {"trustedRegistries", NULL},
        {"label-schema", NULL},
        {"strict-labels", NULL},
        {"disable-ignore-pragma", NULL},
        {"no-fail", NULL},
        {"format", "the command line says it: --format"},
        {"formats", "the command line says it: --format"},
        {"no-color", "the command line says it: --color never"},
        {"verbose", "plimsoll config shows what is in force"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(key, str_from(rows[i].key)))
            return rows[i].why;
    return "hadolint has no such setting";
}

const Config *config_read_foreign(Arena *arena, Str path, Strs *left, Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, path), &text, fail))
        return NULL;
    const Yaml *root = yaml_read(arena, path, text, fail);
    if (!root)
        return NULL;
    Config *config = NEW(arena, Config);
    config->path = path;
    config->hadolint = true;
    config_read_hadolint(arena, config, root);
    add_unasked(arena, config);
    for (size_t i = 0; root->kind == YAML_MAP && i < root->count; i++)
        if (why_left(root->keys[i]->text))
            leave(arena, left, root->keys[i]->text, why_left(root->keys[i]->text));
    leave_codes(arena, left, yaml_member(root, "ignored"));
    const Yaml *override = yaml_member(root, "override");
    for (size_t i = 0; override && override->kind == YAML_MAP && i < override->count; i++)
        leave_codes(arena, left, override->items[i]);
    return config;
}
