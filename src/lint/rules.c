#include "base/guess.h"
#include "lint/rulebook.h"

/* ShellCheck's codes are numbers of four digits; those from 4000 on are not in use. */
enum { CODE_FIRST = 1000, CODE_END = 4000 };

size_t rule_count(void)
{
    return rulebook_count;
}

const RuleRow *rule_at(size_t index)
{
    return &rulebook[index];
}

static bool has_alias(Str aka, Str name)
{
    while (aka.len) {
        StrCut cut = str_cut(aka, ' ');
        if (str_eq_nocase(cut.head, name))
            return true;
        aka = cut.tail;
    }
    return false;
}

static const RuleRow *rule_by_id(Str id)
{
    size_t low = 0, high = rulebook_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_order(rulebook[middle].facts.id, id);
        if (order == 0)
            return &rulebook[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const RuleRow *rule_find(Str name)
{
    const RuleRow *row = rule_by_id(name);
    for (size_t i = 0; !row && i < rulebook_count; i++)
        if (has_alias(rulebook[i].facts.aka, name))
            row = &rulebook[i];
    return row;
}

size_t rule_places(void)
{
    return rulebook_count + CODE_END - CODE_FIRST;
}

size_t rule_place_of_code(unsigned code)
{
    bool is_code = code >= CODE_FIRST && code < CODE_END;
    return is_code ? rulebook_count + code - CODE_FIRST : RULE_NONE;
}

size_t rule_place(Str name)
{
    const RuleRow *row = rule_find(name);
    if (row)
        return row->facts.place;
    unsigned code = 0;
    for (size_t i = 2; i < name.len; i++) {
        if (name.len != 6 || name.at[i] < '0' || name.at[i] > '9')
            return RULE_NONE;
        code = code * 10 + (unsigned)(name.at[i] - '0');
    }
    return str_eq_nocase(str_head(name, 2), STR("SC")) ? rule_place_of_code(code) : RULE_NONE;
}

/* The sentence on a code; empty when there is none. */
static Str code_sentence(Str code)
{
    size_t at = str_find(rulebook_codes, code);
    return str_tail(str_cut(str_tail(rulebook_codes, at), '\n').head, code.len + 1);
}

RuleFacts rule_facts(Arena *arena, size_t place)
{
    if (place < rulebook_count)
        return rulebook[place].facts;
    Buf id;
    buf_init(&id, arena);
    buf_fmt(&id, "SC%zu", place - rulebook_count + CODE_FIRST);
    Str sentence = code_sentence(buf_str(&id));
    return (RuleFacts){
        .id = buf_str(&id),
        .category = STR("shellcheck"),
        .summary = sentence.len ? sentence : STR("ShellCheck's wiki explains it."),
        .severity = SEV_COUNT,
        .place = place,
    };
}

const RuleOption *rule_options(size_t place)
{
    return place < rulebook_count ? rulebook[place].rule->options : NULL;
}

Str rule_guess(Str name)
{
    Guess guess = guess_new(name);
    for (size_t i = 0; i < rulebook_count; i++) {
        guess_consider(&guess, rulebook[i].facts.id);
        for (Str aka = rulebook[i].facts.aka; aka.len;) {
            StrCut cut = str_cut(aka, ' ');
            guess_consider(&guess, cut.head);
            aka = cut.tail;
        }
    }
    return guess.best;
}
