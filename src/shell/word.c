/* Words and their parts. */
#include "base/buf.h"
#include "shell/parser.h"

enum {
    M_BRACES = 1 << MODE_WORD | 1 << MODE_BRANCH,
    M_GLOBS = M_BRACES | 1 << MODE_MATCH,
    M_WORD = M_GLOBS | 1 << MODE_VALUE,
    M_REGEX = 1 << MODE_REGEX,
    M_SLICE = 1 << MODE_SLICE,
    M_BRACED = 1 << MODE_BRACED | 1 << MODE_PATTERN | M_SLICE,
    M_INDEX = 1 << MODE_INDEX | 1 << MODE_KEY,
    M_QUOTED = 1 << MODE_QUOTED,
    M_OPEN = M_WORD | M_REGEX | M_BRACED | M_INDEX, /* quotes count */
    M_ALL = M_OPEN | M_QUOTED | 1 << MODE_DOCUMENT,
};

/* In which modes a byte is more than text. */
static const uint16_t counts[256] = {
    [' '] = M_WORD | M_REGEX,
    ['\t'] = M_WORD | M_REGEX,
    ['\n'] = M_WORD | M_REGEX,
    [';'] = M_WORD | M_REGEX,
    ['&'] = M_WORD | M_REGEX,
    ['('] = M_WORD | M_REGEX | M_SLICE,
    [')'] = M_WORD | M_REGEX | M_SLICE,
    ['|'] = M_WORD,
    ['<'] = M_WORD,
    ['>'] = M_WORD,
    ['\''] = M_OPEN,
    ['"'] = M_OPEN | M_QUOTED,
    ['$'] = M_ALL,
    ['`'] = M_ALL,
    ['\\'] = M_ALL,
    ['*'] = M_GLOBS,
    ['?'] = M_GLOBS | M_SLICE,
    [':'] = M_SLICE,
    ['{'] = M_BRACES,
    ['~'] = M_WORD,
    ['['] = M_GLOBS | M_INDEX,
    [']'] = M_INDEX,
    ['}'] = M_BRACED | 1 << MODE_KEY,
    ['/'] = 1 << MODE_PATTERN,
    [','] = 1 << MODE_BRANCH,
};

ShellPart *new_part(Parser *p, PartKind kind, uint32_t from, uint32_t to)
{
    ShellPart *part = NEW(p->arena, ShellPart);
    part->kind = kind;
    part->span = span_of(p, from, to);
    return part;
}

typedef struct {
    Mode mode;
    uint32_t from;  /* where the text that is no part yet begins */
    uint32_t start; /* of the whole */
    unsigned depth; /* of brackets that only text has */
    unsigned asked; /* ? in a slice whose : is still to come */
    const ShellPart *first, **last;
} Reading;

static void add_text(Parser *p, Reading *reading, uint32_t to)
{
    if (reading->from == to)
        return;
    ShellPart *part = new_part(p, PART_TEXT, reading->from, to);
    part->value = without_escapes(p, str_slice(p->text, reading->from, to), reading->mode);
    part->constant = true;
    *reading->last = part;
    reading->last = &part->next;
}

/* With the text before it, which ends at `at`. */
static void add_part(Parser *p, Reading *reading, uint32_t at, ShellPart *part)
{
    add_text(p, reading, at);
    *reading->last = part;
    reading->last = &part->next;
    reading->from = p->at;
}

static bool process_here(const Parser *p)
{
    int c = peek(p);
    return (c == '<' || c == '>') && peek_at(p, 1) == '(';
}

/* A ( right behind one of ?*+@! makes a pattern of it. */
static bool pattern_here(const Parser *p, const Reading *reading)
{
    return peek(p) == '(' && p->at > reading->start && strchr("?*+@!", p->text.at[p->at - 1]);
}

static bool word_stops(const Parser *p, const Reading *reading, int c)
{
    return c == ',' || (ends_word(c) && !process_here(p) && !pattern_here(p, reading));
}

static bool regex_stops(Reading *reading, int c)
{
    if (c == '(')
        reading->depth++;
    else if (c == ')')
        return reading->depth-- == 0;
    return reading->depth == 0 && (is_blank(c) || c == '\n' || c == ';' || c == '&');
}

static bool index_stops(Reading *reading, int c)
{
    if (c == '[')
        reading->depth++;
    return c == ']' && reading->depth-- == 0;
}

/* As bash looks for it: not in round brackets, and not the : of a ? before. */
static bool slice_stops(Reading *reading, int c)
{
    if (c == '(')
        reading->depth++;
    else if (c == ')')
        reading->depth -= reading->depth > 0;
    else if (c == '?' && reading->depth == 0)
        reading->asked++;
    if (c != ':' || reading->depth > 0)
        return c == '}';
    if (reading->asked == 0)
        return true;
    reading->asked--;
    return false;
}

/* Behind the two slashes of ${x////y} stands a pattern that is a slash itself. */
static bool pattern_stops(const Parser *p, const Reading *reading, int c)
{
    bool first = p->at == reading->start && p->text.at[p->at - 1] == '/';
    return c == '}' || (c == '/' && !first);
}

