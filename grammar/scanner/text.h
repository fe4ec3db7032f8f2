/* Tokens of text: pieces of words, lines, quoted strings and shell commands, variables, and the
   markers of here-documents. */
#pragma once

#include "starts.h"

static const struct {
    bool holds_blanks; /* quotes hold blanks together */
    bool is_line;      /* blanks do not end it */
    bool expands;      /* variables are known */
    bool wide;         /* every white space separates, not only blanks */
} traits[] = {
    [IN_FLAG_NAME] = {.holds_blanks = true},
    [IN_FLAG_VALUE] = {.holds_blanks = true, .expands = true},
    [IN_LIST] = {.expands = true},
    [IN_LINE] = {.is_line = true, .expands = true},
    [IN_RAW_LINE] = {.is_line = true},
    [IN_KEY] = {.holds_blanks = true, .wide = true},
    [IN_VALUE] = {.holds_blanks = true, .expands = true, .wide = true},
    [IN_SHELL] = {.is_line = true},
};

static bool separates(Context context, int32_t c)
{
    return !traits[context].is_line && (traits[context].wide ? is_space(c) : is_blank(c));
}

/* Does the escape take the character behind it along? */
static bool escapes(const Scanner *s, Context context, int32_t next)
{
    if (next == '=' && (context == IN_KEY || context == IN_FLAG_NAME))
        return false; /* it is found before escapes are looked at */
    if (context == IN_FLAG_NAME || context == IN_FLAG_VALUE)
        return true;
    if (s->quote == '\'' || context == IN_NOTHING)
        return false;
    return traits[context].wide || (traits[context].expands && !is_blank(next));
}

static bool starts_name(int32_t c)
{
    return is_special(c) || is_name(c);
}

/* The characters of a name, which starts where the lexer stands. */
static uint32_t take_name(Lexer *lexer)
{
    int32_t first = lexer->lookahead;
    uint32_t chars = 1;
    advance(lexer);
    if (is_digit(first)) {
        for (; is_digit(lexer->lookahead); chars++)
            advance(lexer);
    } else if (is_letter(first) || first == '_' || first >= 0x80) {
        for (; is_name(lexer->lookahead); chars++)
            advance(lexer);
    }
    mark_end(lexer);
    return chars;
}

/* A piece of text on its way: what was read, and up to where the token goes so far. */
typedef struct {
    uint32_t chars, marked;
    bool trailing; /* what stands behind the mark does not belong to the token */
    bool escaped;  /* the character before is an escape */
    bool whole;    /* nothing more can be read for this token */
} Piece;

static void piece_mark(Piece *piece, Lexer *lexer)
{
    mark_end(lexer);
    piece->marked = piece->chars;
}

/* So many characters that stand for themselves; false when there are none. */
static bool piece_plain(Piece *piece, uint32_t chars)
{
    if (chars == 0)
        return false;
    piece->chars += chars;
    piece->trailing = piece->escaped = false;
    return true;
}

static bool piece_done(Scanner *s, Lexer *lexer, Piece *piece, Context context, enum Token token)
{
    if (!piece->trailing)
        piece_mark(piece, lexer);
    count(s, piece->marked);
    s->context = (uint8_t)context;
    return done(s, lexer, token);
}

/* At an escape inside a piece. False: what follows may be a continuation, and the piece ends. */
static bool piece_escape(Scanner *s, Lexer *lexer, Piece *piece, Context context)
{
    if (!piece->escaped)
        piece_mark(piece, lexer);
    advance(lexer);
    int32_t next = lexer->lookahead;
    bool end = at_line_end(lexer);
    if (!piece->escaped && (end || next == ' ' || next == '\t' || next == '\r')) {
        piece->trailing = true;
        return false;
    }
    piece->chars++;
    piece->escaped = true;
    piece->trailing = false;
    if (!end && escapes(s, context, next)) {
        advance(lexer);
        piece->chars++;
        piece->escaped = next == s->escape;
    }
    return true;
}

/* Does the piece end before this character for a reason of its context? */
static bool piece_stops(const Scanner *s, Context context, const bool *valid, int32_t c)
{
    if (c == '=')
        return context == IN_FLAG_NAME || context == IN_KEY;
    if (s->quote == '\'')
        return false;
    return (c == '}' && valid[BRACE_CLOSE]) || (c == '/' && valid[SLASH]);
}

