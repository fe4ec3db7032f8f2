#include "context/pattern.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "context/wildcard.h"

/* ---- from a pattern to an expression ---- */

typedef struct {
    Str text;
    size_t at;
    PatternKind kind;
    Buf expression;
} Writer;

static void add_stars(Writer *w, bool begins)
{
    w->at++;
    if (w->at == w->text.len || w->text.at[w->at] != '*') {
        buf_add(&w->expression, STR("[^/]*"));
        w->kind = PATTERN_PROGRAM;
        return;
    }
    w->at++;
    if (w->at < w->text.len && w->text.at[w->at] == '/')
        w->at++;
    if (w->at < w->text.len) {
        buf_add(&w->expression, STR("(.*/)?"));
        w->kind = PATTERN_PROGRAM;
    } else if (w->kind == PATTERN_EXACT) {
        w->kind = PATTERN_PREFIX;
    } else {
        buf_add(&w->expression, STR(".*"));
        w->kind = PATTERN_PROGRAM;
    }
    if (begins)
        w->kind = PATTERN_SUFFIX;
}

static void add_rune(Writer *w)
{
    if (w->at == w->text.len)
        return;
    Rune rune = utf8_next(w->text, w->at);
    buf_rune(&w->expression, rune.rune);
    w->at += rune.len;
}

static void write_expression(Writer *w)
{
    size_t start = str_starts(w->text, STR("\xEF\xBB\xBF")) ? 3 : 0; /* Go's scanner drops it */
    for (w->at = start; w->at < w->text.len;) {
        char c = w->text.at[w->at];
        if (c == '*') {
            add_stars(w, w->at == start);
            continue;
        }
        if (c == '?') {
            buf_add(&w->expression, STR("[^/]"));
            w->kind = PATTERN_PROGRAM;
            w->at++;
            continue;
        }
        if (c == '\\') {
            buf_char(&w->expression, c);
            w->kind = PATTERN_PROGRAM;
            w->at++;
        } else if (str_find_char(STR(".+()$"), c) < 5) {
            buf_char(&w->expression, '\\');
        } else if (c == '[' || c == ']') {
            w->kind = PATTERN_PROGRAM;
        }
        add_rune(w);
    }
}

/* Most patterns are a name, or a name anywhere: nothing has to be made of them. */
static bool compile_name(Str text, Pattern *pattern)
{
    bool anywhere = str_starts(text, STR("**/"));
    Str name = str_tail(text, anywhere ? 3 : 0);
    for (size_t i = 0; i < name.len; i++)
        if ((name.at[i] & 0x80) || memchr("*?[]\\", name.at[i], 5))
            return false;
    if (name.len == 0)
        return false;
    *pattern = anywhere ? (Pattern){.kind = PATTERN_SUFFIX, .text = str_tail(text, 2)}
                        : (Pattern){.kind = PATTERN_EXACT, .text = text};
    return true;
}

const char *pattern_compile(Arena *arena, Str text, Pattern *pattern)
{
    if (compile_name(text, pattern))
        return NULL;
    *pattern = (Pattern){.kind = PATTERN_NOTHING};
    if (!wildcard_is_fine(text))
        return "syntax error in pattern";
    Writer w = {.text = text, .kind = PATTERN_EXACT};
    buf_init(&w.expression, arena);
    write_expression(&w);
    if (w.kind == PATTERN_PROGRAM && !pattern_program(arena, buf_str(&w.expression), pattern)) {
        pattern->kind = PATTERN_NOTHING;
        return "syntax error in pattern";
    }
    pattern->kind = w.kind;
    if (w.kind == PATTERN_EXACT)
        pattern->text = text;
    else if (w.kind == PATTERN_PREFIX)
        pattern->text = str_head(text, (size_t)(str_find(text, STR("**"))));
    else if (w.kind == PATTERN_SUFFIX)
        pattern->text = str_tail(text, 2);
    return NULL;
}

/* ---- matching ---- */

enum { MOST_STEPS = 1 << 17, WORDS = MOST_STEPS / 64 };

typedef struct {
    const Pattern *pattern;
    Str path;
    size_t words;
} Match;

