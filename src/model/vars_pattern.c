#include "model/vars_pattern.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Real patterns and values are far below: what is above would be there to take time. */
enum { RUNES_MOST = 512, WORK_MOST = 16384 };

/* In a pattern, beside characters. */
enum { ANY = 0x110000, STAR };

typedef struct {
    uint32_t at[RUNES_MOST];
    size_t len;
} Runes;

typedef struct {
    Runes tokens, value;
    bool longest;
    size_t work;
} Match;

static bool runes_read(Runes *runes, Str text)
{
    for (size_t at = 0; at < text.len;) {
        Rune rune = utf8_next(text, at);
        at += rune.len;
        if (runes->len == RUNES_MOST)
            return false;
        runes->at[runes->len++] = rune.rune;
    }
    return true;
}

static void runes_write(Buf *text, const Runes *runes, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        buf_rune(text, runes->at[i]);
}

/* A pattern keeps each backslash before what it escapes. */
static void reverse(Runes *runes, bool escapes)
{
    Runes from = *runes;
    for (size_t i = 0; i < from.len; i++) {
        size_t to = from.len - 1 - i;
        if (escapes && from.at[i] == '\\' && i + 1 < from.len) {
            runes->at[to - 1] = from.at[i];
            runes->at[to] = from.at[++i];
        } else {
            runes->at[to] = from.at[i];
        }
    }
}

/* From characters to tokens, in place. */
static bool tokens_read(Arena *arena, Runes *runes, Str *problem)
{
    size_t len = 0;
    for (size_t i = 0; i < runes->len; i++) {
        uint32_t rune = runes->at[i];
        if (rune == '*' || rune == '?') {
            runes->at[len++] = rune == '*' ? STAR : ANY;
            continue;
        }
        if (rune == '\\') {
            uint32_t next = i + 1 < runes->len ? runes->at[i + 1] : 0;
            if (next == '}' || next == '/')
                continue;
            i++;
            rune = next;
            if (rune != '*' && rune != '?' && rune != '\\') {
                Buf text;
                buf_init(&text, arena);
                buf_add(&text, STR("invalid escape in the pattern: \\"));
                buf_rune(&text, next ? next : RUNE_BAD);
                *problem = buf_str(&text);
                return false;
            }
        }
        runes->at[len++] = rune;
    }
    runes->len = len;
    return true;
}

/* ---- matching ---- */

/* Places of the pattern that a value may have come to. */
typedef struct {
    bool at[RUNES_MOST + 1];
    bool any;
} Places;

static void reach(const Match *match, Places *places, size_t place)
{
    places->any = true;
    places->at[place] = true;
    while (place < match->tokens.len && match->tokens.at[place] == STAR)
        places->at[++place] = true;
}

static void step(Match *match, const Places *from, Places *to, uint32_t rune)
{
    size_t count = match->tokens.len;
    memset(to->at, 0, count + 1);
    to->any = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t token = match->tokens.at[i];
        if (!from->at[i])
            continue;
        if (token == STAR && rune != '\n')
            reach(match, to, i);
        else if (token == rune || (token == ANY && rune != '\n'))
            reach(match, to, i + 1);
    }
    match->work += count + 1;
}

/* The shortest or longest match that starts at `from`. */
static bool match_at(Match *match, size_t from, size_t *end)
{
    Places places[2];
    bool found = false;
    memset(places[0].at, 0, match->tokens.len + 1);
    reach(match, &places[0], 0);
    for (size_t i = from, turn = 0;; i++, turn ^= 1) {
        if (places[turn].at[match->tokens.len]) {
            found = true;
            *end = i;
        }
        if (i == match->value.len || !places[turn].any || (found && !match->longest) ||
            match->work > WORK_MOST)
            return found;
        step(match, &places[turn], &places[turn ^ 1], match->value.at[i]);
    }
}

static bool match_find(Match *match, size_t from, size_t *start, size_t *end)
{
    for (*start = from; *start <= match->value.len; ++*start)
        if (match_at(match, *start, end))
            return true;
    return false;
}

/* ---- replacing ---- */

/* The name behind a '$' of a template; false when there is none. */
static bool template_name(Str text, Str *name, size_t *len)
{
    bool brace = str_starts(text, STR("{"));
    size_t at = brace;
    for (Rune rune; (rune = utf8_next(text, at)).len > 0; at += rune.len)
        if (!rune_is_letter(rune.rune) && !rune_is_digit(rune.rune) && rune.rune != '_')
            break;
    *name = str_slice(text, brace, at);
    if (name->len == 0 || (brace && !str_starts(str_tail(text, at), STR("}"))))
        return false;
    *len = at + brace;
    return true;
}

/* Where all matches are replaced, the text is a template of Go's regexp: $0 is what was found, any
   other name is empty. */
static void add_template(Buf *text, Str template, const Match *match, size_t start, size_t end)
{
    while (template.len > 0) {
        StrCut cut = str_cut(template, '$');
        buf_add(text, cut.head);
        template = cut.tail;
        if (!cut.found)
            return;
        Str name;
        size_t len;
        if (str_starts(template, STR("$"))) {
            buf_char(text, '$');
            template = str_tail(template, 1);
        } else if (template_name(template, &name, &len)) {
            if (str_eq(name, STR("0")))
                runes_write(text, &match->value, start, end);
            template = str_tail(template, len);
        } else {
            buf_char(text, '$');
        }
    }
}

static void replace(Buf *text, Match *match, const Pattern *pattern)
{
    size_t done = 0, from = 0, start, end;
    while (from <= match->value.len && match_find(match, from, &start, &end)) {
        runes_write(text, &match->value, done, start);
        if (!pattern->all)
            buf_add(text, pattern->replacement);
        else if (end > done || start == 0)
            add_template(text, pattern->replacement, match, start, end);
        done = end;
        from = end > from ? end : from + 1;
        if (!pattern->all || match->work > WORK_MOST)
            break;
    }
    runes_write(text, &match->value, done, match->value.len);
}

PatternEnd pattern_apply(Arena *arena, const Pattern *pattern, Str value, Str *result, size_t *work)
{
    Match match;
    match.tokens.len = match.value.len = match.work = 0;
    match.longest = pattern->all || pattern->kind == PATTERN_REPLACE;
    if (!runes_read(&match.tokens, pattern->pattern) || !runes_read(&match.value, value))
        return PATTERN_MUCH;
    bool suffix = pattern->kind == PATTERN_SUFFIX;
    if (suffix) {
        reverse(&match.tokens, true);
        reverse(&match.value, false);
    }
    if (!tokens_read(arena, &match.tokens, result))
        return PATTERN_WRONG;
    Buf text;
    buf_init(&text, arena);
    size_t end = 0;
    if (pattern->kind == PATTERN_REPLACE) {
        replace(&text, &match, pattern);
    } else {
        match_at(&match, 0, &end);
        if (suffix)
            reverse(&match.value, false);
        runes_write(&text, &match.value, suffix ? 0 : end, match.value.len - (suffix ? end : 0));
    }
    *result = buf_str(&text);
    *work = match.work;
    return match.work > WORK_MOST ? PATTERN_MUCH : PATTERN_DONE;
}
