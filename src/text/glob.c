#include "text/glob.h"

/* [abc] [a-z] [!x] [^x]: whether c is in it; `at` moves behind the bracket. No closing one: a plain
 * [. */
static bool match_class(Str pattern, size_t *at, char c)
{
    size_t i = *at + 1;
    bool negated = i < pattern.len && (pattern.at[i] == '!' || pattern.at[i] == '^');
    i += negated;
    bool found = false;
    for (size_t first = i; i < pattern.len && (pattern.at[i] != ']' || i == first); i++) {
        if (pattern.at[i] == '\\' && i + 1 < pattern.len)
            i++;
        unsigned char low = (unsigned char)pattern.at[i], high = low;
        if (i + 2 < pattern.len && pattern.at[i + 1] == '-' && pattern.at[i + 2] != ']') {
            high = (unsigned char)pattern.at[i + 2];
            i += 2;
        }
        found = found || ((unsigned char)c >= low && (unsigned char)c <= high);
    }
    if (i >= pattern.len) {
        *at += 1;
        return c == '[';
    }
    *at = i + 1;
    return c != '/' && found != negated;
}

/* One character of the path against what stands at `at`; not for stars. */
static bool match_one(Str pattern, size_t *at, char c)
{
    char p = pattern.at[*at];
    if (p == '[')
        return match_class(pattern, at, c);
    if (p == '\\' && *at + 1 < pattern.len)
        p = pattern.at[++*at];
    else if (p == '?' && c != '/') {
        ++*at;
        return true;
    }
    ++*at;
    return p == c;
}

/* Within one component: a failure gives the last star one character more. */
static bool match_name(Str pattern, Str name)
{
    size_t p = 0, s = 0, star = SIZE_MAX, taken = 0;
    while (s < name.len || p < pattern.len) {
        size_t at = p;
        if (p < pattern.len && pattern.at[p] == '*') {
            star = ++p;
            taken = s;
        } else if (p < pattern.len && s < name.len && match_one(pattern, &at, name.at[s])) {
            p = at;
            s++;
        } else if (star < SIZE_MAX && taken < name.len) {
            p = star;
            s = ++taken;
        } else {
            return false;
        }
    }
    return true;
}

static Str component(Str path, size_t at)
{
    Str rest = str_tail(path, at);
    return str_head(rest, str_find_char(rest, '/'));
}

/* Over components the same way, with ** as the star. Past the end is one behind the length. */
bool glob_match(Str pattern, Str path)
{
    size_t p = 0, s = 0, star = SIZE_MAX, taken = 0;
    if (!glob_may_match(pattern, path))
        return false;
    while (s <= path.len || p <= pattern.len) {
        Str want = p <= pattern.len ? component(pattern, p) : (Str){0};
        Str name = s <= path.len ? component(path, s) : (Str){0};
        if (p <= pattern.len && str_eq(want, STR("**"))) {
            p += want.len + 1;
            star = p;
            taken = s;
        } else if (p <= pattern.len && s <= path.len && match_name(want, name)) {
            p += want.len + 1;
            s += name.len + 1;
        } else if (star < SIZE_MAX && taken <= path.len) {
            taken += component(path, taken).len + 1;
            p = star;
            s = taken;
        } else {
            return false;
        }
    }
    return true;
}