static bool stops(const Parser *p, Reading *reading, int c)
{
    switch (reading->mode) {
    case MODE_WORD:
    case MODE_BRANCH:
    case MODE_VALUE:
    case MODE_MATCH:
        return word_stops(p, reading, c);
    case MODE_REGEX:
        return regex_stops(reading, c);
    case MODE_INDEX:
        return index_stops(reading, c);
    case MODE_KEY:
        return c == '}' || index_stops(reading, c);
    case MODE_BRACED:
        return c == '}';
    case MODE_PATTERN:
        return pattern_stops(p, reading, c);
    case MODE_SLICE:
        return slice_stops(reading, c);
    case MODE_QUOTED:
        return c == '"';
    case MODE_DOCUMENT:
        break;
    }
    return false;
}

static ShellPart *read_glob(Parser *p, uint32_t end)
{
    ShellPart *part = new_part(p, PART_GLOB, p->at, end);
    part->value = str_slice(p->text, p->at, end);
    p->at = end;
    return part;
}

static ShellPart *skip_text(Parser *p, uint32_t len)
{
    uint32_t rest = p->end - p->at;
    p->at += len < rest ? len : rest;
    return NULL;
}

/* [...]: its ] may be the first character in it; without one [ is text. */
static ShellPart *read_bracket(Parser *p)
{
    uint32_t at = p->at + 1;
    if (at < p->end && (p->text.at[at] == '!' || p->text.at[at] == '^'))
        at++;
    uint32_t first = at;
    if (p->at < p->no_bracket)
        return skip_text(p, 1);
    for (; at < p->end && !ends_word((unsigned char)p->text.at[at]); at++) {
        char c = p->text.at[at];
        if (c == ']' && at > first)
            return read_glob(p, at + 1);
        if (c == '\'' || c == '"' || c == '$' || c == '`' || c == '\\')
            break;
    }
    p->no_bracket = at;
    return skip_text(p, 1);
}

/* What a shell without brace expansion makes of it, if nothing else in it is expanded. */
static Str brace_value(Parser *p, ShellPart *part, uint32_t from, uint32_t to)
{
    Buf value;
    bool quoted = false;
    part->braces = true;
    buf_init(&value, p->arena);
    for (const ShellWord *word = part->words; word; word = word->next) {
        part->braces &= word->constant || word->braces;
        quoted |= word->quoted;
    }
    if (!part->braces || !quoted)
        return str_slice(p->text, from, to);
    buf_char(&value, '{');
    for (const ShellWord *word = part->words; word; word = word->next) {
        buf_add(&value, word->value);
        buf_char(&value, word->next ? ',' : '}');
    }
    return buf_str(&value);
}

static ShellPart *read_brace(Parser *p)
{
    uint32_t from = p->at++, end = look_brace(p, p->at);
    if (!end || !enter(p)) {
        p->depth -= end != 0;
        return NULL;
    }
    ShellPart *part = new_part(p, PART_BRACE, from, end + 1);
    const ShellWord **last = &part->words;
    Limits outer = limit(p, end);
    do {
        ShellWord *word = read_word(p, MODE_BRANCH);
        *last = word;
        last = &word->next;
    } while (take(p, ','));
    unlimit(p, outer);
    leave(p);
    p->at = end + 1;
    part->value = brace_value(p, part, from, end + 1);
    return part;
}

/* In a value also behind a colon: PATH=~/a:~/b */
static ShellPart *read_tilde(Parser *p, const Reading *reading)
{
    uint32_t from = p->at++;
    if (from > reading->start && (reading->mode != MODE_VALUE || p->text.at[from - 1] != ':'))
        return NULL;
    while (is_name(peek(p)) || (peek(p) > 0 && strchr("-.+", peek(p))))
        p->at++;
    int c = peek(p);
    if (c != '/' && c != ':' && !ends_word(c))
        return NULL;
    ShellPart *part = new_part(p, PART_TILDE, from, p->at);
    part->value = str_slice(p->text, from, p->at);
    return part;
}

/* What stands here; NULL when it is text after all, which is then behind us. */
static ShellPart *read_special(Parser *p, const Reading *reading, int c)
{
    bool is_word = 1 << reading->mode & M_WORD;
    if (c == '\\')
        return skip_text(p, 2);
    if (c == '"')
        return read_double(p, PART_DOUBLE, p->at);
    if (c == '$')
        return read_dollar(p, reading->mode);
    if (c == '\'' && !(p->quoted && 1 << reading->mode & M_BRACED))
        return read_single(p);
    if (c == '`')
        return read_backquotes(p);
    if (!is_word)
        return skip_text(p, 1);
    if (c == '*' || c == '?')
        return read_glob(p, p->at + 1);
    if (c == '[')
        return read_bracket(p);
    if (c == '{')
        return read_brace(p);
    if (c == '~')
        return read_tilde(p, reading);
    if (c == '(') {
        uint32_t end = look_closing(p, p->at + 1, '(', ')');
        if (end < p->end)
            return read_glob(p, end + 1);
        fail_here(p, "this ( is not closed");
    }
    return process_here(p) ? read_process(p) : skip_text(p, 1);
}

