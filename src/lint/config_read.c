/* The settings file, from YAML to changes of rules. */
#include <sys/stat.h>

#include "base/guess.h"
#include "base/io.h"
#include "base/path.h"
#include "base/yaml.h"
#include "lint/config_hadolint.h"

enum { DEPTH_MAX = 16, FILES_MAX = 100 };

typedef struct {
    Arena *arena;
    Config *config;
    unsigned depth;  /* of extends */
    unsigned *files; /* read so far */
    Fail *fail;
} Reader;

static bool wrong(const Reader *in, const Yaml *at, const char *what, Str text)
{
    return yaml_fail(in->fail, in->config->path, at, what, STR_ARG(text));
}

static bool unknown(const Reader *in, const Yaml *at, const char *what, Str text, Str near)
{
    if (near.len)
        return yaml_fail(in->fail, in->config->path, at, "%s %.*s; did you mean %.*s?", what,
                         STR_ARG(text), STR_ARG(near));
    return yaml_fail(in->fail, in->config->path, at, "%s %.*s", what, STR_ARG(text));
}

/* A list of words, one word, or nothing. */
static bool read_strings(const Reader *in, const Yaml *yaml, Strs *strings)
{
    if (yaml_is_null(yaml))
        return true;
    if (yaml->kind == YAML_SCALAR) {
        *PUSH(in->arena, strings) = yaml->text;
        return true;
    }
    for (size_t i = 0; i < yaml->count; i++) {
        if (yaml->kind != YAML_LIST || yaml->items[i]->kind != YAML_SCALAR)
            return yaml_fail(in->fail, in->config->path, yaml, "a list of words is wanted here");
        *PUSH(in->arena, strings) = yaml->items[i]->text;
    }
    return true;
}

static bool read_map(const Reader *in, const Yaml *yaml, SettingValue *value)
{
    if (yaml->kind != YAML_MAP)
        return wrong(in, yaml, "%.*s wants names with values below it", value->name);
    for (size_t i = 0; i < yaml->count; i++) {
        if (yaml->items[i]->kind != YAML_SCALAR)
            return wrong(in, yaml->items[i], "one word is wanted for %.*s", yaml->keys[i]->text);
        *PUSH(in->arena, &value->keys) = yaml->keys[i]->text;
        *PUSH(in->arena, &value->texts) = yaml->items[i]->text;
    }
    return true;
}

static bool read_value(const Reader *in, const Yaml *yaml, RuleOptionKind kind, SettingValue *value)
{
    bool truth = false;
    switch ((int)kind) {
    case OPTION_BOOL:
        if (!yaml_bool(yaml, &truth))
            return wrong(in, yaml, "%.*s is true or false", value->name);
        value->number = truth;
        return true;
    case OPTION_NUMBER:
        return yaml_number(yaml, &value->number) ||
               wrong(in, yaml, "%.*s is a whole number", value->name);
    case OPTION_STRING:
        if (yaml->kind != YAML_SCALAR)
            return wrong(in, yaml, "%.*s is one word", value->name);
        return read_strings(in, yaml, &value->texts);
    case OPTION_MAP:
        return read_map(in, yaml, value);
    default:
        return read_strings(in, yaml, &value->texts);
    }
}

static const RuleOption *option_of(size_t rule, Str name, Guess *guess)
{
    const RuleOption *option = rule_options(rule);
    for (; option && option->name; option++) {
        if (str_eq(name, str_from(option->name)))
            return option;
        guess_consider(guess, str_from(option->name));
    }
    guess_consider(guess, STR("severity"));
    guess_consider(guess, STR("on"));
    return NULL;
}

/* off, on, or a level. */
static bool read_level(const Reader *in, const Yaml *yaml, RuleChange *change)
{
    bool on = false;
    if (yaml->kind == YAML_SCALAR && yaml_bool(yaml, &on)) {
        change->turn = on ? RULE_ON : RULE_OFF;
        return true;
    }
    change->turn = RULE_ON;
    change->has_severity = true;
    if (yaml->kind == YAML_SCALAR && severity_read(yaml->text, &change->severity))
        return true;
    return wrong(in, yaml, "%.*s is no level: error, warning, info, style, on or off",
                 yaml->kind == YAML_SCALAR ? yaml->text : STR("this"));
}

