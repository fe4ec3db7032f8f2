#include <math.h>

#include "base/buf.h"
#include "base/guess.h"
#include "syntax/check.h"
#include "syntax/read.h"

typedef enum { FLAG_TEXT, FLAG_LIST, FLAG_BOOL } FlagType;

typedef struct {
    InstructionKind kind;
    FlagType type;
    Str name;
} FlagRule;

/* Every flag that there is. */
static const FlagRule rules[] = {
    {INST_ADD, FLAG_TEXT, STR_INIT("checksum")},
    {INST_ADD, FLAG_TEXT, STR_INIT("chmod")},
    {INST_ADD, FLAG_TEXT, STR_INIT("chown")},
    {INST_ADD, FLAG_LIST, STR_INIT("exclude")},
    {INST_ADD, FLAG_BOOL, STR_INIT("keep-git-dir")},
    {INST_ADD, FLAG_BOOL, STR_INIT("link")},
    {INST_ADD, FLAG_BOOL, STR_INIT("unpack")},
    {INST_COPY, FLAG_TEXT, STR_INIT("chmod")},
    {INST_COPY, FLAG_TEXT, STR_INIT("chown")},
    {INST_COPY, FLAG_LIST, STR_INIT("exclude")},
    {INST_COPY, FLAG_TEXT, STR_INIT("from")},
    {INST_COPY, FLAG_BOOL, STR_INIT("link")},
    {INST_COPY, FLAG_BOOL, STR_INIT("parents")},
    {INST_FROM, FLAG_TEXT, STR_INIT("platform")},
    {INST_HEALTHCHECK, FLAG_TEXT, STR_INIT("interval")},
    {INST_HEALTHCHECK, FLAG_TEXT, STR_INIT("retries")},
    {INST_HEALTHCHECK, FLAG_TEXT, STR_INIT("start-interval")},
    {INST_HEALTHCHECK, FLAG_TEXT, STR_INIT("start-period")},
    {INST_HEALTHCHECK, FLAG_TEXT, STR_INIT("timeout")},
    {INST_RUN, FLAG_LIST, STR_INIT("device")},
    {INST_RUN, FLAG_LIST, STR_INIT("mount")},
    {INST_RUN, FLAG_TEXT, STR_INIT("network")},
    {INST_RUN, FLAG_TEXT, STR_INIT("security")},
};

#define RULES (sizeof rules / sizeof *rules)

static const FlagRule *find_rule(InstructionKind kind, Str name)
{
    for (size_t i = 0; i < RULES; i++)
        if (rules[i].kind == kind && str_eq(rules[i].name, name))
            return &rules[i];
    return NULL;
}

static void refuse_unknown(Arena *arena, Syntax *syntax, const Instruction *inst, const Flag *flag)
{
    Problem *problem = problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, flag->name_span,
                                   NULL, "unknown flag: --%.*s", STR_ARG(flag->name));
    Guess guess = guess_new(flag->name);
    Buf known;
    buf_init(&known, arena);
    for (size_t i = 0; i < RULES; i++) {
        if (rules[i].kind != inst->kind)
            continue;
        guess_consider(&guess, rules[i].name);
        buf_fmt(&known, "%s--%.*s", known.len ? ", " : "", STR_ARG(rules[i].name));
    }
    Str name = instruction_name(inst->kind);
    if (guess.best.len > 0)
        problem_help(arena, problem, "did you mean --%.*s?", STR_ARG(guess.best));
    else if (known.len > 0)
        problem_help(arena, problem, "%.*s knows %.*s", STR_ARG(name), STR_ARG(buf_str(&known)));
    else
        problem_help(arena, problem, "%.*s has no flags; write -- before a text that starts so",
                     STR_ARG(name));
}

static bool is_bool(Str value)
{
    return str_eq_nocase(value, STR("true")) || str_eq_nocase(value, STR("false"));
}

/* One flag that is known and new. */
static bool check_value(Arena *arena, Syntax *syntax, const Instruction *inst, const Flag *flag,
                        FlagType type)
{
    bool bare_bool = type == FLAG_BOOL && !flag->has_value;
    bool empty_bool = type == FLAG_BOOL && flag->has_value && flag->value.len == 0;
    if ((!flag->has_value && !bare_bool) || empty_bool) {
        Problem *problem =
            problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, flag->span, NULL,
                        "missing a value on flag: --%.*s", STR_ARG(flag->name));
        problem_help(arena, problem, "write --%.*s=value, without blanks", STR_ARG(flag->name));
        return false;
    }
    if (type == FLAG_BOOL && flag->has_value && !is_bool(flag->value)) {
        problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, flag->value_span,
                    "write true or false", "expecting boolean value for flag --%.*s, not: %.*s",
                    STR_ARG(flag->name), STR_ARG(flag->value));
        return false;
    }
    return true;
}