/* Quotes: where they hold text together they are tracked; in a value they are tokens. */
static bool piece_quote(Scanner *s, Context context, int32_t c, bool string)
{
    if (c != '"' && c != '\'')
        return false;
    if (context == IN_RAW_WORD || context == IN_RAW_LINE)
        return false;
    if (s->quote == 0) {
        if (context == IN_VALUE)
            return true;
        s->quote = (uint8_t)c;
    } else if (s->quote == c) {
        s->quote = 0;
        return string;
    }
    return false;
}

static uint32_t until_marker(const Scanner *s)
{
    return s->counting && s->marked < s->heredocs ? s->heredoc[s->marked].gap : UINT32_MAX;
}

static bool scan_piece(Scanner *s, Lexer *lexer, const bool *valid, Context context, Piece piece,
                       enum Token token)
{
    bool string = token == STRING;
    if (piece.whole)
        return piece_done(s, lexer, &piece, context, token);
    if (piece.chars == 0 && until_marker(s) == 0)
        s->marked = s->heredocs; /* glued to a word, it is no marker for lists */
    uint32_t limit = until_marker(s);
    while (!at_line_end(lexer) && piece.chars < limit) {
        if (piece_plain(&piece, take_plain(NULL, lexer, PLAIN_TEXT, limit - piece.chars)))
            continue;
        int32_t c = lexer->lookahead;
        if (c == s->escape) {
            if (!piece_escape(s, lexer, &piece, context))
                break;
            continue;
        }
        bool held = s->quote && traits[context].holds_blanks;
        if ((!held && separates(context, c)) || piece_stops(s, context, valid, c))
            break;
        if (c == '$' && traits[context].expands && s->quote != '\'') {
            if (piece.chars > 0)
                piece_mark(&piece, lexer);
            advance(lexer);
            if (piece.chars > 0 && (lexer->lookahead == '{' || starts_name(lexer->lookahead))) {
                piece.trailing = true;
                break;
            }
        } else {
            bool open = s->quote != 0;
            bool ends = piece_quote(s, context, c, string);
            if (ends && !open)
                break;
            if (!traits[context].is_line || !is_space(c))
                piece.trailing = false;
            else if (!piece.trailing) {
                piece_mark(&piece, lexer);
                piece.trailing = true;
            }
            advance(lexer);
            if (ends) {
                piece.chars++;
                break;
            }
            bool flag = context == IN_FLAG_NAME || context == IN_FLAG_VALUE;
            if (flag && !held && ends_in_blank(c)) {
                piece_done(s, lexer, &piece, context, token);
                s->spaced = true;
                return true;
            }
        }
        if (c == '$')
            piece.trailing = false;
        piece.chars++;
        piece.escaped = false;
    }
    if (token == LIST_TEXT && !piece.trailing && (at_line_end(lexer) || is_blank(lexer->lookahead)))
        token = valid[PATH] ? PATH : valid[PORT] ? PORT : token;
    return piece_done(s, lexer, &piece, context, token);
}

/* Inside a shell fragment, behind a continuation: over blank lines and the indentation of the line
   that goes on. False at a comment or when nothing comes: the fragment ends before. */
static bool shell_crosses(Scanner *s, Lexer *lexer, Piece *piece)
{
    uint32_t indent = 0;
    for (; is_space(lexer->lookahead); advance(lexer))
        indent = lexer->lookahead == '\n' ? 0 : indent + 1;
    if (lexer->lookahead == '#' || at_end(lexer))
        return false;
    line_pad(&s->line, indent);
    piece->chars += indent;
    return true;
}

static int32_t line_last(const Line *line)
{
    return line->len > 0 ? line->at[line->len - 1] : 0;
}

/* At an escape inside a shell fragment. False: the fragment ends before it, or, where a marker may
   have begun, before its word. */
