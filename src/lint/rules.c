#include "base/guess.h"
#include "lint/rulebook.h"

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
