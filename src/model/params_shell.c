/* $x and ${x...}: what the shell's operators make of values that are known. */
#include "model/runner.h"

static Param param_of(Value value)
{
    return (Param){.value = value};
}

static bool read_index(Str text, size_t *index)
{
    *index = 0;
    if (text.len == 0 || text.len > 6)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *index = *index * 10 + (size_t)(text.at[i] - '0');
    }
    return true;
}

static Str decimal(Runner *r, size_t number)
{
    Buf text;
    buf_init(&text, r->arena);
    buf_fmt(&text, "%zu", number);
    return buf_str(&text);
}

static Found set_to(Value value)
{
    return (Found){.kind = FOUND_SET, .value = value};
}

static Found positional(const Runner *r, const ShellPart *part, Str name)
{
    size_t index;
    const Params *params = &r->state.params;
    if (params->unknown || !read_index(name, &index) || index == 0)
        return (Found){.kind = FOUND_MAYBE, .value = value_unknown(part->value)};
    if (index > params->len)
        return (Found){.kind = FOUND_UNSET};
    return set_to(params->at[index - 1]);
}

static Found find_param(Runner *r, const ShellPart *part, Str name)
{
    char c = name.len ? name.at[0] : '?';
    if (c >= '0' && c <= '9')
        return positional(r, part, name);
    if (c == '#' && name.len == 1)
        return r->state.params.unknown ? set_to(value_unknown(part->value))
                                       : set_to(value_of(decimal(r, r->state.params.len)));
    if (name.len == 1 && c == '_') {
        bool known, bash = run_has_braces(r, &known);
        return set_to(bash && known && r->state.last.text.len ? r->state.last
                                                              : value_unknown(part->value));
    }
    if (name.len == 1 && strchr("?$!-", c))
        return set_to(value_unknown(part->value));
    if (name.len == 1 && (c == '@' || c == '*')) {
        const Params *params = &r->state.params;
        if (params->unknown)
            return (Found){.kind = FOUND_MAYBE, .value = value_unknown(part->value)};
        return (Found){.kind = params->len ? FOUND_SET : FOUND_UNSET,
                       .items = params->at,
                       .count = params->len,
                       .array = true};
    }
    return state_find(r, name);
}

/* a, a[1] or a[@] */
static Found find_indexed(Runner *r, const ShellPart *part)
{
    const ShellParam *param = part->param;
    Found found = find_param(r, part, param->name);
    if (param->indirect && found.kind == FOUND_SET && found.value.known == VALUE_KNOWN)
        found = state_find(r, found.value.text);
    else if (param->indirect)
        return set_to(value_unknown(part->value));
    if (!param->index)
        return found;
    Str index = param->index->text;
    size_t at;
    if (str_eq(index, STR("@")) || str_eq(index, STR("*"))) {
        found.items = found.array ? found.items : &found.value;
        found.array |= found.kind == FOUND_UNSET;
        return found;
    }
    if (found.array && read_index(index, &at))
        return at < found.count ? set_to(found.items[at]) : (Found){.kind = FOUND_UNSET};
    return found.kind == FOUND_UNSET ? found : set_to(value_unknown(part->value));
}

static bool is_list(const ShellParam *param)
{
    Str name = param->index ? param->index->text : param->name;
    return name.len == 1 && (name.at[0] == '@' || name.at[0] == '*');
}

static bool is_empty(const Found *found)
{
    return found->array && found->items ? found->count == 0 : found->value.text.len == 0;
}

/* Whether it counts as set for :- and its like; false when nobody knows. */
static bool decides_set(const ShellParam *param, const Found *found, bool *set)
{
    bool colon = param->op.len > 0 && param->op.at[0] == ':';
    *set = found->kind == FOUND_SET && !(colon && is_empty(found));
    if (found->kind == FOUND_MAYBE)
        return false;
    return found->kind != FOUND_SET || !colon || found->value.known == VALUE_KNOWN ||
           (found->array && found->items);
}

static Param plain(const ShellParam *param, Found found)
{
    if (!is_list(param) || !found.array)
        return param_of(found.value);
    Str name = param->index ? param->index->text : param->name;
    return (Param){
        .items = found.items, .count = found.count, .list = true, .star = name.at[0] == '*'};
}

static Param conditional(Runner *r, const ShellPart *part, Found found)
{
    const ShellParam *param = part->param;
    bool set, decided = decides_set(param, &found, &set);
    if (!decided)
        return param_of(value_unknown(part->value));
    if (param->kind == PARAM_OTHER)
        return set ? (Param){.word = param->word} : param_of(value_of((Str){0}));
    if (set)
        return plain(param, found);
    if (param->kind == PARAM_ERROR)
        return param_of(value_unknown(part->value));
    if (param->kind == PARAM_ASSIGN)
        state_set(r, param->name, word_value(r, param->word), false);
    return (Param){.word = param->word};
}

/* How much of the text the pattern takes, from its start or end; the text's length + 1: nothing. */
static bool find_affix(Runner *r, Str pattern, Str text, bool prefix, bool longest, size_t *taken)
{
    for (size_t i = 0; i <= text.len; i++) {
        size_t len = longest ? text.len - i : i;
        Str part = prefix ? str_head(text, len) : str_tail(text, text.len - len);
        bool matches;
        if (!pattern_matches(r, pattern, part, &matches))
            return false;
        *taken = len;
        if (matches)
            return true;
    }
    *taken = 0;
    return true;
}

