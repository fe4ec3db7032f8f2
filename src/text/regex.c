#include "text/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <assert.h>
#include <pcre2.h>

enum { STEPS_MOST = 100000 };

struct Regex {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static void drop(void *handle)
{
    const Regex *regex = handle;
    pcre2_match_data_free(regex->match);
    pcre2_match_context_free(regex->limits);
    pcre2_code_free(regex->code);
}

const Regex *regex_try(Arena *arena, Str expression)
{
    int error;
    PCRE2_SIZE place;
    Regex *regex = NEW(arena, Regex);
    regex->code = pcre2_compile((PCRE2_SPTR)expression.at, expression.len, PCRE2_MULTILINE, &error,
                                &place, NULL);
    if (!regex->code)
        return NULL;
    regex->match = pcre2_match_data_create(REGEX_GROUPS, NULL);
    regex->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(regex->limits, STEPS_MOST);
    arena_own(arena, regex, drop);
    return regex;
}

const Regex *regex_new(Arena *arena, const char *expression)
{
    const Regex *regex = regex_try(arena, str_from(expression));
    assert(regex && "an expression of a table is right");
    return regex;
}

bool regex_find(const Regex *regex, Str text, size_t from, Str groups[REGEX_GROUPS])
{
    int count = pcre2_match(regex->code, (PCRE2_SPTR)text.at, text.len, from, 0, regex->match,
                            regex->limits);
    const PCRE2_SIZE *places = pcre2_get_ovector_pointer(regex->match);
    for (int i = 0; i < REGEX_GROUPS; i++)
        groups[i] = i < count && places[2 * i] != PCRE2_UNSET
                        ? str_slice(text, places[2 * i], places[2 * i + 1])
                        : (Str){0};
    return count > 0;
}

Str regex_library(Arena *arena)
{
    int length = pcre2_config(PCRE2_CONFIG_VERSION, NULL); /* of "10.42 2022-12-11" */
    char *version = NEW_ARRAY(arena, length > 0 ? (size_t)length : 1, char);
    pcre2_config(PCRE2_CONFIG_VERSION, version);
    return str_joined(arena, STR("PCRE2 "), str_cut(str_from(version), ' ').head);
}
