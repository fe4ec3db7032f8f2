/* The here-documents of a logical line, found by the builder's own word splitting: a word counts
   only as a whole, and one open quote or unknown ${...} anywhere means that there are none. */
#pragma once

#include "line.h"

/* One here-document word: where its marker stands and what its last line looks like. */
typedef struct {
    uint32_t start, end;
    uint64_t hash; /* of the delimiter's characters */
    bool chomp;    /* tabs before the delimiter do not count */
} Marker;

/* What the builder makes of bytes in a delimiter that are not UTF-8; no such line can end it. */
#define REPLACEMENT 0xFFFD

#define HASH_SEED 0xcbf29ce484222325u

static inline uint64_t hash_char(uint64_t hash, int32_t c)
{
    return (hash ^ (uint32_t)c) * 0x100000001b3u;
}

/* Where the arguments start behind the flags. */
static uint32_t line_skip_flags(const Line *line, int32_t escape)
{
    Chars in = {line->at, line->len, 0};
    for (;;) {
        while (in.pos < in.len && (is_blank(in.at[in.pos])))
            in.pos++;
        if (in.pos + 1 >= in.len || in.at[in.pos] != '-' || in.at[in.pos + 1] != '-')
            break;
        uint32_t start = in.pos;
        int32_t quote = 0;
        while (in.pos < in.len && (quote || !is_blank(in.at[in.pos]))) {
            int32_t c = in.at[in.pos++];
            if (c == escape && in.pos < in.len)
                in.pos++;
            else if (quote ? c == quote : c == '"' || c == '\'')
                quote = quote ? 0 : c;
            else if (!quote && ends_in_blank(c))
                break;
        }
        if (in.pos - start == 2)
            break;
    }
    while (in.pos < in.len && is_space(in.at[in.pos]))
        in.pos++;
    return in.pos;
}

/* The builder's word splitting. It fails on an open quote and on a ${...} that the builder does
   not know, and then the line has no here-documents at all. Nesting is followed without
   recursion: a stack of what has to be closed. */
typedef enum { UNTIL_BRACE, UNTIL_SLASH, UNTIL_QUOTE } Until;

typedef struct {
    Chars in;
    uint8_t *open; /* of Until */
    uint32_t depth, cap;
} Splitter;

static bool open_push(Splitter *split, Until until)
{
    if (split->depth == split->cap) {
        uint32_t cap = split->cap ? split->cap * 2 : 64;
        uint8_t *open = realloc(split->open, cap);
        if (!open)
            return false;
        split->open = open;
        split->cap = cap;
    }
    split->open[split->depth++] = (uint8_t)until;
    return true;
}

static bool is_name(int32_t c)
{
    return is_letter(c) || is_digit(c) || c == '_' || (c >= 0x80 && !is_space(c));
}

/* Names of one character. */
static bool is_special(int32_t c)
{
    return c == '@' || c == '*' || c == '#' || c == '?' || c == '-' || c == '$' || c == '!';
}

static void skip_name(Chars *in)
{
    if (is_digit(peek(in))) {
        while (is_digit(peek(in)))
            in->pos++;
        return;
    }
    if (is_special(peek(in))) {
        in->pos++;
        return;
    }
    while (in->pos < in->len && is_name(peek(in)))
        in->pos++;
}

/* At a '$'. False: the builder fails here. An operand that follows is left open on the stack. */
static bool skip_dollar(Splitter *split)
{
    Chars *in = &split->in;
    in->pos++;
    if (!take(in, '{')) {
        skip_name(in);
        return true;
    }
    if (peek(in) == '{' || peek(in) == '}' || peek(in) == ':')
        return false;
    skip_name(in);
    int32_t c = peek(in);
    in->pos++;
    switch (c) {
    case '}':
        return true;
    case ':':
        c = peek(in);
        in->pos++;
        return c >= 0 && c != '#' && c != '%' && open_push(split, UNTIL_BRACE);
    case '+':
    case '-':
    case '?':
    case '#':
    case '%':
        return open_push(split, UNTIL_BRACE);
    case '/':
        take(in, '/');
        return open_push(split, UNTIL_SLASH);
    default:
        return false;
    }
}

/* One step inside quotes or an operand; false on failure. */
static bool skip_nested(Splitter *split)
{
    Chars *in = &split->in;
    Until until = (Until)split->open[split->depth - 1];
    int32_t c = peek(in);
    if (c == '$')
        return skip_dollar(split);
    in->pos++;
    if (until == UNTIL_QUOTE) {
        if (c == '"')
            split->depth--;
        else if (c == '\\' && (peek(in) == '"' || peek(in) == '$' || peek(in) == '\\'))
            in->pos++;
        return true;
    }
    if (c == (until == UNTIL_SLASH ? '/' : '}')) {
        split->depth--;
        return until == UNTIL_BRACE || open_push(split, UNTIL_BRACE);
    }
    if (c == '"')
        return open_push(split, UNTIL_QUOTE);
    if (c == '\\')
        in->pos++;
    if (c == '\'') {
        while (in->pos < in->len && in->at[in->pos] != '\'')
            in->pos++;
        return in->pos++ < in->len;
    }
    return true;
}

