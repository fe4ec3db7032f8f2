/* Comparing lines by their words. */
#include "ledger/said.h"

static bool is_apart(char c)
{
    return (unsigned char)c <= ' ' || (c != 0 && strchr("\"'[]{},\\", c));
}

void words_split(Arena *arena, Strs *words, Str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        while (at < text.len && !is_apart(text.at[at]))
            at++;
        if (at > start)
            *PUSH(arena, words) = str_slice(text, start, at);
        else
            at++;
    }
}

bool words_match(const Strs *words, size_t from, const Strs *pattern)
{
    size_t at = from, next = 0, any = SIZE_MAX, resume = 0;
    while (at < words->len) {
        if (next < pattern->len && pattern->at[next].len == 0) {
            any = next++;
            resume = at;
        } else if (next < pattern->len && str_eq(words->at[at], pattern->at[next])) {
            at++;
            next++;
        } else if (any != SIZE_MAX) {
            next = any + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (next < pattern->len && pattern->at[next].len == 0)
        next++;
    return next == pattern->len;
}

bool words_end(const Strs *words, const Strs *pattern, size_t *before)
{
    if (pattern->len > words->len)
        return false;
    *before = words->len - pattern->len;
    return words_match(words, *before, pattern);
}

enum { COUNTED = 512 }; /* words of a line that its likeness looks at */

/* The words' hashes, each in the slot of a small table that counts how often it falls there. */
unsigned words_alike(const Strs *a, const Strs *b)
{
    uint8_t counts[COUNTED * 2] = {0};
    size_t of_a = a->len < COUNTED ? a->len : COUNTED, of_b = b->len < COUNTED ? b->len : COUNTED;
    size_t both = 0;
    for (size_t i = 0; i < of_a; i++) {
        uint8_t *count = &counts[str_hash(a->at[i]) % sizeof counts];
        *count = (uint8_t)(*count + (*count < UINT8_MAX));
    }
    for (size_t i = 0; i < of_b; i++) {
        uint8_t *count = &counts[str_hash(b->at[i]) % sizeof counts];
        both += *count > 0;
        *count = (uint8_t)(*count - (*count > 0));
    }
    return of_a + of_b > 0 ? (unsigned)(200 * both / (of_a + of_b)) : 0;
}
