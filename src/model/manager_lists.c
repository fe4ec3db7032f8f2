#include "model/manager_parts.h"

bool list_next(Str *rest, char separator, Str *item)
{
    while (rest->len > 0 && rest->at[0] == separator)
        *rest = str_tail(*rest, 1);
    StrCut cut = str_cut(*rest, separator);
    *item = cut.head;
    *rest = cut.tail;
    return item->len > 0;
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

/* The letter behind an option's hyphens, as one bit of many. */
static uint64_t letter_of(Str option)
{
    size_t at = option.len > 2 && option.at[1] == '-' ? 2 : 1;
    return option.len > at ? UINT64_C(1) << (option.at[at] & 63) : 0;
}

bool options_give(const CommandOptions *options, Str list)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < options->len; i++)
        letters |= letter_of(options->at[i].name);
    for (Str item; letters != 0 && list_next(&list, ' ', &item);)
        if (letter_of(item) & letters && gives_one(options, item))
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