static Param affix(Runner *r, const ShellPart *part, Value value, Value pattern)
{
    const ShellParam *param = part->param;
    size_t taken;
    bool prefix = param->kind == PARAM_PREFIX;
    if (!find_affix(r, pattern.text, value.text, prefix, param->op.len == 2, &taken))
        return param_of(value_unknown(part->value));
    Str rest = prefix ? str_tail(value.text, taken) : str_head(value.text, value.text.len - taken);
    return param_of(value_of(rest));
}

/* The longest match that begins at `at`; 0 when there is none. */
static bool match_at(Runner *r, Str pattern, Str text, size_t at, bool to_end, size_t *len)
{
    for (*len = text.len - at; *len > 0; --*len) {
        bool matches;
        if (!pattern_matches(r, pattern, str_slice(text, at, at + *len), &matches))
            return false;
        if (matches)
            return true;
        if (to_end)
            break;
    }
    *len = 0;
    return true;
}

static Param replace(Runner *r, const ShellPart *part, Value value, Value pattern)
{
    const ShellParam *param = part->param;
    Value by = word_value(r, param->replace);
    char how = param->op.len == 2 ? param->op.at[1] : 0;
    Str text = value.text;
    Buf out;
    if (by.known != VALUE_KNOWN || pattern.text.len == 0)
        return param_of(by.known == VALUE_KNOWN ? value : value_unknown(value.text));
    buf_init(&out, r->arena);
    bool more = true;
    for (size_t at = 0; at < text.len;) {
        size_t len = 0;
        if (more && !match_at(r, pattern.text, text, at, how == '%', &len))
            return param_of(value_unknown(value.text));
        if (out.len > VALUE_MAX)
            return param_of(value_unknown(value.text));
        if (len == 0)
            buf_char(&out, text.at[at]);
        else
            buf_add(&out, by.text);
        more = more && how != '#' && (how == '/' || len == 0);
        at += len ? len : 1;
    }
    return param_of(value_of(buf_str(&out)));
}

static bool word_number(Runner *r, const ShellWord *word, long *number)
{
    return word && arith_read(r, word->parts, number);
}

static Param slice(Runner *r, const ShellPart *part, Value value)
{
    const ShellParam *param = part->param;
    long from, len = (long)value.text.len;
    if (!word_number(r, param->word, &from) ||
        (param->replace && !word_number(r, param->replace, &len)))
        return param_of(value_unknown(value.text));
    long all = (long)value.text.len;
    from = from < 0 ? all + from : from;
    long to = len < 0 ? all + len : from + len;
    if (from < 0 || from > all || to < from)
        return param_of(value_of((Str){0}));
    return param_of(value_of(str_slice(value.text, (size_t)from, (size_t)to)));
}

static char changed_case(char c, bool upper)
{
    if (upper)
        return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static Param change_case(Runner *r, const ShellPart *part, Value value)
{
    const ShellParam *param = part->param;
    if (param->word && param->word->text.len > 0)
        return param_of(value_unknown(value.text));
    char *text = NEW_ARRAY(r->arena, value.text.len ? value.text.len : 1, char);
    for (size_t i = 0; i < value.text.len; i++)
        text[i] = i == 0 || param->op.len == 2
                      ? changed_case(value.text.at[i], param->kind == PARAM_UPPER)
                      : value.text.at[i];
    return param_of(value_of((Str){text, value.text.len}));
}

static Param changed(Runner *r, const ShellPart *part, Found found)
{
    const ShellParam *param = part->param;
    /* What is not known is shown by its variable, so that a test can still see what it asks. */
    Value shown = value_unknown(found.value.text.len ? found.value.text : part->value);
    if (found.kind == FOUND_UNSET)
        return param_of(value_of((Str){0}));
    if (found.kind != FOUND_SET || found.value.known != VALUE_KNOWN || found.array ||
        found.value.text.len > VALUE_MAX || r->texts < found.value.text.len)
        return param_of(shown);
    r->texts -= found.value.text.len;
    if (param->kind == PARAM_SLICE)
        return slice(r, part, found.value);
    if (param->kind == PARAM_UPPER || param->kind == PARAM_LOWER)
        return change_case(r, part, found.value);
    Value pattern = word_pattern(r, param->word);
    if (pattern.known != VALUE_KNOWN)
        return param_of(shown);
    return param->kind == PARAM_REPLACE ? replace(r, part, found.value, pattern)
                                        : affix(r, part, found.value, pattern);
}

static Param length(Runner *r, const ShellPart *part, Found found)
{
    if (is_list(part->param) && found.array)
        return param_of(value_of(decimal(r, found.count)));
    if (found.kind == FOUND_UNSET)
        return param_of(value_of(STR("0")));
    if (found.kind != FOUND_SET || found.value.known != VALUE_KNOWN)
        return param_of(value_unknown(part->value));
    return param_of(value_of(decimal(r, found.value.text.len)));
}

Param param_read(Runner *r, const ShellPart *part)
{
    Found found = find_indexed(r, part);
    switch (part->param->kind) {
    case PARAM_PLAIN:
        return plain(part->param, found);
    case PARAM_LENGTH:
        return length(r, part, found);
    case PARAM_DEFAULT:
    case PARAM_ASSIGN:
    case PARAM_ERROR:
    case PARAM_OTHER:
        return conditional(r, part, found);
    case PARAM_PREFIX:
    case PARAM_SUFFIX:
    case PARAM_REPLACE:
    case PARAM_SLICE:
    case PARAM_UPPER:
    case PARAM_LOWER:
        return changed(r, part, found);
    case PARAM_NAMES:
    case PARAM_CHANGE:
    case PARAM_UNKNOWN:
        break;
    }
    return param_of(value_unknown(part->value));
}
