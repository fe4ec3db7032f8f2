#include "base/buf.h"
#include "base/utf8.h"
#include "context/pattern.h"

/* A line of an ignore file has at most 64 KiB, and no character makes more than one step of its
   own. */
enum { MOST_STEPS = (1 << 17) - 64 };

typedef struct {
    Arena *arena;
    Str text;
    size_t at;
    Pattern *pattern;
} Parser;

static bool at_end(const Parser *p)
{
    return p->at >= p->text.len;
}

static bool skip(Parser *p, Str what)
{
    bool is_there = str_starts(str_tail(p->text, p->at), what);
    p->at += is_there ? what.len : 0;
    return is_there;
}

static PatternStep *add_step(Parser *p, PatternOp op)
{
    PatternStep *step = PUSH(p->arena, &p->pattern->steps);
    step->op = op;
    return step;
}

static void add_range(Parser *p, uint32_t first, uint32_t last)
{
    *PUSH(p->arena, &p->pattern->ranges) = (PatternRange){first, last};
}

/* ---- classes that have a name ---- */

/* pairs of first and last; negated: what lies between them */
static void add_pairs(Parser *p, Str pairs, bool negated)
{
    uint32_t from = 0;
    for (size_t i = 0; i + 1 < pairs.len; i += 2) {
        uint32_t first = (unsigned char)pairs.at[i], last = (unsigned char)pairs.at[i + 1];
        if (!negated)
            add_range(p, first, last);
        else if (first > from)
            add_range(p, from, first - 1);
        from = last + 1;
    }
    if (negated)
        add_range(p, from, 0x10FFFF);
}

/* \d \s \w and their opposites */
static bool add_perl_class(Parser *p)
{
    Str rest = str_tail(p->text, p->at);
    if (rest.len < 2 || rest.at[0] != '\\')
        return false;
    char lower = (char)(rest.at[1] | 0x20);
    bool negated = rest.at[1] != lower;
    if (lower == 'd')
        add_pairs(p, STR("09"), negated);
    else if (lower == 's')
        add_pairs(p, STR("\t\n\f\r  "), negated);
    else if (lower == 'w')
        add_pairs(p, STR("09AZ__az"), negated);
    else
        return false;
    p->at += 2;
    return true;
}

/* [:name:] or [:^name:]; *known is false where the name is none. */
static bool add_posix_class(Parser *p, bool *known)
{
    static const struct {
        Str name, pairs;
    } classes[] = {
        {STR_INIT("alnum"), STR_INIT("09AZaz")},    {STR_INIT("alpha"), STR_INIT("AZaz")},
        {STR_INIT("ascii"), {"\0\x7F", 2}},         {STR_INIT("blank"), STR_INIT("\t\t  ")},
        {STR_INIT("cntrl"), {"\0\x1F\x7F\x7F", 4}}, {STR_INIT("digit"), STR_INIT("09")},
        {STR_INIT("graph"), STR_INIT("!~")},        {STR_INIT("lower"), STR_INIT("az")},
        {STR_INIT("print"), STR_INIT(" ~")},        {STR_INIT("punct"), STR_INIT("!/:@[`{~")},
        {STR_INIT("space"), STR_INIT("\t\r  ")},    {STR_INIT("upper"), STR_INIT("AZ")},
        {STR_INIT("word"), STR_INIT("09AZ__az")},   {STR_INIT("xdigit"), STR_INIT("09AFaf")},
    };
    Str rest = str_tail(p->text, p->at);
    size_t end = str_find(rest, STR(":]"));
    if (!str_starts(rest, STR("[:")) || end < 2 || end == rest.len)
        return false;
    Str name = str_slice(rest, 2, end);
    bool negated = str_starts(name, STR("^"));
    name = str_tail(name, negated);
    p->at += end + 2;
    *known = false;
    for (size_t i = 0; i < sizeof classes / sizeof *classes && !*known; i++) {
        *known = str_eq(name, classes[i].name);
        if (*known)
            add_pairs(p, classes[i].pairs, negated);
    }
    return true;
}

/* ---- one character ---- */

static bool read_digits(Parser *p, uint32_t base, size_t most, uint32_t *rune)
{
    size_t start = p->at;
    for (*rune = 0; !at_end(p) && p->at - start < most; p->at++) {
        char c = p->text.at[p->at], lower = (char)(c | 0x20);
        uint32_t digit = base;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            digit = (uint32_t)(lower - 'a') + 10;
        if (digit >= base)
            break;
        *rune = *rune * base + digit;
        if (*rune > 0x10FFFF)
            return false;
    }
    return p->at > start;
}

static bool read_hex(Parser *p, uint32_t *rune)
{
    /* Braces of a pattern come with a backslash, so \x{...} cannot be written in one. */
    size_t start = p->at;
    return read_digits(p, 16, 2, rune) && p->at - start == 2;
}