static bool read_option(const Reader *in, const Yaml *key, const Yaml *yaml, RuleChange *change)
{
    if (str_eq(key->text, STR("severity")))
        return read_level(in, yaml, change);
    if (str_eq(key->text, STR("on"))) {
        bool on = false;
        if (!yaml_bool(yaml, &on))
            return wrong(in, yaml, "%.*s is true or false", key->text);
        change->turn = on ? RULE_ON : RULE_OFF;
        return true;
    }
    Guess guess = guess_new(key->text);
    const RuleOption *option = option_of(change->rule, key->text, &guess);
    if (!option)
        return unknown(in, key, "the rule has no option", key->text, guess.best);
    SettingValue *value = NEW(in->arena, SettingValue);
    value->name = key->text;
    value->next = change->options;
    change->options = value;
    return read_value(in, yaml, option->kind, value);
}

static bool read_rule(const Reader *in, const Yaml *key, const Yaml *yaml, RuleChanges *changes)
{
    RuleChange change = {.rule = rule_place(key->text)};
    if (change.rule == RULE_NONE)
        return unknown(in, key, "there is no rule", key->text, rule_guess(key->text));
    if (yaml->kind == YAML_MAP) {
        change.turn = RULE_ON;
        for (size_t i = 0; i < yaml->count; i++)
            if (!read_option(in, yaml->keys[i], yaml->items[i], &change))
                return false;
    } else if (!read_level(in, yaml, &change)) {
        return false;
    }
    *PUSH(in->arena, changes) = change;
    return true;
}

static bool read_rules(const Reader *in, const Yaml *yaml, RuleChanges *changes)
{
    if (yaml_is_null(yaml))
        return true;
    if (yaml->kind != YAML_MAP)
        return yaml_fail(in->fail, in->config->path, yaml,
                         "names of rules are wanted here, each with off, on or a level");
    for (size_t i = 0; i < yaml->count; i++)
        if (!read_rule(in, yaml->keys[i], yaml->items[i], changes))
            return false;
    return true;
}

static bool read_override(const Reader *in, const Yaml *yaml)
{
    Override one = {0};
    const Yaml *paths = yaml_member(yaml, "paths"), *rules = yaml_member(yaml, "rules");
    if (!paths || !rules || yaml->count != 2)
        return yaml_fail(in->fail, in->config->path, yaml,
                         "an override has paths and rules, nothing else");
    if (!read_strings(in, paths, &one.paths) || !read_rules(in, rules, &one.changes))
        return false;
    *PUSH(in->arena, &in->config->overrides) = one;
    return true;
}

static bool take_rules(Reader *in, const Yaml *yaml)
{
    return read_rules(in, yaml, &in->config->changes);
}

static bool take_overrides(Reader *in, const Yaml *yaml)
{
    if (yaml->kind != YAML_LIST)
        return yaml_fail(in->fail, in->config->path, yaml, "a list is wanted here: - paths: [...]");
    for (size_t i = 0; i < yaml->count; i++)
        if (!read_override(in, yaml->items[i]))
            return false;
    return true;
}

static bool take_exclude(Reader *in, const Yaml *yaml)
{
    return read_strings(in, yaml, &in->config->exclude);
}

static bool take_context(Reader *in, const Yaml *yaml)
{
    struct stat info;
    if (yaml->kind != YAML_SCALAR)
        return yaml_fail(in->fail, in->config->path, yaml, "a directory is wanted here");
    Str path = path_join(in->arena, path_dir(in->config->path), yaml->text);
    if (stat(str_terminated(in->arena, path), &info) != 0 || !S_ISDIR(info.st_mode))
        return yaml_fail(in->fail, in->config->path, yaml, "%.*s is no directory", STR_ARG(path));
    in->config->context = path;
    return true;
}

static bool take_fail_on(Reader *in, const Yaml *yaml)
{
    in->config->has_fail_on = true;
    in->config->never_fail = yaml->kind == YAML_SCALAR && str_eq(yaml->text, STR("nothing"));
    return in->config->never_fail ||
           (yaml->kind == YAML_SCALAR && severity_read(yaml->text, &in->config->fail_on)) ||
           yaml_fail(in->fail, in->config->path, yaml,
                     "fail-on is error, warning, info, style or nothing");
}

static bool take_pragmas(Reader *in, const Yaml *yaml)
{
    bool on = true;
    if (!yaml_bool(yaml, &on))
        return yaml_fail(in->fail, in->config->path, yaml, "ignore-comments is true or false");
    in->config->no_pragmas = !on;
    return true;
}