static bool shell_escape(Scanner *s, Lexer *lexer, Piece *piece)
{
    bool escaped = piece->escaped;
    uint32_t blanks = 0;
    int32_t before = line_last(&s->line);
    if (!escaped && (s->known || (before != '<' && !is_digit(before))))
        piece_mark(piece, lexer);
    advance(lexer);
    piece->escaped = true;
    if (!escaped && lexer->lookahead != s->escape) {
        if (cross_line_end(lexer, &blanks)) {
            piece->trailing = true;
            piece->escaped = false;
            return shell_crosses(s, lexer, piece);
        }
        piece->escaped = blanks == 0;
    }
    line_push(&s->line, s->escape);
    line_pad(&s->line, blanks);
    piece->chars += 1 + blanks;
    piece->trailing = false;
    return true;
}

/* The rest of the line, of which s->line holds what stands before the lexer: are there
   here-documents? A fragment that has begun ends at its mark; without one an empty token tells
   that they are known. */
static bool scan_shell_ahead(Scanner *s, Lexer *lexer, Piece *piece)
{
    piece->trailing = true;
    line_read_on(&s->line, lexer, s->escape);
    piece_done(s, lexer, piece, IN_SHELL, piece->marked > 0 ? SHELL_FRAGMENT : HEREDOCS_KNOWN);
    keep_markers(s, 0, piece->marked);
    return true;
}

/* Up to the next marker, a comment or the end. As long as nobody knows whether the line has
   here-documents, what is read is kept, to be looked over at the first "<<". */
static bool scan_shell(Scanner *s, Lexer *lexer, Piece piece)
{
    if (piece.whole)
        return piece_done(s, lexer, &piece, IN_SHELL, SHELL_FRAGMENT);
    uint32_t limit = until_marker(s);
    s->line.len = 0;
    if (!s->known && piece.chars == 0) {
        piece_mark(&piece, lexer);
        piece.trailing = true;
    } else if (piece.chars > 0) {
        line_push(&s->line, piece.escaped || piece.trailing ? s->escape : '-');
        line_pad(&s->line, piece.chars - 1);
    }
    while (!at_line_end(lexer) && piece.chars < limit) {
        Line *line = s->known ? NULL : &s->line;
        if (piece_plain(&piece, take_plain(line, lexer, PLAIN_SHELL, limit - piece.chars)))
            continue;
        int32_t c = lexer->lookahead;
        if (c == s->escape) {
            if (shell_escape(s, lexer, &piece))
                continue;
            if (!s->known && !at_end(lexer))
                return line_continue(&s->line, lexer), scan_shell_ahead(s, lexer, &piece);
            break;
        }
        if (c == '<' && !s->known && line_last(&s->line) == '<')
            return scan_shell_ahead(s, lexer, &piece);
        if (!is_space(c)) {
            piece.trailing = false;
        } else if (!piece.trailing) {
            piece_mark(&piece, lexer);
            piece.trailing = true;
        }
        if (!s->known)
            line_push(&s->line, c);
        advance(lexer);
        piece.chars++;
        piece.escaped = false;
    }
    bool none = piece.trailing && piece.marked == 0;
    s->known = true;
    return piece_done(s, lexer, &piece, IN_SHELL, none ? HEREDOCS_KNOWN : SHELL_FRAGMENT);
}

/* At an escape inside a marker: over a continuation, or it is text. False: the marker ends behind
   the escape, at a blank of a list. */
static bool marker_escape(Lexer *lexer, bool list, uint32_t *chars, bool *escaped)
{
    uint32_t blanks;
    advance(lexer);
    mark_end(lexer);
    if (cross_line_end(lexer, &blanks)) {
        cross_comments(lexer);
        return true;
    }
    *escaped = blanks == 0;
    *chars += 1 + blanks;
    return !list || blanks == 0;
}

static bool scan_marker(Scanner *s, Lexer *lexer, bool list)
{
    Heredoc *doc = &s->heredoc[s->marked];
    bool escaped = false, open = true; /* the end is where the lexer stands */
    uint32_t chars = 0;
    while (open && chars < doc->len && !at_line_end(lexer)) {
        int32_t c = lexer->lookahead;
        if (list && is_blank(c))
            break;
        if (c == s->escape && !escaped) {
            open = marker_escape(lexer, list, &chars, &escaped);
            continue;
        }
        escaped = c == s->escape;
        advance(lexer);
        chars++;
    }
    if (open)
        mark_end(lexer);
    if (chars < doc->len && s->marked + 1 < s->heredocs)
        s->heredoc[s->marked + 1].gap += doc->len - chars;
    s->marked++;
    return done(s, lexer, HEREDOC_MARKER);
}

