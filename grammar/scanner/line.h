/* Characters of the Dockerfile language, and reading ahead over one logical line.

   A logical line is what is left when continuations, and the blank lines and comments between
   them, are gone. Three questions can only be answered by looking at all of it: is it a JSON
   form, does it hold here-documents, are there pairs with '=' in it. A Line is the scanner's
   scratch memory for that; nothing of it outlives one token. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How characters come: as tree-sitter hands them over, unless who includes this brings a reader. */
#ifndef SCANNER_LEXER
#define SCANNER_LEXER "lexer.h"
#endif
#include SCANNER_LEXER

typedef struct {
    int32_t *at;
    uint32_t len, cap;
} Line;

/* The class of blanks that separate words of lists, and keyword from arguments. */
static inline bool is_blank(int32_t c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

/* The class of white space that is trimmed, and separates words of ENV, LABEL and ARG. */
static inline bool is_space(int32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* In flags the builder looks at bytes, not characters: one whose last byte is 85 or A0 ends with
   a blank. */
static inline bool ends_in_blank(int32_t c)
{
    return c >= 0x80 && ((c & 0x3f) == 0x05 || (c & 0x3f) == 0x20);
}

static inline bool is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_letter(int32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool at_line_end(const Lexer *lexer)
{
    return lexer->lookahead == '\n' || at_end(lexer);
}

static bool line_push(Line *line, int32_t c)
{
    if (line->len == line->cap) {
        uint32_t cap = line->cap ? line->cap * 2 : 1024;
        int32_t *at = realloc(line->at, cap * sizeof *at);
        if (!at)
            return false;
        line->at = at;
        line->cap = cap;
    }
    line->at[line->len++] = c;
    return true;
}

/* Characters that stand for themselves: */
enum {
    PLAIN_TEXT = 1,    /* in any piece of text */
    PLAIN_SHELL = 2,   /* in a shell command */
    PLAIN_LINE = 4,    /* in a line that is looked over */
    PLAIN_COMMENT = 8, /* in a comment */
};

#define P_TEXT (PLAIN_TEXT | PLAIN_SHELL | PLAIN_LINE | PLAIN_COMMENT)
#define P_SHELL (PLAIN_SHELL | PLAIN_LINE | PLAIN_COMMENT)
#define P_LINE (PLAIN_LINE | PLAIN_COMMENT)

static const uint8_t plain_kinds[256] = {
    ['\t'] = P_LINE,  [' '] = P_LINE,         ['!'] = P_TEXT,  ['"'] = P_SHELL,
    ['#'] = P_TEXT,   ['$'] = P_SHELL,        ['%'] = P_TEXT,  ['&'] = P_TEXT,
    ['\''] = P_SHELL, ['('] = P_TEXT,         [')'] = P_TEXT,  ['*'] = P_TEXT,
    ['+'] = P_TEXT,   [','] = P_TEXT,         ['-'] = P_TEXT,  ['.'] = P_TEXT,
    ['/'] = P_SHELL,  ['0'] = P_TEXT,         ['1'] = P_TEXT,  ['2'] = P_TEXT,
    ['3'] = P_TEXT,   ['4'] = P_TEXT,         ['5'] = P_TEXT,  ['6'] = P_TEXT,
    ['7'] = P_TEXT,   ['8'] = P_TEXT,         ['9'] = P_TEXT,  [':'] = P_TEXT,
    [';'] = P_TEXT,   ['<'] = P_LINE,         ['='] = P_SHELL, ['>'] = P_TEXT,
    ['?'] = P_TEXT,   ['@'] = P_TEXT,         ['A'] = P_TEXT,  ['B'] = P_TEXT,
    ['C'] = P_TEXT,   ['D'] = P_TEXT,         ['E'] = P_TEXT,  ['F'] = P_TEXT,
    ['G'] = P_TEXT,   ['H'] = P_TEXT,         ['I'] = P_TEXT,  ['J'] = P_TEXT,
    ['K'] = P_TEXT,   ['L'] = P_TEXT,         ['M'] = P_TEXT,  ['N'] = P_TEXT,
    ['O'] = P_TEXT,   ['P'] = P_TEXT,         ['Q'] = P_TEXT,  ['R'] = P_TEXT,
    ['S'] = P_TEXT,   ['T'] = P_TEXT,         ['U'] = P_TEXT,  ['V'] = P_TEXT,
    ['W'] = P_TEXT,   ['X'] = P_TEXT,         ['Y'] = P_TEXT,  ['Z'] = P_TEXT,
    ['['] = P_TEXT,   ['\\'] = PLAIN_COMMENT, [']'] = P_TEXT,  ['^'] = P_TEXT,
    ['_'] = P_TEXT,   ['`'] = PLAIN_COMMENT,  ['a'] = P_TEXT,  ['b'] = P_TEXT,
    ['c'] = P_TEXT,   ['d'] = P_TEXT,         ['e'] = P_TEXT,  ['f'] = P_TEXT,
    ['g'] = P_TEXT,   ['h'] = P_TEXT,         ['i'] = P_TEXT,  ['j'] = P_TEXT,
    ['k'] = P_TEXT,   ['l'] = P_TEXT,         ['m'] = P_TEXT,  ['n'] = P_TEXT,
    ['o'] = P_TEXT,   ['p'] = P_TEXT,         ['q'] = P_TEXT,  ['r'] = P_TEXT,
    ['s'] = P_TEXT,   ['t'] = P_TEXT,         ['u'] = P_TEXT,  ['v'] = P_TEXT,
    ['w'] = P_TEXT,   ['x'] = P_TEXT,         ['y'] = P_TEXT,  ['z'] = P_TEXT,
    ['{'] = P_TEXT,   ['|'] = P_TEXT,         ['}'] = P_SHELL, ['~'] = P_TEXT,
};

#undef P_TEXT
#undef P_SHELL
#undef P_LINE

/* Over plain characters, at most so many; how many they were. `line` takes those that it has room
   for; without one none are kept. */
static uint32_t take_plain(Line *line, Lexer *lexer, uint8_t kind, uint32_t most)
{
    if (!line)
        return advance_over(lexer, plain_kinds, kind, most, NULL);
    uint32_t room = line->cap - line->len;
    uint32_t taken = advance_over(lexer, plain_kinds, kind, room < most ? room : most,
                                  room > 0 ? line->at + line->len : NULL);
    line->len += taken;
    return taken;
}

/* Behind a continuation: over blank lines and comments to the line that goes on, whose
   indentation is part of the text. */
static void line_continue(Line *line, Lexer *lexer)
{
    uint32_t start = line->len;
    while (!at_end(lexer)) {
        int32_t c = lexer->lookahead;
        if (c == '#') {
            while (!at_line_end(lexer))
                advance(lexer);
            line->len = start;
        } else if (c == '\n') {
            line->len = start;
            advance(lexer);
        } else if (is_space(c)) {
            if (!line_push(line, c))
                return;
            advance(lexer);
        } else {
            return;
        }
    }
    line->len = start;
}

static void line_pad(Line *line, uint32_t blanks)
{
    while (blanks-- > 0)
        line_push(line, ' ');
}

/* Adds the rest of the logical line, from where the lexer stands. Out of memory leaves it empty. */
static void line_read_on(Line *line, Lexer *lexer, int32_t escape)
{
    bool escaped = false; /* the character before, on this physical line, is the escape */
    while (!at_line_end(lexer)) {
        int32_t c = lexer->lookahead;
        uint32_t before = line->len;
        if (take_plain(line, lexer, PLAIN_LINE, UINT32_MAX) > 0) {
            escaped = false;
            continue;
        }
        if (!line_push(line, c)) {
            line->len = 0;
            return;
        }
        advance(lexer);
        if (c != escape || escaped) {
            escaped = c == escape;
            continue;
        }
        escaped = lexer->lookahead == escape;
        if (escaped)
            continue;
        while (lexer->lookahead == ' ' || lexer->lookahead == '\t') {
            line_push(line, lexer->lookahead);
            advance(lexer);
        }
        while (lexer->lookahead == '\r') {
            line_push(line, lexer->lookahead);
            advance(lexer);
        }
        if (at_line_end(lexer)) {
            line->len = before;
            if (!at_end(lexer))
                advance(lexer);
            line_continue(line, lexer);
        }
    }
    while (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
}

static void line_read(Line *line, Lexer *lexer, int32_t escape)
{
    line->len = 0;
    line_read_on(line, lexer, escape);
}

/* ---- JSON ---- */

typedef struct {
    const int32_t *at;
    uint32_t len, pos;
} Chars;

static int32_t peek(const Chars *in)
{
    return in->pos < in->len ? in->at[in->pos] : -2;
}

static bool take(Chars *in, int32_t c)
{
    if (peek(in) != c)
        return false;
    in->pos++;
    return true;
}

static void json_blanks(Chars *in)
{
    while (peek(in) == ' ' || peek(in) == '\t' || peek(in) == '\r' || peek(in) == '\n')
        in->pos++;
}

static bool is_hex(int32_t c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool json_quoted(Chars *in)
{
    if (!take(in, '"'))
        return false;
    while (in->pos < in->len) {
        int32_t c = in->at[in->pos++];
        if (c == '"')
            return true;
        if (c >= 0 && c < ' ')
            return false;
        if (c != '\\')
            continue;
        switch (peek(in)) {
        case '"':
        case '\\':
        case '/':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't':
            in->pos++;
            break;
        case 'u':
            in->pos++;
            for (int i = 0; i < 4; i++, in->pos++)
                if (!is_hex(peek(in)))
                    return false;
            break;
        default:
            return false;
        }
    }
    return false;
}

static bool json_digits(Chars *in)
{
    uint32_t start = in->pos;
    while (is_digit(peek(in)))
        in->pos++;
    return in->pos > start;
}

static bool json_syntax_of_number(Chars *in)
{
    take(in, '-');
    if (!take(in, '0') && !json_digits(in))
        return false;
    if (take(in, '.') && !json_digits(in))
        return false;
    if (take(in, 'e') || take(in, 'E')) {
        if (!take(in, '+'))
            take(in, '-');
        return json_digits(in);
    }
    return true;
}

/* The builder's JSON reader also gives up at numbers that a double cannot hold. */
static bool json_number(Chars *in)
{
    uint32_t start = in->pos;
    if (!json_syntax_of_number(in))
        return false;
    uint32_t len = in->pos - start;
    char *copy = len > 4 ? malloc(len + 1) : NULL;
    if (!copy)
        return true;
    for (uint32_t i = 0; i < len; i++)
        copy[i] = (char)in->at[start + i];
    copy[len] = 0;
    double value = strtod(copy, NULL);
    free(copy);
    return value - value == 0;
}

static bool json_word(Chars *in, const char *word)
{
    for (; *word; word++)
        if (!take(in, *word))
            return false;
    return true;
}

static bool json_scalar(Chars *in)
{
    switch (peek(in)) {
    case '"':
        return json_quoted(in);
    case 't':
        return json_word(in, "true");
    case 'f':
        return json_word(in, "false");
    case 'n':
        return json_word(in, "null");
    default:
        return json_number(in);
    }
}

/* What the builder's JSON reader gives up at. */
#define JSON_DEPTH 10000

/* Is all of [from, len) one JSON array? What its elements are does not matter. */
static bool line_is_json(const Line *line, uint32_t from)
{
    Chars in = {line->at, line->len, from};
    uint8_t objects[JSON_DEPTH / 8 + 1] = {0}; /* bit d: the value at depth d is an object */
    uint32_t depth = 0;
    if (peek(&in) != '[')
        return false;
    for (;;) {
        /* A value is due. */
        json_blanks(&in);
        int32_t open = peek(&in);
        if (open == '[' || open == '{') {
            if (++depth > JSON_DEPTH)
                return false;
            in.pos++;
            uint8_t bit = (uint8_t)(1u << (depth % 8));
            objects[depth / 8] =
                (uint8_t)(open == '{' ? objects[depth / 8] | bit : objects[depth / 8] & ~bit);
            json_blanks(&in);
            if (!take(&in, open + 2)) { /* '[' and ']', '{' and '}' are two apart */
                if (open == '[')
                    continue;
                if (!json_quoted(&in) || (json_blanks(&in), !take(&in, ':')))
                    return false;
                continue;
            }
            depth--;
        } else if (!json_scalar(&in)) {
            return false;
        }
        /* A value is done: close what ends here. */
        for (;;) {
            json_blanks(&in);
            if (depth == 0) {
                while (in.pos < in.len && is_space(in.at[in.pos]))
                    in.pos++;
                return in.pos == in.len;
            }
            bool object = objects[depth / 8] >> (depth % 8) & 1;
            if (take(&in, ',')) {
                json_blanks(&in);
                if (object && (!json_quoted(&in) || (json_blanks(&in), !take(&in, ':'))))
                    return false;
                break;
            }
            if (!take(&in, object ? '}' : ']'))
                return false;
            depth--;
        }
    }
}
