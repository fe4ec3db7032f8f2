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
    *PUSH(p->arena, &p->pattern->ranges) = (PatternRange){.first = first, .last = last};
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

/* \pL \PL \p{L} \p{^L}: Unicode's categories of one letter. Of those with longer names, and of
   scripts, nothing is known here. */
static bool add_category(Parser *p, Str rest)
{
    if (rest.len < 3 || rest.at[0] != '\\' || (rest.at[1] | 0x20) != 'p')
        return false;
    bool outside = rest.at[1] == 'P', braces = rest.at[2] == '{';
    Str name = braces ? str_cut(str_tail(rest, 3), '}').head : str_slice(rest, 2, 3);
    size_t len = 2 + name.len + (braces ? 2 : 0);
    if (braces && str_starts(name, STR("^"))) {
        outside = !outside;
        name = str_tail(name, 1);
    }
    char category = name.len == 1 ? (char)(name.at[0] & ~0x20) : 0;
    if (len > rest.len || str_find_char(STR("CLMNPSZ"), category) == 7)
        return false;
    *PUSH(p->arena, &p->pattern->ranges) = (PatternRange){.category = category, .outside = outside};
    p->at += len;
    return true;
}

/* \d \s \w and their opposites, too */
static bool add_letter_class(Parser *p)
{
    Str rest = str_tail(p->text, p->at);
    if (add_category(p, rest))
        return true;
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
    if (skip(p, STR("{")))
        return read_digits(p, 16, SIZE_MAX, rune) && skip(p, STR("}"));
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
    if (add_letter_class(p))
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

/* Of the ranges from there on. */
static PatternStep *add_class(Parser *p, size_t ranges)
{
    PatternStep *step = add_step(p, OP_CLASS);
    step->ranges = (uint32_t)ranges;
    step->range_count = (uint32_t)(p->pattern->ranges.len - ranges);
    return step;
}

static bool read_class(Parser *p)
{
    size_t ranges = p->pattern->ranges.len;
    bool negated = skip(p, STR("^"));
    for (bool first = true; first || !skip(p, STR("]")); first = false)
        if (at_end(p) || !read_class_item(p))
            return false;
    add_class(p, ranges)->negated = negated;
    return true;
}

/* What leads to the end of the expression unquoted takes the $ there along. */
static void add_dollar(Parser *p)
{
    add_step(p, OP_RUNE)->rune = '$';
    add_step(p, OP_ANY);
}

/* Up to \E. */
static void read_quoted(Parser *p)
{
    while (!at_end(p)) {
        if (skip(p, STR("\\E")))
            return;
        Rune next = utf8_next(p->text, p->at);
        p->at += next.len;
        add_step(p, OP_RUNE)->rune = next.rune;
    }
    add_dollar(p);
}

static bool read_backslash(Parser *p)
{
    size_t ranges = p->pattern->ranges.len;
    uint32_t rune;
    if (add_letter_class(p)) {
        add_class(p, ranges);
    } else if (skip(p, STR("\\A"))) {
        add_step(p, OP_BEGIN);
    } else if (skip(p, STR("\\z"))) {
        add_step(p, OP_END);
    } else if (skip(p, STR("\\b"))) {
        add_step(p, OP_EDGE);
    } else if (skip(p, STR("\\B"))) {
        add_step(p, OP_NO_EDGE);
    } else if (skip(p, STR("\\Q"))) {
        read_quoted(p);
    } else if (p->at + 1 == p->text.len) {
        p->at++;
        add_dollar(p);
    } else {
        if (!read_rune(p, &rune))
            return false;
        add_step(p, OP_RUNE)->rune = rune;
    }
    return true;
}

static bool read_atom(Parser *p)
{
    if (skip(p, STR("[^/]"))) {
        add_step(p, OP_INSIDE);
    } else if (skip(p, STR("["))) {
        return read_class(p);
    } else if (skip(p, STR("^"))) {
        add_step(p, OP_BEGIN);
    } else if (str_starts(str_tail(p->text, p->at), STR("\\"))) {
        return read_backslash(p);
    } else {
        uint32_t rune;
        if (!read_rune(p, &rune))
            return false;
        add_step(p, OP_RUNE)->rune = rune;
    }
    return true;
}

/* repeated: no count may follow. A bracket may end in the [^/]* that a star became. */
static bool read_piece(Parser *p, bool *repeated)
{
    *repeated = true;
    if (skip(p, STR("(.*/)?"))) {
        add_step(p, OP_MAYBE);
        add_step(p, OP_WITHIN);
        return true;
    }
    if (skip(p, STR(".*"))) {
        add_step(p, OP_REST);
        return true;
    }
    if (!read_atom(p))
        return false;
    *repeated = skip(p, STR("*"));
    if (*repeated)
        p->pattern->steps.at[p->pattern->steps.len - 1].many = true;
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
    while (tail > head && is_sure(&steps->at[tail - 1]) &&
           (tail < 2 || steps->at[tail - 2].op != OP_MAYBE))
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

/* ---- repetition and alternatives, which BuildKit forgets to escape ---- */

static bool read_count(Parser *p, size_t *count)
{
    enum { DIGITS = 7 };
    size_t start = p->at;
    for (*count = 0; !at_end(p) && p->text.at[p->at] >= '0' && p->text.at[p->at] <= '9'; p->at++)
        if (p->at - start < DIGITS)
            *count = *count * 10 + (size_t)(p->text.at[p->at] - '0');
    bool leading_zero = p->at > start + 1 && p->text.at[start] == '0';
    return p->at > start && !leading_zero;
}

/* {n}, {n,} or {n,m}; most: SIZE_MAX where there is no end. False where the brace is one like any
   other character. */
static bool read_counts(Parser *p, size_t *least, size_t *most)
{
    size_t start = p->at;
    bool fine = skip(p, STR("{")) && read_count(p, least);
    *most = *least;
    if (fine && skip(p, STR(",")) && !read_count(p, most))
        *most = SIZE_MAX;
    fine = skip(p, STR("}")) && fine;
    p->at = fine ? p->at : start;
    return fine;
}

static bool is_allowed(size_t least, size_t most)
{
    enum { MOST = 1000 };
    return least <= MOST && (most == SIZE_MAX || (most <= MOST && least <= most));
}

static bool takes_nothing(PatternOp op)
{
    return op == OP_BEGIN || op == OP_END || op == OP_EDGE || op == OP_NO_EDGE;
}

/* The step that was read last, so many times; without one, the ^ that no pattern shows. */
static void repeat(Parser *p, size_t least, size_t most)
{
    PatternSteps *steps = &p->pattern->steps;
    if (steps->len == 0) {
        if (least == 0)
            add_step(p, OP_ANY);
        return;
    }
    PatternStep step = steps->at[--steps->len];
    if (most == SIZE_MAX && takes_nothing(step.op))
        most = least ? least : 1;
    for (size_t i = 0; i < least; i++)
        *PUSH(p->arena, steps) = step;
    for (size_t i = least; most != SIZE_MAX && i < most; i++) {
        add_step(p, OP_MAYBE);
        *PUSH(p->arena, steps) = step;
    }
    if (most == SIZE_MAX) {
        *PUSH(p->arena, steps) = step;
        steps->at[steps->len - 1].many = true;
    }
}

/* ^ belongs to the first one alone, $ to the last. */
static void end_alternative(Parser *p)
{
    add_step(p, OP_ANY);
    add_step(p, OP_DONE);
    add_step(p, OP_ANY);
    p->pattern->alternatives = true;
}

bool pattern_program(Arena *arena, Str expression, Pattern *pattern)
{
    Parser p = {arena, expression, 0, pattern};
    size_t least = 0, most = 0, start = 0; /* start: of the alternative */
    bool repeated = false;
    while (!at_end(&p)) {
        if (skip(&p, STR("|"))) {
            end_alternative(&p);
            start = pattern->steps.len;
            repeated = false;
        } else if (read_counts(&p, &least, &most)) {
            bool any = pattern->steps.len > start || start == 0;
            if (repeated || !any || !is_allowed(least, most))
                return false;
            repeat(&p, least, most);
            repeated = true;
        } else if (!read_piece(&p, &repeated)) {
            return false;
        }
        if (pattern->steps.len > MOST_STEPS)
            return false;
    }
    if (!pattern->alternatives)
        note_ends(arena, pattern);
    return true;
}
