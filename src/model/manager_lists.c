#include "model/manager_parts.h"

bool list_next(Str *rest, char separator, Str *item)
{
    if (rest->len == 0)
        return false;
    const char *at = rest->at, *end = at + rest->len;
    while (at < end && *at == separator)
        at++;
    const char *start = at;
    while (at < end && *at != separator)
        at++;
    *item = str_range(start, at);
    *rest = str_range(at < end ? at + 1 : at, end);
    return item->len > 0;
}

bool list_has(Str list, Str word)
{
    for (Str item; list_next(&list, ' ', &item);)
        if (str_eq(item, word))
            return true;
    return false;
}

static bool one_of_nocase(Str text, const Str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(text, words[i]))
            return true;
    return false;
}

/* apt.conf writes its values in quotes, and so do many on the command line. */
static Str bare(Str text)
{
    while (text.len >= 2 && (text.at[0] == '"' || text.at[0] == '\'') &&
           text.at[text.len - 1] == text.at[0])
        text = str_slice(text, 1, text.len - 1);
    return text;
}

bool text_says_no(Str text)
{
    static const Str words[] = {STR_INIT("0"), STR_INIT("no"),      STR_INIT("false"),
                                STR_INIT("n"), STR_INIT("off"),     STR_INIT("without"),
                                STR_INIT("f"), STR_INIT("disable"), STR_INIT("never")};
    return one_of_nocase(bare(text), words, sizeof words / sizeof *words);
}

bool text_says_yes(Str text)
{
    static const Str words[] = {STR_INIT("1"), STR_INIT("yes"),    STR_INIT("true"),
                                STR_INIT("y"), STR_INIT("on"),     STR_INIT("with"),
                                STR_INIT("t"), STR_INIT("enable"), STR_INIT("always")};
    return one_of_nocase(bare(text), words, sizeof words / sizeof *words);
}

/* wanted: "yes", "no" or the text itself. What is not known may be just that. */
static bool says(Value value, Str wanted)
{
    if (value.known != VALUE_KNOWN)
        return true;
    if (str_eq(wanted, STR("no")))
        return text_says_no(value.text);
    if (str_eq(wanted, STR("yes")))
        return text_says_yes(value.text);
    return str_eq(value.text, wanted);
}

static bool sets(Value value, Str key, Str wanted)
{
    StrCut cut = str_cut(value.text, '=');
    if (!cut.found || !str_eq_nocase(str_trim(cut.head), key))
        return false;
    return says((Value){str_trim(cut.tail), value.known}, wanted);
}

static bool option_fits(const CommandOption *option, Str name, StrCut asked)
{
    if (!str_eq(option->name, name))
        return false;
    Value value = option->value.value;
    if (str_starts(value.text, STR("="))) /* -o=x, as apt reads it */
        value.text = str_tail(value.text, 1);
    if (!asked.found)
        return !option->has_value || !text_says_no(value.text);
    if (!option->has_value)
        return false;
    StrCut setting = str_cut(asked.tail, '=');
    return setting.found ? sets(value, setting.head, setting.tail) : says(value, asked.tail);
}

static bool gives_one(const CommandOptions *options, Str item)
{
    bool twice = item.len == 3 && item.at[1] == item.at[2] && item.at[1] != '-';
    StrCut asked = str_cut(item, '=');
    Str name = twice ? str_head(item, 2) : asked.head;
    size_t found = 0;
    for (size_t i = 0; i < options->len; i++) {
        if (option_fits(&options->at[i], name, asked))
            found++;
        if (found > (twice ? 1 : 0))
            return true;
        /* A reader that takes single hyphens for words hands over -qq whole. */
        if (twice && str_eq(options->at[i].name, item))
            return true;
    }
    return false;
}

/* One of the options might be this one, by the letter behind its hyphens. */
static bool may_be_given(const CommandOptions *options, Str item)
{
    size_t letter = item.len > 2 && item.at[1] == '-' ? 2 : 1;
    for (size_t i = 0; i < options->len; i++) {
        Str name = options->at[i].name;
        if (name.len > letter && item.len > letter && name.at[letter] == item.at[letter] &&
            name.at[1] == item.at[1])
            return true;
    }
    return false;
}

bool options_give(const CommandOptions *options, Str list)
{
    if (options->len == 0)
        return false;
    for (Str item; list_next(&list, ' ', &item);)
        if (may_be_given(options, item) && gives_one(options, item))
            return true;
    return false;
}

bool options_give_verb(const CommandOptions *options, Str word)
{
    if (word.len == 3 && word.at[1] == word.at[2])
        return gives_one(options, word);
    StrCut cut = str_cut(word, '=');
    for (size_t i = 0; i < options->len; i++) {
        const CommandOption *option = &options->at[i];
        if (!str_eq(option->name, cut.head))
            continue;
        Str value = option->value.value.text;
        if (!cut.found || str_find(value, cut.tail) < value.len)
            return true;
    }
    return false;
}

bool variables_give(const Var *vars, Str list)
{
    for (Str item; list_next(&list, ' ', &item);) {
        StrCut cut = str_cut(item, '=');
        const Var *var = var_find(vars, cut.head);
        if (!var || var->value.text.len == 0)
            continue;
        if (!cut.found || !text_says_no(var->value.text))
            return true;
    }
    return false;
}