static void read_on(Parser *p, Reading *reading)
{
    const unsigned bit = 1u << reading->mode;
    while (!p->failed) {
        while (p->at < p->end && !(counts[(unsigned char)p->text.at[p->at]] & bit))
            p->at++;
        int c = peek(p);
        if (c == END || stops(p, reading, c))
            break;
        uint32_t at = p->at;
        ShellPart *part = read_special(p, reading, c);
        if (part)
            add_part(p, reading, at, part);
    }
    if (!p->failed)
        add_text(p, reading, p->at);
}

const ShellPart *read_parts(Parser *p, Mode mode)
{
    Reading reading = {.mode = mode, .from = p->at, .start = p->at};
    reading.last = &reading.first;
    read_on(p, &reading);
    return reading.first;
}

Str parts_value(Parser *p, const ShellPart *parts, bool *constant)
{
    size_t len = 0;
    bool known = true;
    *constant = true;
    for (const ShellPart *part = parts; part; part = part->next) {
        *constant &= part->constant;
        known &= part->constant || part->braces;
        len += part->value.len;
    }
    if (!known || !parts)
        return (Str){0};
    if (!parts->next)
        return parts->value;
    char *value = NEW_ARRAY(p->arena, len ? len : 1, char);
    size_t at = 0;
    for (const ShellPart *part = parts; part; part = part->next) {
        if (part->value.len)
            memcpy(value + at, part->value.at, part->value.len);
        at += part->value.len;
    }
    return (Str){value, len};
}

static bool any_has_quotes(const ShellPart *parts, Str whole);

static bool has_quotes(const ShellPart *part, Str whole)
{
    switch (part->kind) {
    case PART_SINGLE:
    case PART_ANSI:
    case PART_DOUBLE:
    case PART_LOCALE:
        return true;
    case PART_TEXT:
        return part->value.len != span_len(part->span) &&
               memchr(whole.at + part->span.start, '\\', span_len(part->span));
    case PART_PARAM:
    case PART_COMMAND:
    case PART_ARITH:
    case PART_PROCESS:
    case PART_TILDE:
        break;
    case PART_BRACE:
        for (const ShellWord *word = part->words; word; word = word->next)
            if (word->quoted)
                return true;
        break;
    case PART_GLOB:
        return any_has_quotes(part->parts, whole);
    }
    return false;
}

static bool any_has_quotes(const ShellPart *parts, Str whole)
{
    for (; parts; parts = parts->next)
        if (has_quotes(parts, whole))
            return true;
    return false;
}

static ShellWord *new_word(Parser *p, uint32_t from, const ShellPart *parts)
{
    ShellWord *word = NEW(p->arena, ShellWord);
    word->parts = parts;
    word->span = span_of(p, from, p->at);
    word->text = text_of(p, word->span);
    word->value = parts_value(p, word->parts, &word->constant);
    word->braces = !word->constant && word->value.len > 0;
    word->quoted = any_has_quotes(parts, p->whole);
    return word;
}

/* Most words are text alone, up to a blank or the end of the command: they are one piece. NULL for
   all others. */
static ShellWord *read_plain_word(Parser *p, Mode mode)
{
    const unsigned bit = 1u << mode;
    uint32_t from = p->at, to = from;
    while (to < p->end && !(counts[(unsigned char)p->text.at[to]] & bit))
        to++;
    int c = to < p->end ? (unsigned char)p->text.at[to] : END;
    if (p->failed || to == from || (c != END && c != '\n' && c != ';' && !is_blank(c)))
        return NULL;
    typedef struct {
        ShellWord word;
        ShellPart part;
    } PlainWord;
    PlainWord *plain = NEW(p->arena, PlainWord);
    ShellWord *word = &plain->word;
    ShellPart *part = &plain->part;
    p->at = to;
    part->kind = PART_TEXT;
    part->span = word->span = span_of(p, from, to);
    part->value = word->value = str_slice(p->text, from, to);
    part->constant = word->constant = true;
    word->text = text_of(p, word->span);
    word->parts = part;
    return word;
}

ShellWord *read_word(Parser *p, Mode mode)
{
    uint32_t from = p->at;
    ShellWord *plain = 1u << mode & M_WORD ? read_plain_word(p, mode) : NULL;
    return plain ? plain : new_word(p, from, read_parts(p, mode));
}

ShellWord *read_word_behind(Parser *p, uint32_t from, ShellPart *subscript)
{
    Reading reading = {.mode = MODE_WORD, .from = from, .start = from};
    uint32_t open = p->at - (uint32_t)subscript->value.len;
    reading.last = &reading.first;
    add_part(p, &reading, open, subscript);
    read_on(p, &reading);
    return new_word(p, from, reading.first);
}

ShellWord *read_word_until(Parser *p, Mode mode, uint32_t end)
{
    Limits outer = limit(p, end);
    p->quoted = true;
    ShellWord *word = read_word(p, mode);
    unlimit(p, outer);
    return word;
}