static bool take_budget(Reader *in, const Yaml *yaml)
{
    return budget_read(in->arena, in->config->path, yaml, &in->config->budget, in->fail);
}

/* Whether it is there is seen when it is wanted: it may still have to be built. */
static bool take_image(Reader *in, const Yaml *yaml)
{
    in->config->says_image = true;
    if (yaml_is_null(yaml))
        return true;
    if (yaml->kind != YAML_SCALAR)
        return yaml_fail(in->fail, in->config->path, yaml,
                         "the path of a saved image is wanted here, or ~ for none");
    in->config->image = path_join(in->arena, path_dir(in->config->path), yaml->text);
    return true;
}

static bool take_shellcheck(Reader *in, const Yaml *yaml)
{
    in->config->has_shellcheck = true;
    return yaml_bool(yaml, &in->config->shellcheck) ||
           yaml_fail(in->fail, in->config->path, yaml, "shellcheck is true or false");
}

static const Config *parse_config(Arena *arena, Str path, Str text, unsigned depth, unsigned *files,
                                  Fail *fail);

static bool extend(Reader *in, const Yaml *yaml, Str name)
{
    Str path = path_join(in->arena, path_dir(in->config->path), name), text;
    Fail fail = {0};
    if (in->depth == DEPTH_MAX || ++*in->files > FILES_MAX)
        return yaml_fail(in->fail, in->config->path, yaml, "this extends itself, or goes too deep");
    if (!io_read(in->arena, str_terminated(in->arena, path), &text, &fail))
        return yaml_fail(in->fail, in->config->path, yaml, "%s", fail.text);
    const Config *config = parse_config(in->arena, path, text, in->depth + 1, in->files, in->fail);
    if (config)
        *PUSH(in->arena, &in->config->extends) = config;
    return config != NULL;
}

/* Each goes on top of the one before it. */
static bool take_extends(Reader *in, const Yaml *yaml)
{
    Strs paths = {0};
    if (!read_strings(in, yaml, &paths))
        return false;
    for (size_t i = 0; i < paths.len; i++)
        if (!extend(in, yaml->kind == YAML_LIST ? yaml->items[i] : yaml, paths.at[i]))
            return false;
    return true;
}

static const struct {
    const char *key;
    bool (*take)(Reader *in, const Yaml *yaml);
} keys[] = {
    {"extends", take_extends}, {"rules", take_rules},     {"overrides", take_overrides},
    {"exclude", take_exclude}, {"fail-on", take_fail_on}, {"ignore-comments", take_pragmas},
    {"context", take_context}, {"budget", take_budget},   {"shellcheck", take_shellcheck},
    {"image", take_image},
};

static bool read_key(Reader *in, const Yaml *key, const Yaml *yaml)
{
    Guess guess = guess_new(key->text);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (str_eq(key->text, str_from(keys[i].key)))
            return keys[i].take(in, yaml);
        guess_consider(&guess, str_from(keys[i].key));
    }
    return unknown(in, key, "there is no setting", key->text, guess.best);
}

static bool read_root(Reader *in, const Yaml *root)
{
    if (root->kind != YAML_MAP && !yaml_is_null(root))
        return yaml_fail(in->fail, in->config->path, root,
                         "settings are wanted here: rules, extends, exclude ...");
    for (size_t i = 0; i < root->count; i++)
        if (!read_key(in, root->keys[i], root->items[i]))
            return false;
    return true;
}

static const Config *parse_config(Arena *arena, Str path, Str text, unsigned depth, unsigned *files,
                                  Fail *fail)
{
    const Yaml *root = yaml_read(arena, path, text, fail);
    if (!root)
        return NULL;
    Config *config = NEW(arena, Config);
    config->path = path;
    config->hadolint = str_ends(path, STR("hadolint.yaml")) || str_ends(path, STR("hadolint.yml"));
    if (config->hadolint) {
        config_read_hadolint(arena, config, root);
        return config;
    }
    Reader in = {arena, config, depth, files, fail};
    return read_root(&in, root) ? config : NULL;
}

const Config *config_parse(Arena *arena, Str path, Str text, Fail *fail)
{
    unsigned files = 1;
    return parse_config(arena, path, text, 0, &files, fail);
}

const Config *config_read(Arena *arena, Str path, Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, path), &text, fail))
        return NULL;
    return config_parse(arena, path, text, fail);
}
