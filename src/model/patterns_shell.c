/* Patterns of case and ${x#...}: * ? [...] and backslashes, over bytes. */
#include "model/runner.h"

/* Behind the ] of a [...]; 0 when it has none. */
static size_t set_end(Str pattern, size_t at)
{
    size_t i = at + 1;
    i += i < pattern.len && (pattern.at[i] == '!' || pattern.at[i] == '^');
    for (size_t first = i; i < pattern.len; i++)
        if (pattern.at[i] == ']' && i > first)
            return i + 1;
    return 0;
}

static bool in_class(Str name, char c)
{
    bool digit = c >= '0' && c <= '9', lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
    if (str_eq(name, STR("digit")))
        return digit;
    if (str_eq(name, STR("alpha")))
        return lower || upper;
    if (str_eq(name, STR("alnum")))
        return digit || lower || upper;
    if (str_eq(name, STR("space")) || str_eq(name, STR("blank")))
        return c == ' ' || (c >= '\t' && c <= '\r');
    return (str_eq(name, STR("upper")) && upper) || (str_eq(name, STR("lower")) && lower);
}

static bool in_set(Str set, char c)
{
    bool not = set.len > 0 && (set.at[0] == '!' || set.at[0] == '^'), found = false;
    for (size_t i = not ; i < set.len; i++) {
        size_t colon = i + 2 < set.len && set.at[i] == '[' && set.at[i + 1] == ':'
                           ? str_find(str_tail(set, i + 2), STR(":]"))
                           : set.len;
        if (i + 2 + colon + 1 < set.len) {
            found |= in_class(str_slice(set, i + 2, i + 2 + colon), c);
            i += colon + 3;
        } else if (i + 2 < set.len && set.at[i + 1] == '-') {
            found |= c >= set.at[i] && c <= set.at[i + 2];
            i += 2;
        } else {
            found |= set.at[i] == c;
        }
    }
    return found != not ;
}

/* One step of the pattern against one character; behind it in `at`. */
static bool matches_one(Str pattern, size_t *at, char c)
{
    char p = pattern.at[*at];
    size_t end = p == '[' ? set_end(pattern, *at) : 0;
    if (end) {
        Str set = str_slice(pattern, *at + 1, end - 1);
        *at = end;
        return in_set(set, c);
    }
    if (p == '\\' && *at + 1 < pattern.len)
        p = pattern.at[++*at];
    else if (p == '?')
        p = c;
    ++*at;
    return p == c;
}

bool pattern_matches(Runner *r, Str pattern, Str text, bool *matches)
{
    size_t p = 0, t = 0, star = 0, back = 0;
    bool starred = false;
    *matches = false;
    while (t < text.len || p < pattern.len) {
        size_t at = p;
        if (r->steps == 0)
            return false;
        r->steps--;
        if (p < pattern.len && pattern.at[p] == '*') {
            starred = true;
            star = ++p;
            back = t;
        } else if (t < text.len && p < pattern.len && matches_one(pattern, &at, text.at[t])) {
            p = at;
            t++;
        } else if (t < text.len && starred) {
            p = star;
            t = ++back;
        } else {
            return true;
        }
    }
    *matches = true;
    return true;
}
