
#include "base/buf.h"
#include "base/guess.h"
#include "weigh/metric.h"

/* ---- numbers ---- */

/* A decimal number off the front; what stands behind it without blanks is left in `unit`. */
static bool decimal(Str text, double *value, Str *unit)
{
    size_t at = 0;
    double place = 0;
    *value = 0;
    for (; at < text.len; at++) {
        char c = text.at[at];
        if (c == '.' && place == 0 && at > 0)
            place = 1;
        else if (c < '0' || c > '9')
            break;
        else if (place == 0)
            *value = *value * 10 + (c - '0');
        else
            *value += (c - '0') * (place /= 10);
    }
    *unit = str_trim(str_tail(text, at));
    return at > 0;
}

bool budget_bytes(Str text, uint64_t *bytes)
{
    static const struct {
        const char *name;
        double factor;
    } units[] = {
        {"", 1},      {"b", 1},        {"kb", 1e3},     {"mb", 1e6},     {"gb", 1e9},
        {"tb", 1e12}, {"kib", 0x1p10}, {"mib", 0x1p20}, {"gib", 0x1p30}, {"tib", 0x1p40},
        {"bytes", 1}, {"k", 1e3},      {"m", 1e6},      {"g", 1e9},
    };
    double value;
    Str unit;
    if (!decimal(text, &value, &unit))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_eq_nocase(unit, str_from(units[i].name)) && value * units[i].factor < 0x1p63) {
            *bytes = (uint64_t)(value * units[i].factor);
            return true;
        }
    return false;
}

/* "5%", "0.05" */
static bool read_share(Str text, double *share)
{
    Str unit;
    if (!decimal(text, share, &unit))
        return false;
    if (str_eq(unit, STR("%")))
        *share /= 100;
    else if (unit.len > 0)
        return false;
    return true;
}

/* More than all is none; but what grows may grow to any size. */
static bool read_part(BudgetRule *rule, Str text)
{
    rule->relative = true;
    return read_share(text, &rule->share) &&
           (rule->share <= 1 || metrics[rule->metric].kind == METRIC_GROWTH);
}

static bool read_limit(BudgetRule *rule, Str limit)
{
    const Metric *metric = &metrics[rule->metric];
    Str unit;
    double value;
    switch (metric->kind) {
    case METRIC_PATH:
        rule->forbidden = limit;
        return limit.len > 0;
    case METRIC_SECRET:
        rule->forbidden = limit;
        return str_among(limit, "any live dead");
    case METRIC_WARNING:
        rule->forbidden = limit;
        for (WarningKind kind = 0; kind < WARN_COUNT; kind++)
            if (str_eq(limit, warning_id(kind)))
                return true;
        return false;
    case METRIC_SHARE:
        return read_part(rule, limit);
    case METRIC_COUNT:
        rule->limit = decimal(limit, &value, &unit) ? (uint64_t)value : 0;
        return decimal(limit, &value, &unit) && unit.len == 0 && value < 0x1p40;
    case METRIC_COST:
        return budget_bytes(limit, &rule->limit);
    case METRIC_BYTES:
    case METRIC_GROWTH:
        return str_ends(limit, STR("%")) ? read_part(rule, limit)
                                         : budget_bytes(limit, &rule->limit);
    }
    return false;
}

/* ---- rules ---- */

static bool find_metric(Str id, size_t *metric, Fail *fail)
{
    Guess guess = guess_new(id);
    for (*metric = 0; *metric < metric_count; ++*metric) {
        if (str_eq(id, str_from(metrics[*metric].id)))
            return true;
        guess_consider(&guess, str_from(metrics[*metric].id));
    }
    if (guess.best.len > 0)
        return fail_set(fail, "nothing is limited by %.*s; did you mean %.*s?", STR_ARG(id),
                        STR_ARG(guess.best));
    return fail_set(fail, "nothing is limited by %.*s", STR_ARG(id));
}

static bool add_rule(Arena *arena, Budget *budget, Str id, Str scope, Str limit, bool warns,
                     Fail *fail)
{
    BudgetRule rule = {.scope = str_eq(scope, STR("image")) ? (Str){0} : scope, .warns = warns};
    if (!find_metric(id, &rule.metric, fail))
        return false;
    Scope part;
    if (!scope_read(arena, rule.scope, &part))
        return fail_set(fail, "%.*s: %.*s is no part of an image", STR_ARG(id), STR_ARG(scope));
    if (!metric_has_scope(&metrics[rule.metric], &part))
        return fail_set(fail, "%.*s is not known of %.*s", STR_ARG(id), STR_ARG(scope));
    if (!read_limit(&rule, limit))
        return fail_set(fail, "%.*s: %.*s is no limit for it", STR_ARG(id), STR_ARG(limit));
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, id);
    if (rule.scope.len > 0)
        buf_fmt(&text, "@%.*s", STR_ARG(rule.scope));
    buf_fmt(&text, "=%.*s", STR_ARG(limit));
    rule.text = buf_str(&text);
    *PUSH(arena, budget) = rule;
    return true;
}