/* At a '$' where variables are known: one of them, or nothing special. */
static bool scan_dollar(Scanner *s, Lexer *lexer, const bool *valid, Context context,
                        enum Token token)
{
    Piece piece = {.chars = 1};
    advance(lexer);
    if (lexer->lookahead == '{') {
        advance(lexer);
        mark_end(lexer);
        count(s, 2);
        return done(s, lexer, BRACE_OPEN);
    }
    if (starts_name(lexer->lookahead)) {
        count(s, 1 + take_name(lexer));
        return done(s, lexer, VARIABLE);
    }
    return scan_piece(s, lexer, valid, context, piece, token);
}

/* Behind "${" or the name in it. False: nothing of the kind stands here. */
static bool scan_operator(Scanner *s, Lexer *lexer, Piece *piece)
{
    int32_t c = lexer->lookahead;
    advance(lexer);
    piece->chars = 1;
    int32_t next = lexer->lookahead;
    if (c == ':') {
        if (next != '-' && next != '+' && next != '?')
            return false;
        advance(lexer);
        piece->chars++;
    } else if ((c == '#' || c == '%' || c == '/') && next == c) {
        advance(lexer);
        piece->chars++;
    }
    mark_end(lexer);
    count(s, piece->chars);
    return done(s, lexer, c == '/' ? REPLACE : OPERATOR);
}

static bool is_operator(int32_t c)
{
    return c == ':' || c == '-' || c == '+' || c == '?' || c == '#' || c == '%' || c == '/';
}

/* What goes on where the last token ended. */
static bool scan_glued(Scanner *s, Lexer *lexer, const bool *valid)
{
    Context context = (Context)s->context;
    Piece piece = {0};
    int32_t c = lexer->lookahead;
    enum Token token = GLUED_TEXT;
    if (valid[VARIABLE_NAME] && starts_name(c)) {
        count(s, take_name(lexer));
        return done(s, lexer, VARIABLE_NAME);
    }
    if (valid[BRACE_CLOSE] && c == '}' && s->quote != '\'')
        return scan_single(s, lexer, BRACE_CLOSE);
    if (valid[OPERATOR] && is_operator(c)) {
        if (scan_operator(s, lexer, &piece))
            return true;
        return scan_piece(s, lexer, valid, context, piece, s->quote ? STRING : token);
    }
    if (valid[SLASH] && c == '/' && s->quote != '\'')
        return scan_single(s, lexer, SLASH);
    if (valid[EQUALS] && c == '=') {
        s->context = s->context == IN_KEY ? IN_VALUE : IN_FLAG_VALUE;
        return scan_single(s, lexer, EQUALS);
    }
    if (context == IN_VALUE && (s->quote || c == '"' || c == '\'')) {
        token = STRING;
        if (!s->quote) {
            s->quote = (uint8_t)c;
            advance(lexer);
            piece.chars = 1;
            return scan_piece(s, lexer, valid, context, piece, token);
        }
    }
    if (c == '$' && traits[context].expands && s->quote != '\'')
        return scan_dollar(s, lexer, valid, context, token);
    return scan_piece(s, lexer, valid, context, piece, token);
}

/* A word that may begin with a variable: then an empty token begins it. */
static bool scan_word(Scanner *s, Lexer *lexer, const bool *valid, Context context, Piece piece)
{
    bool list = context == IN_LIST;
    s->quote = 0;
    if (piece.chars == 0 && lexer->lookahead == '$') {
        mark_end(lexer);
        advance(lexer);
        if (lexer->lookahead == '{' || starts_name(lexer->lookahead)) {
            s->context = (uint8_t)context;
            return done(s, lexer, list ? LIST_BEGIN : LINE_BEGIN);
        }
        piece.chars = 1;
    }
    return scan_piece(s, lexer, valid, context, piece, list ? LIST_TEXT : LINE_TEXT);
}
