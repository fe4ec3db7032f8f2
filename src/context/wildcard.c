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

/* Where a piece without stars ends that begins at p. A bracket may hold one. */
static size_t piece_end(Str pattern, size_t p)
{
    bool in_class = false;
    for (; p < pattern.len && (in_class || pattern.at[p] != '*'); p++) {
        if (pattern.at[p] == '\\' && p + 1 < pattern.len)
            p++;
        else if (pattern.at[p] == '[' || pattern.at[p] == ']')
            in_class = pattern.at[p] == '[';
    }
    return p;
}

typedef enum { APART, MATCHED, MALFORMED } Outcome;

/* Against what the path has at *s. It is read to its end in any case: it may be malformed. */
static Outcome match_piece(Str piece, Str path, size_t *s)
{
    bool apart = false;
    for (size_t p = 0; p < piece.len;) {
        char c = piece.at[p++];
        apart = apart || *s == path.len;
        Rune rune = apart ? (Rune){0} : utf8_next(path, *s);
        bool holds = rune.rune != '/';
        if (c == '[' && !read_class(piece, &p, rune.rune, &holds))
            return MALFORMED;
        if (c == '\\' && p == piece.len)
            return MALFORMED;
        if (c == '\\')
            c = piece.at[p++];
        else if (c == '[' || c == '?') {
            apart = apart || !holds;
            *s += rune.len;
            continue;
        }
        apart = apart || path.at[*s] != c;
        *s += !apart;
    }
    return apart ? APART : MATCHED;
}

/* A piece with a star before it goes to the first place where it fits; the last one has to reach
   the end. What stands behind a piece that fits nowhere is not read. */
static Outcome match(Str pattern, Str path)
{
    size_t s = 0;
    for (size_t p = 0; p < pattern.len;) {
        bool star = pattern.at[p] == '*';
        while (p < pattern.len && pattern.at[p] == '*')
            p++;
        size_t end = piece_end(pattern, p), at = s;
        Str piece = str_slice(pattern, p, end);
        if (star && piece.len == 0)
            return str_find_char(str_tail(path, s), '/') == path.len - s ? MATCHED : APART;
        Outcome outcome = match_piece(piece, path, &at);
        bool last = end == pattern.len;
        while (outcome == APART || (outcome == MATCHED && last && at < path.len)) {
            if (!star || s >= path.len || path.at[s] == '/')
                return APART;
            at = ++s;
            outcome = match_piece(piece, path, &at);
        }
        if (outcome == MALFORMED)
            return MALFORMED;
        s = at;
        p = end;
    }
    return s == path.len ? MATCHED : APART;
}

bool wildcard_is_fine(Str pattern)
{
    return match(pattern, STR(".")) != MALFORMED;
}

bool wildcard_match(Str pattern, Str path)
{
    return match(pattern, path) == MATCHED;
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