static bool is_word(Str path, size_t at)
{
    char c = at < path.len ? path.at[at] : '/';
    return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether the step takes nothing and what follows may begin: `at` is between two characters. */
static bool passes(const PatternStep *step, Str path, size_t at)
{
    switch (step->op) {
    case OP_BEGIN:
        return at == 0;
    case OP_END:
        return at == path.len;
    case OP_EDGE:
    case OP_NO_EDGE:
        return ((at > 0 && is_word(path, at - 1)) != is_word(path, at)) == (step->op == OP_EDGE);
    case OP_MAYBE:
    case OP_REST:
    case OP_ANY:
        return true;
    case OP_RUNE:
    case OP_INSIDE:
    case OP_CLASS:
        return step->many;
    case OP_WITHIN:
    case OP_DONE:
        return false;
    }
    return false;
}

static bool is_in(const PatternRange *range, uint32_t rune)
{
    return range->category ? rune_is_of(rune, range->category) != range->outside
                           : rune >= range->first && rune <= range->last;
}

static bool takes(const Pattern *pattern, const PatternStep *step, uint32_t rune)
{
    switch (step->op) {
    case OP_RUNE:
        return rune == step->rune;
    case OP_INSIDE:
        return rune != '/';
    case OP_REST:
    case OP_WITHIN:
        return rune != '\n';
    case OP_ANY:
        return true;
    case OP_CLASS:
        for (size_t i = step->ranges; i < step->ranges + step->range_count; i++)
            if (is_in(&pattern->ranges.at[i], rune))
                return !step->negated;
        return step->negated;
    case OP_MAYBE:
    case OP_BEGIN:
    case OP_END:
    case OP_EDGE:
    case OP_NO_EDGE:
    case OP_DONE:
        return false;
    }
    return false;
}

static void set(uint64_t *states, size_t at)
{
    states[at / 64] |= (uint64_t)1 << (at % 64);
}

static bool is_set(const uint64_t *states, size_t at)
{
    return states[at / 64] >> (at % 64) & 1;
}

/* The states that are reached without taking a character: they all lie ahead. */
static void close_states(const Match *m, uint64_t *states, size_t at)
{
    const PatternSteps *steps = &m->pattern->steps;
    for (size_t word = 0; word < m->words; word++) {
        for (uint64_t done = 0; states[word] & ~done;) {
            size_t bit = (size_t)__builtin_ctzll(states[word] & ~done), i = word * 64 + bit;
            done |= (uint64_t)1 << bit;
            if (i >= steps->len || !passes(&steps->at[i], m->path, at))
                continue;
            set(states, i + 1);
            if (steps->at[i].op == OP_MAYBE)
                set(states, i + 2);
        }
    }
}

static bool advance(const Match *m, const uint64_t *now, uint64_t *next, uint32_t rune)
{
    const PatternSteps *steps = &m->pattern->steps;
    bool any = false;
    memset(next, 0, m->words * sizeof *next);
    for (size_t word = 0; word < m->words; word++) {
        for (uint64_t left = now[word]; left; left &= left - 1) {
            size_t i = word * 64 + (size_t)__builtin_ctzll(left);
            if (i >= steps->len || !takes(m->pattern, &steps->at[i], rune))
                continue;
            const PatternStep *step = &steps->at[i];
            bool stays =
                step->many || step->op == OP_REST || step->op == OP_WITHIN || step->op == OP_ANY;
            any = true;
            if (stays)
                set(next, i);
            if (!stays || (step->op == OP_WITHIN && rune == '/'))
                set(next, i + 1);
        }
    }
    return any;
}

static bool run_program(const Pattern *pattern, Str path)
{
    uint64_t room[2][WORDS];
    uint64_t *now = room[0], *next = room[1];
    Match m = {pattern, path, pattern->steps.len / 64 + 1};
    memset(now, 0, m.words * sizeof *now);
    set(now, 0);
    for (size_t i = 0; pattern->alternatives && i < pattern->steps.len; i++)
        if (pattern->steps.at[i].op == OP_DONE)
            set(now, i + 1);
    close_states(&m, now, 0);
    for (size_t at = 0; at < path.len;) {
        Rune rune = utf8_next(path, at);
        if (!advance(&m, now, next, rune.rune))
            return false;
        at += rune.len;
        uint64_t *swap = now;
        now = next;
        next = swap;
        close_states(&m, now, at);
    }
    for (size_t i = 0; pattern->alternatives && i < pattern->steps.len; i++)
        if (pattern->steps.at[i].op == OP_DONE && is_set(now, i))
            return true;
    return is_set(now, pattern->steps.len);
}

bool pattern_hits(const Pattern *pattern, Str path)
{
    switch (pattern->kind) {
    case PATTERN_NOTHING:
        return false;
    case PATTERN_EXACT:
        return str_eq(path, pattern->text);
    case PATTERN_PREFIX:
        return str_starts(path, pattern->text);
    case PATTERN_SUFFIX:
        return str_ends(path, pattern->text) ||
               (str_starts(pattern->text, STR("/")) && str_eq(path, str_tail(pattern->text, 1)));
    case PATTERN_PROGRAM:
        return str_ends(path, pattern->text) && str_starts(path, pattern->head) &&
               run_program(pattern, path);
    }
    return false;
}