/* Over what hangs together at a quote or '$'. `nested` says whether an operand was in it. */
static bool skip_group(Splitter *split, bool *nested)
{
    Chars *in = &split->in;
    *nested = false;
    int32_t c = peek(in);
    if (c == '\'') {
        in->pos++;
        while (in->pos < in->len && in->at[in->pos] != '\'')
            in->pos++;
        return in->pos++ < in->len;
    }
    uint32_t floor = 0;
    if (c == '"') {
        in->pos++;
        if (!open_push(split, UNTIL_QUOTE))
            return false;
        floor = 1;
    } else if (!skip_dollar(split)) {
        return false;
    }
    *nested = split->depth > floor;
    while (split->depth > 0) {
        if (in->pos >= in->len || !skip_nested(split))
            return false;
        *nested |= split->depth > floor;
    }
    return in->pos <= in->len;
}

/* The delimiter of the word [from, to), unquoted, as a hash. False: it is no single word. */
static bool delimiter_hash(const Line *line, uint32_t from, uint32_t to, uint64_t *hash)
{
    int32_t quote = 0;
    uint32_t chars = 0;
    *hash = HASH_SEED;
    for (uint32_t i = from; i < to; i++) {
        int32_t c = line->at[i];
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
            continue;
        }
        if (c == '<')
            return false;
        if (c == '\\' && quote != '\'') {
            bool last = i + 1 == to;
            int32_t next = last ? 0 : line->at[i + 1];
            if (!quote && last)
                break;
            if (!quote || (!last && (next == '"' || next == '$' || next == '\\'))) {
                c = next;
                i++;
                if (c == '<')
                    return false;
            }
        }
        *hash = hash_char(*hash, c < 0 ? REPLACEMENT : c);
        chars++;
    }
    return chars > 0;
}

static bool marker_read(const Line *line, uint32_t start, uint32_t end, Marker *marker)
{
    uint32_t at = start;
    while (at < end && is_digit(line->at[at]))
        at++;
    if (at + 2 >= end || line->at[at] != '<' || line->at[at + 1] != '<')
        return false;
    at += 2;
    marker->chomp = line->at[at] == '-';
    at += marker->chomp;
    while (at < end && is_space(line->at[at]) && line->at[at] < 0x80 && line->at[at] != '\v')
        at++;
    marker->start = start;
    marker->end = end;
    return delimiter_hash(line, at, end, &marker->hash);
}

typedef struct {
    const Line *line;
    Marker *markers;
    uint32_t most, count;
    uint32_t start; /* of the word being read */
    bool in_word;
} Words;

static void word_end(Words *words, uint32_t end)
{
    Marker marker;
    if (words->in_word && marker_read(words->line, words->start, end, &marker)) {
        if (words->count < words->most)
            words->markers[words->count] = marker;
        words->count++;
    }
    words->in_word = false;
}

static void word_begin(Words *words, uint32_t at)
{
    if (!words->in_word)
        words->start = at;
    words->in_word = true;
}

/* An expansion's text is split at blanks again, and an operand in it makes the builder forget
   what the word held before. */
static void word_group(Words *words, uint32_t from, uint32_t to, bool nested)
{
    int32_t opening = words->line->at[from];
    if (nested)
        words->in_word = false;
    if (opening != '$') {
        word_begin(words, from);
        return;
    }
    for (uint32_t i = from; i < to; i++) {
        if (is_space(words->line->at[i]))
            word_end(words, i);
        else
            word_begin(words, i);
    }
}

static bool split_words(Splitter *split, Words *words)
{
    Chars *in = &split->in;
    while (in->pos < in->len) {
        int32_t c = peek(in);
        uint32_t from = in->pos;
        if (c == '\'' || c == '"' || c == '$') {
            bool nested;
            if (!skip_group(split, &nested))
                return false;
            word_group(words, from, in->pos, nested);
            continue;
        }
        in->pos++;
        if (is_space(c)) {
            word_end(words, from);
            continue;
        }
        word_begin(words, from);
        if (c == '\\' && in->pos < in->len)
            in->pos++;
        if (c == '<' && take(in, '<'))
            while (peek(in) == ' ' || peek(in) == '\t' || peek(in) == '\r')
                in->pos++;
    }
    word_end(words, in->len);
    return true;
}

/* Finds the here-documents in [from, len): up to `most` markers; the number that there are, which
   may be larger. */
static uint32_t line_markers(const Line *line, uint32_t from, Marker *markers, uint32_t most)
{
    Splitter split = {.in = {line->at, line->len, from}};
    Words words = {.line = line, .markers = markers, .most = most};
    bool whole = split_words(&split, &words);
    free(split.open);
    return whole ? words.count : 0;
}

/* Only then can there be here-documents behind `from`. */
static bool line_has_arrows(const Line *line, uint32_t from)
{
    for (uint32_t i = from + 1; i < line->len; i++)
        if (line->at[i] == '<' && line->at[i - 1] == '<')
            return true;
    return false;
}

/* Can the builder split the line at all? */
static bool line_splits(const Line *line)
{
    Splitter split = {.in = {line->at, line->len, 0}};
    Words words = {.line = line};
    bool whole = split_words(&split, &words);
    free(split.open);
    return whole;
}
