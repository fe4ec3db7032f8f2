#include "lint/config.h"

#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "lint/lint.h"
#include "text/glob.h"

static const char *const names[] = {
    ".plimsoll.yaml", ".plimsoll.yml", "plimsoll.yaml", ".hadolint.yaml", ".hadolint.yml",
};

Settings settings_default(Arena *arena, bool all, bool shellcheck)
{
    size_t rules = rule_count(), count = shellcheck ? rule_places() : rules;
    Settings settings = {
        .count = count,
        .all = all,
        .shellcheck = shellcheck,
        .on = NEW_ARRAY(arena, count, bool),
        .severity = NEW_ARRAY(arena, count, Severity),
        .options = NEW_ARRAY(arena, count, const SettingValue *),
        .from = NEW_ARRAY(arena, count, Str),
    };
    for (size_t i = 0; i < rules; i++) {
        settings.on[i] = all || !rule_at(i)->facts.off;
        settings.severity[i] = rule_at(i)->facts.severity;
    }
    for (size_t i = rules; i < count; i++) {
        settings.on[i] = true;
        settings.severity[i] = SEV_COUNT;
    }
    return settings;
}

bool settings_run(const Settings *settings, size_t place)
{
    return place < settings->count && settings->on[place];
}

const SettingValue *setting_value(const SettingValue *list, const char *name)
{
    while (list && !str_eq(list->name, str_from(name)))
        list = list->next;
    return list;
}

static bool exists(Arena *arena, Str path)
{
    return access(str_terminated(arena, path), F_OK) == 0;
}

/* plimsoll's own file anywhere above is nearer to the wish than hadolint's beside the Dockerfile.
 */
static Str find_one(Arena *arena, Str directory, size_t from, size_t to)
{
    Str real = path_absolute(arena, directory);
    for (Str above = path_clean(arena, directory);; above = path_join(arena, above, STR(".."))) {
        for (size_t i = from; i < to; i++) {
            Str path = path_join(arena, above, str_from(names[i]));
            if (exists(arena, path))
                return path;
        }
        if (real.len <= 1)
            return (Str){0};
        real = path_dir(real);
    }
}

Str config_find(Arena *arena, Str directory)
{
    Str found = find_one(arena, directory, 0, 3);
    return found.len ? found : find_one(arena, directory, 3, 5);
}

/* `file` as seen from the config's directory; empty when it lies outside. */
static Str relative(Arena *arena, const Config *config, Str file)
{
    Str root = path_absolute(arena, path_dir(config->path)), path = path_absolute(arena, file);
    if (str_eq(root, STR("/")))
        return str_tail(path, 1);
    if (!str_starts(path, root) || path.len <= root.len || path.at[root.len] != '/')
        return (Str){0};
    return str_tail(path, root.len + 1);
}

static void apply(Arena *arena, Settings *settings, const RuleChanges *changes, Str from)
{
    for (size_t i = 0; i < changes->len; i++) {
        const RuleChange *change = &changes->at[i];
        if (change->rule >= settings->count)
            continue;
        settings->from[change->rule] = from;
        if (change->turn != RULE_AS_IS)
            settings->on[change->rule] = change->turn == RULE_ON;
        if (change->has_severity)
            settings->severity[change->rule] = change->severity;
        for (const SettingValue *value = change->options; value; value = value->next) {
            SettingValue *copy = NEW(arena, SettingValue);
            *copy = *value;
            copy->next = settings->options[change->rule];
            settings->options[change->rule] = copy;
        }
    }
}

static bool any_matches(const Strs *globs, Str path)
{
    for (size_t i = 0; i < globs->len; i++)
        if (glob_match(globs->at[i], path))
            return true;
    return false;
}

static void apply_config(Arena *arena, Settings *settings, const Config *config, Str file)
{
    for (size_t i = 0; i < config->extends.len; i++)
        apply_config(arena, settings, config->extends.at[i], file);
    apply(arena, settings, &config->changes, config->path);
    Str path = config->overrides.len ? relative(arena, config, file) : (Str){0};
    for (size_t i = 0; path.len && i < config->overrides.len; i++)
        if (any_matches(&config->overrides.at[i].paths, path))
            apply(arena, settings, &config->overrides.at[i].changes, config->path);
    settings->no_pragmas = settings->no_pragmas || config->no_pragmas;
}

Settings config_settings(Arena *arena, const Config *config, Str file, bool all, bool shellcheck)
{
    Settings settings = settings_default(arena, all, shellcheck);
    if (config)
        apply_config(arena, &settings, config, file);
    return settings;
}

Str config_context(const Config *config)
{
    Str context = config ? config->context : (Str){0};
    for (size_t i = config ? config->extends.len : 0; i-- > 0 && context.len == 0;)
        context = config_context(config->extends.at[i]);
    return context;
}

Str config_image(const Config *config)
{
    Str image = {0};
    if (!config || config->says_image)
        return config ? config->image : image;
    for (size_t i = config->extends.len; i-- > 0 && image.len == 0;)
        image = config_image(config->extends.at[i]);
    return image;
}

Budget config_budget(Arena *arena, const Config *config)
{
    Budget all = {0};
    for (size_t i = 0; config && i < config->extends.len; i++) {
        Budget below = config_budget(arena, config->extends.at[i]);
        for (size_t j = 0; j < below.len; j++)
            *PUSH(arena, &all) = below.at[j];
    }
    for (size_t i = 0; config && i < config->budget.len; i++)
        *PUSH(arena, &all) = config->budget.at[i];
    return all;
}

bool config_asks_shellcheck(const Config *config)
{
    bool asks = false;
    for (size_t i = 0; config && i < config->extends.len; i++)
        asks = config_asks_shellcheck(config->extends.at[i]) || asks;
    return config && config->has_shellcheck ? config->shellcheck : asks;
}

bool config_excludes(Arena *arena, const Config *config, Str path)
{
    for (size_t i = 0; i < config->extends.len; i++)
        if (config_excludes(arena, config->extends.at[i], path))
            return true;
    Str below = config->exclude.len ? relative(arena, config, path) : (Str){0};
    return below.len && any_matches(&config->exclude, below);
}

bool config_fails(const Config *config, Severity otherwise, Severity *level)
{
    bool fails = true;
    *level = otherwise;
    for (size_t i = 0; config && i < config->extends.len; i++)
        fails = config_fails(config->extends.at[i], *level, level) && fails;
    if (config && config->has_fail_on) {
        *level = config->fail_on;
        fails = true;
    }
    return fails && !(config && config->never_fail);
}
