#include "model/vars.h"

Expansion vars_expand(Arena *arena, const Var *scope, Str word, char escape, ExpandHow how)
{
    (void)arena, (void)scope, (void)escape, (void)how;
    return (Expansion){
        .value = {word, str_find_char(word, '$') < word.len ? VALUE_UNKNOWN : VALUE_KNOWN}};
}

Values vars_expand_words(Arena *arena, const Var *scope, Str word, char escape,
                         Expansion *expansion)
{
    Values values = {0};
    *expansion = vars_expand(arena, scope, word, escape, EXPAND_WORD);
    *PUSH(arena, &values) = expansion->value;
    return values;
}
