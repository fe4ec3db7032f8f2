#include "context/wildcard.h"

#include "base/utf8.h"

/* One end of a range. Something has to stand behind it: at least the class's end. */
static bool read_end(Str pattern, size_t *at, uint32_t *rune)
{
    if (*at >= pattern.len || pattern.at[*at] == '-' || pattern.at[*at] == ']')
        return false;
    if (pattern.at[*at] == '\\' && ++*at >= pattern.len)
        return false;
    Rune read = utf8_next(pattern, *at);
    *rune = read.rune;
    *at += read.len;
    return !read.bad && *at < pattern.len;
}

/* From behind the '[' to behind the ']'; false where it is no class. */
static bool read_class(Str pattern, size_t *at, uint32_t rune, bool *holds)
{
    bool negated = *at < pattern.len && pattern.at[*at] == '^', any = false, first = true;
    for (*at += negated; first || pattern.at[*at] != ']'; first = false) {
        uint32_t low, high;
        if (!read_end(pattern, at, &low))
            return false;
        high = low;
        if (pattern.at[*at] == '-') {
            ++*at;
            if (!read_end(pattern, at, &high))
                return false;
        }
        any = any || (low <= rune && rune <= high);
    }
    ++*at;
    *holds = any != negated;
    return true;
}

bool wildcard_is_fine(Str pattern)
{
    for (size_t at = 0; at < pattern.len;) {
        bool holds;
        char c = pattern.at[at++];
        if (c == '[' && !read_class(pattern, &at, 0, &holds))
            return false;
        if (c == '\\' && at++ == pattern.len)
            return false;
    }
    return true;
}

/* What is no star, against what the path has next. */
static bool match_one(Str pattern, size_t *p, Str path, size_t *s)
{
    char c = pattern.at[(*p)++];
    if (*s == path.len)
        return false;
    Rune rune = utf8_next(path, *s);
    if (c == '[' || c == '?') {
        bool holds = path.at[*s] != '/';
        *s += rune.len;
        return c == '?' ? holds : read_class(pattern, p, rune.rune, &holds) && holds;
    }
    if (c == '\\')
        c = pattern.at[(*p)++];
    return c == path.at[(*s)++];
}

/* Only the last star is tried anew, as Go does: what stood before it has its place. */
bool wildcard_match(Str pattern, Str path)
{
    size_t p = 0, s = 0, star = 0, taken = 0;
    bool starred = false;
    if (!wildcard_is_fine(pattern))
        return false;
    while (p < pattern.len || s < path.len) {
        if (p < pattern.len && pattern.at[p] == '*') {
            starred = true;
            star = ++p;
            taken = s;
        } else if (p == pattern.len || !match_one(pattern, &p, path, &s)) {
            if (!starred || taken >= path.len || path.at[taken] == '/')
                return false;
            p = star;
            s = ++taken;
        }
    }
    return true;
}

bool wildcard_has(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\\')
            i++;
        else if (str_find_char(STR("*?["), text.at[i]) < 3)
            return true;
    }
    return false;
}