/* Behind the backslash. */
static bool read_escape(Parser *p, uint32_t *rune)
{
    static const char letters[] = "afnrtv", runes[] = "\a\f\n\r\t\v";
    if (at_end(p))
        return false;
    Rune next = utf8_next(p->text, p->at);
    uint32_t lower = next.rune | 0x20;
    bool digit = next.rune >= '0' && next.rune <= '9', letter = lower >= 'a' && lower <= 'z';
    if (digit) {
        size_t start = p->at;
        bool fine = read_digits(p, 8, 3, rune);
        return fine && (next.rune == '0' || p->at - start > 1);
    }
    p->at += next.len;
    *rune = next.rune;
    if (!letter)
        return next.rune < 0x80;
    if (next.rune == 'x')
        return read_hex(p, rune);
    size_t which = str_find_char(str_from(letters), (char)next.rune);
    *rune = which < 6 ? (unsigned char)runes[which] : 0;
    return which < 6;
}

static bool read_rune(Parser *p, uint32_t *rune)
{
    if (at_end(p))
        return false;
    if (skip(p, STR("\\")))
        return read_escape(p, rune);
    Rune next = utf8_next(p->text, p->at);
    p->at += next.len;
    *rune = next.rune;
    return true;
}

/* ---- the expression ---- */

static bool read_class_item(Parser *p)
{
    bool known = true;
    if (add_posix_class(p, &known))
        return known;
    if (add_perl_class(p))
        return true;
    uint32_t first, last;
    if (!read_rune(p, &first))
        return false;
    last = first;
    Str rest = str_tail(p->text, p->at);
    if (rest.len >= 2 && rest.at[0] == '-' && rest.at[1] != ']') {
        p->at++;
        if (!read_rune(p, &last) || last < first)
            return false;
    }
    add_range(p, first, last);
    return true;
}

static bool read_class(Parser *p)
{
    size_t ranges = p->pattern->ranges.len;
    bool negated = skip(p, STR("^"));
    for (bool first = true; first || !skip(p, STR("]")); first = false)
        if (at_end(p) || !read_class_item(p))
            return false;
    PatternStep *step = add_step(p, OP_CLASS);
    step->negated = negated;
    step->ranges = (uint32_t)ranges;
    step->range_count = (uint32_t)(p->pattern->ranges.len - ranges);
    return true;
}

static bool read_backslash(Parser *p)
{
    size_t ranges = p->pattern->ranges.len;
    p->at--;
    if (add_perl_class(p)) {
        PatternStep *step = add_step(p, OP_CLASS);
        step->ranges = (uint32_t)ranges;
        step->range_count = (uint32_t)(p->pattern->ranges.len - ranges);
        return true;
    }
    p->at++;
    if (skip(p, STR("A"))) {
        add_step(p, OP_BEGIN);
    } else if (skip(p, STR("z"))) {
        add_step(p, OP_END);
    } else if (skip(p, STR("b"))) {
        add_step(p, OP_EDGE);
    } else if (skip(p, STR("B"))) {
        add_step(p, OP_NO_EDGE);
    } else if (skip(p, STR("E"))) { /* the end of a quotation that never began */
        return false;
    } else if (skip(p, STR("Q"))) {
        while (!at_end(p) && !skip(p, STR("\\E"))) {
            Rune next = utf8_next(p->text, p->at);
            p->at += next.len;
            add_step(p, OP_RUNE)->rune = next.rune;
        }
    } else {
        uint32_t rune;
        if (!read_escape(p, &rune))
            return false;
        add_step(p, OP_RUNE)->rune = rune;
    }
    return true;
}

static bool read_atom(Parser *p)
{
    if (skip(p, STR("[^/]"))) {
        add_step(p, OP_INSIDE);
    } else if (skip(p, STR("(.*/)?"))) {
        add_step(p, OP_MAYBE);
        add_step(p, OP_WITHIN);
    } else if (skip(p, STR(".*"))) {
        add_step(p, OP_REST);
    } else if (skip(p, STR("["))) {
        return read_class(p);
    } else if (skip(p, STR("^"))) {
        add_step(p, OP_BEGIN);
    } else if (skip(p, STR("\\"))) {
        return read_backslash(p);
    } else {
        uint32_t rune;
        if (!read_rune(p, &rune))
            return false;
        add_step(p, OP_RUNE)->rune = rune;
    }
    return true;
}

static bool is_sure(const PatternStep *step)
{
    return step->op == OP_RUNE && !step->many && step->rune != RUNE_BAD;
}

/* What every match begins and ends with tells most paths apart without a run. */
static void note_ends(Arena *arena, Pattern *pattern)
{
    const PatternSteps *steps = &pattern->steps;
    size_t head = 0, tail = steps->len;
    while (head < steps->len && is_sure(&steps->at[head]))
        head++;
    while (tail > head && is_sure(&steps->at[tail - 1]))
        tail--;
    Buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < head; i++)
        buf_rune(&text, steps->at[i].rune);
    pattern->head = buf_str(&text);
    buf_init(&text, arena);
    for (size_t i = tail; i < steps->len; i++)
        buf_rune(&text, steps->at[i].rune);
    pattern->text = buf_str(&text);
}

bool pattern_program(Arena *arena, Str expression, Pattern *pattern)
{
    Parser p = {arena, expression, 0, pattern};
    while (!at_end(&p)) {
        if (!read_atom(&p) || pattern->steps.len > MOST_STEPS)
            return false;
        PatternStep *last = pattern->steps.len ? &pattern->steps.at[pattern->steps.len - 1] : NULL;
        if (last && skip(&p, STR("*")))
            last->many = true;
    }
    note_ends(arena, pattern);
    return true;
}