bool check_flags(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    bool seen[RULES] = {false};
    bool good = true;
    for (size_t i = 0; i < inst->flags.len; i++) {
        const Flag *flag = &inst->flags.at[i];
        if (str_eq(flag->text, STR("--")))
            break;
        const FlagRule *rule = find_rule(inst->kind, flag->name);
        if (!rule) {
            refuse_unknown(arena, syntax, inst, flag);
            good = false;
        } else if (seen[rule - rules] && rule->type != FLAG_LIST) {
            problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, flag->span,
                        "remove one of the two", "duplicate flag specified: --%.*s",
                        STR_ARG(flag->name));
            good = false;
        } else {
            seen[rule - rules] = true;
            good &= check_value(arena, syntax, inst, flag, rule->type);
        }
    }
    return good;
}

/* ---- HEALTHCHECK ---- */

static long double unit_of(Str text, size_t *len)
{
    static const struct {
        Str name;
        long double nanoseconds;
    } units[] = {
        {STR_INIT("ns"), 1},           {STR_INIT("us"), 1e3L},  {STR_INIT("\xC2\xB5s"), 1e3L},
        {STR_INIT("\xCE\xBCs"), 1e3L}, {STR_INIT("ms"), 1e6},   {STR_INIT("s"), 1e9},
        {STR_INIT("m"), 60e9},         {STR_INIT("h"), 3600e9},
    };
    *len = 0;
    while (*len < text.len && text.at[*len] != '.' && (text.at[*len] < '0' || text.at[*len] > '9'))
        ++*len;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_eq(units[i].name, str_head(text, *len)))
            return units[i].nanoseconds;
    return 0;
}

/* The digits at `*at`, and after a dot; false when there are none. */
static bool take_decimal(Str text, size_t *at, long double *number)
{
    size_t digits = 0;
    long double scale = 1;
    bool fraction = false;
    *number = 0;
    for (; *at < text.len; ++*at) {
        char c = text.at[*at];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c >= '0' && c <= '9') {
            digits++;
            scale *= fraction ? 10 : 1;
            *number = *number * 10 + (c - '0');
        } else {
            break;
        }
    }
    *number /= scale;
    return digits > 0;
}

/* A duration in nanoseconds. */
static bool parse_duration(Str text, long double *result)
{
    bool negative = str_starts(text, STR("-"));
    size_t at = negative || str_starts(text, STR("+"));
    *result = 0;
    if (str_eq(str_tail(text, at), STR("0")))
        return true;
    if (at == text.len)
        return false;
    while (at < text.len) {
        long double number;
        size_t len;
        if (!take_decimal(text, &at, &number))
            return false;
        long double unit = unit_of(str_tail(text, at), &len);
        if (unit <= 0)
            return false;
        *result += number * unit;
        at += len;
    }
    if (*result > 9223372036854775807.0L)
        return false;
    *result = negative ? -*result : *result;
    return true;
}

static bool parse_retries(Str text)
{
    bool negative = str_starts(text, STR("-"));
    size_t at = negative || str_starts(text, STR("+"));
    long double number = 0;
    if (at == text.len)
        return false;
    for (; at < text.len; at++) {
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
        number = number * 10 + (text.at[at] - '0');
    }
    return number == 0 || (!negative && number <= INT32_MAX);
}

void check_health_flags(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    for (size_t i = 0; i < inst->flags.len; i++) {
        const Flag *flag = &inst->flags.at[i];
        if (flag->value.len == 0)
            continue;
        long double nanoseconds = 0;
        bool retries = str_eq(flag->name, STR("retries"));
        bool good = retries ? parse_retries(flag->value)
                            : parse_duration(flag->value, &nanoseconds) &&
                                  (fabsl(nanoseconds) < 1 || nanoseconds >= 1e6);
        if (good)
            continue;
        const char *help = retries
                               ? "write a whole number, 0 or more"
                               : "write a number with its unit, such as 30s or 1m30s; at least 1ms";
        problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, flag->value_span, help,
                    "invalid %s for --%.*s: \"%.*s\"", retries ? "number" : "duration",
                    STR_ARG(flag->name), STR_ARG(flag->value));
    }
}