bool budget_add(Arena *arena, Budget *budget, Str rule, Fail *fail)
{
    StrCut limit = str_cut(rule, '='), scope = str_cut(limit.head, '@');
    if (!limit.found)
        return fail_set(fail, "a budget is METRIC[@SCOPE]=LIMIT, not %.*s", STR_ARG(rule));
    return add_rule(arena, budget, scope.head, scope.tail, limit.tail, false, fail);
}

/* ---- settings ---- */

typedef struct {
    Arena *arena;
    Str path;
    Budget *budget;
    Fail *fail;
} Reader;

static bool add_from_yaml(const Reader *in, const Yaml *key, Str scope, const Yaml *limit,
                          bool warns)
{
    Fail why = {0};
    if (limit->kind != YAML_SCALAR)
        return yaml_fail(in->fail, in->path, limit, "one word is wanted here");
    if (add_rule(in->arena, in->budget, key->text, scope, limit->text, warns, &why))
        return true;
    return yaml_fail(in->fail, in->path, limit, "%s", why.text);
}

/* {fail: LIMIT, warn: LIMIT, scope: SCOPE} */
static bool read_levels(const Reader *in, const Yaml *key, const Yaml *yaml)
{
    const Yaml *scope = yaml_member(yaml, "scope"), *fails = yaml_member(yaml, "fail");
    const Yaml *warns = yaml_member(yaml, "warn");
    size_t known = (scope ? 1u : 0u) + (fails ? 1u : 0u) + (warns ? 1u : 0u);
    if (yaml->kind != YAML_MAP || known != yaml->count || (!fails && !warns))
        return yaml_fail(in->fail, in->path, yaml,
                         "a limit is wanted here, or fail:, warn: and scope:");
    Str of = scope && scope->kind == YAML_SCALAR ? scope->text : (Str){0};
    return (!fails || add_from_yaml(in, key, of, fails, false)) &&
           (!warns || add_from_yaml(in, key, of, warns, true));
}

static bool read_one(const Reader *in, const Yaml *key, const Yaml *yaml)
{
    return yaml->kind == YAML_SCALAR ? add_from_yaml(in, key, (Str){0}, yaml, false)
                                     : read_levels(in, key, yaml);
}

bool budget_read(Arena *arena, Str path, const Yaml *yaml, Budget *budget, Fail *fail)
{
    Reader in = {arena, path, budget, fail};
    if (yaml->kind != YAML_MAP)
        return yaml_fail(fail, path, yaml, "limits are wanted here: max-wire, max-wasted ...");
    for (size_t i = 0; i < yaml->count; i++) {
        const Yaml *value = yaml->items[i];
        size_t count = value->kind == YAML_LIST ? value->count : 1;
        for (size_t j = 0; j < count; j++)
            if (!read_one(&in, yaml->keys[i], value->kind == YAML_LIST ? value->items[j] : value))
                return false;
    }
    return true;
}

static bool is_off(Str value)
{
    return value.len == 0 || str_among(value, "disabled off false");
}

bool budget_read_dive(Arena *arena, Str path, const Yaml *root, Budget *budget, Fail *fail)
{
    static const struct {
        const char *key, *metric, *scope, *unit;
    } rules[] = {
        {"lowestEfficiency", "min-efficiency", "", ""},
        {"highestWastedBytes", "max-wasted", "", ""},
        {"highestUserWastedPercent", "max-wasted", "user", "%"},
    };
    const Yaml *yaml = root->kind == YAML_MAP ? yaml_member(root, "rules") : NULL;
    if (!yaml || yaml->kind != YAML_MAP)
        return yaml_fail(fail, path, root, "dive's rules are wanted here");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const Yaml *limit = yaml_member(yaml, rules[i].key);
        double share;
        Fail why = {0};
        if (!limit || limit->kind != YAML_SCALAR || is_off(limit->text))
            continue;
        Str text = limit->text;
        if (*rules[i].unit && read_share(text, &share)) {
            Buf percent;
            buf_init(&percent, arena);
            buf_fmt(&percent, "%g%%", 100 * share);
            text = buf_str(&percent);
        }
        if (!add_rule(arena, budget, str_from(rules[i].metric), str_from(rules[i].scope), text,
                      false, &why))
            return yaml_fail(fail, path, limit, "%s", why.text);
    }
    return true;
}
