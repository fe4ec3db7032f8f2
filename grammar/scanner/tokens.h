/* Every token of the Dockerfile grammar.

   Which token is due follows from what the parser would take (`valid`) and from a little state:
   the escape character, whether a continuation was just crossed, an open quote, and the
   here-documents whose bodies are still to come. A delimiter is kept as a hash, since the state
   that tree-sitter stores may have no more than 1,024 bytes. */
#pragma once

#include "text.h"

/* ---- words that say what the rest is ---- */

static bool scan_as(Scanner *s, Lexer *lexer, const bool *valid)
{
    Piece piece = {0};
    for (const char *letter = "as"; *letter; letter++) {
        if ((lexer->lookahead | 0x20) != *letter)
            return scan_piece(s, lexer, valid, IN_RAW_WORD, piece, RAW_WORD);
        advance(lexer);
        piece.chars++;
    }
    piece_mark(&piece, lexer);
    bool ends = is_space(lexer->lookahead) || at_end(lexer);
    if (lexer->lookahead == s->escape) {
        uint32_t blanks;
        advance(lexer);
        ends = cross_line_end(lexer, &blanks) &&
               (is_space(lexer->lookahead) || lexer->lookahead == '#' || at_end(lexer));
        piece.trailing = true;
        if (!ends)
            return piece_done(s, lexer, &piece, IN_RAW_WORD, RAW_WORD);
    }
    if (ends)
        return done(s, lexer, AS);
    return scan_piece(s, lexer, valid, IN_RAW_WORD, piece, RAW_WORD);
}

/* ENV and LABEL: is there a '=' in the first word? Where quotes or escapes make that hard to say,
   an empty token says it; else it is the name itself. */
static bool scan_pair_style(Scanner *s, Lexer *lexer, Piece piece)
{
    if (piece.chars == 0)
        mark_end(lexer);
    int32_t c;
    for (;; piece.chars++, advance(lexer)) {
        c = lexer->lookahead;
        if (c == '=' || is_space(c) || c == s->escape || c == '"' || c == '\'' || at_end(lexer))
            break;
    }
    bool simple = piece.chars > 0 && !piece.escaped && !piece.whole;
    piece.trailing = false;
    if (simple && c == '=')
        return piece_done(s, lexer, &piece, IN_KEY, KEY_TEXT);
    if (simple && (is_blank(c) || at_line_end(lexer)))
        return piece_done(s, lexer, &piece, IN_RAW_WORD, RAW_WORD);
    line_read(&s->line, lexer, s->escape);
    int32_t quote = 0;
    for (uint32_t i = 0; i < s->line.len; i++) {
        c = s->line.at[i];
        if (c == '=')
            return done(s, lexer, PAIRS);
        if (!quote && is_space(c))
            break;
        if (c == s->escape && quote != '\'') {
            i++;
            if (i < s->line.len && s->line.at[i] == '=')
                return done(s, lexer, PAIRS);
        } else if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
        }
    }
    return done(s, lexer, LEGACY);
}

/* ---- JSON ---- */

/* What was read of a JSON value: is the character before an escape of lines, or of JSON? */
typedef struct {
    bool escaped, quoted;
} JsonRead;

/* One character of a JSON value; continuations are crossed. */
static void take_json_char(Scanner *s, Lexer *lexer, JsonRead *read)
{
    int32_t c = lexer->lookahead;
    advance(lexer);
    uint32_t blanks = 0;
    if (c == s->escape && !read->escaped && lexer->lookahead != s->escape &&
        cross_line_end(lexer, &blanks)) {
        cross_comments(lexer);
        return;
    }
    read->escaped = c == s->escape && blanks == 0;
    read->quoted = c == '\\' && !read->quoted;
}

static void take_json_string(Scanner *s, Lexer *lexer)
{
    JsonRead read = {0};
    advance(lexer);
    while (!at_line_end(lexer) && (read.quoted || lexer->lookahead != '"')) {
        take_json_char(s, lexer, &read);
        if (take_plain(NULL, lexer, PLAIN_TEXT, UINT32_MAX) > 0)
            read = (JsonRead){0};
    }
    if (!at_line_end(lexer))
        advance(lexer);
}

static bool scan_json(Scanner *s, Lexer *lexer)
{
    int32_t c = lexer->lookahead;
    if (c == ']' || c == ',')
        return scan_single(s, lexer, c == ',' ? JSON_COMMA : JSON_CLOSE);
    if (c == '"') {
        take_json_string(s, lexer);
        mark_end(lexer);
        return done(s, lexer, JSON_STRING);
    }
    JsonRead read = {0};
    uint32_t depth = 0;
    while (!at_line_end(lexer)) {
        c = lexer->lookahead;
        if (depth == 0 && (c == ',' || c == ']' || is_space(c)))
            break;
        if (c == '"') {
            take_json_string(s, lexer);
            continue;
        }
        depth += c == '[' || c == '{';
        depth -= depth > 0 && (c == ']' || c == '}');
        take_json_char(s, lexer, &read);
    }
    mark_end(lexer);
    return done(s, lexer, JSON_VALUE);
}

/* At a '[': JSON or not? What looks like it gets its first token at once; else an empty one tells.
 */
static bool scan_form(Scanner *s, Lexer *lexer, bool list)
{
    mark_end(lexer);
    s->line.len = 0;
    line_push(&s->line, '[');
    advance(lexer);
    bool likely = lexer->lookahead == '"';
    if (likely)
        mark_end(lexer);
    line_read_on(&s->line, lexer, s->escape);
    if (line_is_json(&s->line, 0)) {
        s->known = true;
        return done(s, lexer, likely ? JSON_OPEN : JSON_FORM);
    }
    s->counting = true;
    Piece piece = {.chars = likely, .marked = likely, .trailing = true};
    if (!likely)
        done(s, lexer, NOT_JSON);
    else
        piece_done(s, lexer, &piece, list ? IN_LIST : IN_SHELL, list ? LIST_TEXT : SHELL_FRAGMENT);
    if (!s->known)
        keep_markers(s, 0, likely);
    return true;
}

/* ---- which of them ---- */

static bool scan_end(Scanner *s, Lexer *lexer, const bool *valid)
{
    if (valid[MISSING_BRACE])
        return empty(s, lexer, MISSING_BRACE);
    if (s->nests) {
        s->nests = false;
        return empty(s, lexer, NOTHING);
    }
    if (valid[TOO_MANY_HEREDOCS] && s->too_many) {
        s->too_many = false;
        return empty(s, lexer, TOO_MANY_HEREDOCS);
    }
    s->counting = false;
    if (valid[HEREDOCS] && s->heredocs > 0) {
        if (!at_end(lexer))
            advance(lexer);
        mark_end(lexer);
        return done(s, lexer, HEREDOCS);
    }
    s->in_line = false;
    s->context = IN_NOTHING;
    s->quote = 0;
    s->continued = false;
    s->spaced = false;
    return scan_line_start(s, lexer);
}

/* A flag, or "--". False: neither, and one hyphen was read. */
static bool scan_flag(Scanner *s, Lexer *lexer, const bool *valid, Piece *piece)
{
    mark_end(lexer);
    advance(lexer);
    piece->chars = 1;
    if (lexer->lookahead == s->escape) {
        uint32_t blanks;
        if (!valid[PAIRS])
            piece_mark(piece, lexer);
        piece->trailing = true;
        advance(lexer);
        piece->whole = !cross_line_end(lexer, &blanks) || cross_comments(lexer);
    }
    if (piece->whole || lexer->lookahead != '-')
        return false;
    advance(lexer);
    piece_mark(piece, lexer);
    piece->trailing = false;
    if (is_blank(lexer->lookahead) || at_line_end(lexer))
        return done(s, lexer, FLAGS_END);
    if (lexer->lookahead == s->escape) {
        uint32_t blanks;
        advance(lexer);
        if (cross_line_end(lexer, &blanks) && (cross_comments(lexer) || at_end(lexer)))
            return done(s, lexer, FLAGS_END);
        piece->whole = piece->trailing = true;
    }
    s->quote = 0;
    return scan_piece(s, lexer, valid, IN_FLAG_NAME, *piece, FLAG_TEXT);
}

/* The start of a word, of a line of text, or of a form. */
static bool scan_start(Scanner *s, Lexer *lexer, const bool *valid, Piece piece)
{
    int32_t c = lexer->lookahead;
    bool fresh = piece.chars == 0;
    bool list = valid[LIST_TEXT];
    if (s->nests)
        return scan_keyword(s, lexer, fresh ? "" : "-");
    if (valid[JSON_CLOSE] || valid[JSON_STRING])
        return scan_json(s, lexer);
    if (valid[JSON_FORM] && fresh && c == '[')
        return scan_form(s, lexer, list);
    if (valid[JSON_OPEN] && fresh && c == '[')
        return scan_single(s, lexer, JSON_OPEN);
    s->counting = true;
    if (valid[HEREDOC_MARKER] && fresh && until_marker(s) == 0)
        return scan_marker(s, lexer, list);
    if (valid[SHELL_FRAGMENT])
        return scan_shell(s, lexer, piece);
    if (valid[PAIRS])
        return scan_pair_style(s, lexer, piece);
    if (valid[AS] && fresh)
        return scan_as(s, lexer, valid);
    if (list)
        return scan_word(s, lexer, valid, IN_LIST, piece);
    if (valid[LINE_TEXT])
        return scan_word(s, lexer, valid, IN_LINE, piece);
    s->quote = 0;
    if (valid[KEY_TEXT])
        return scan_piece(s, lexer, valid, IN_KEY, piece, KEY_TEXT);
    if (valid[RAW_WORD])
        return scan_piece(s, lexer, valid, IN_RAW_WORD, piece, RAW_WORD);
    return scan_piece(s, lexer, valid, IN_RAW_LINE, piece, RAW_LINE);
}

static Context start_context(const bool *valid)
{
    if (valid[KEY_TEXT])
        return IN_KEY;
    if (valid[LIST_TEXT])
        return IN_LIST;
    if (valid[LINE_TEXT])
        return IN_LINE;
    return valid[RAW_WORD] ? IN_RAW_WORD : valid[RAW_LINE] ? IN_RAW_LINE : IN_SHELL;
}

/* At an escape with nothing before it. True: it was a continuation, which is the token. Else the
   piece begins with it, unless the token that is due is an empty one. */
static bool scan_escape(Scanner *s, Lexer *lexer, bool empty_first, Context context, Piece *piece)
{
    *piece = (Piece){.chars = 1, .escaped = true};
    if (empty_first)
        mark_end(lexer);
    advance(lexer);
    if (!empty_first)
        piece_mark(piece, lexer);
    int32_t next = lexer->lookahead;
    bool blank = next == ' ' || next == '\t' || next == '\r';
    bool ends = at_line_end(lexer);
    if (!ends && escapes(s, context, next)) {
        advance(lexer);
        piece->chars = 2;
        piece->escaped = next == s->escape;
        if (!empty_first)
            piece_mark(piece, lexer);
    }
    if (!blank && !ends)
        return false;
    uint32_t blanks = 0;
    bool returned = next == '\r' && piece->chars == 2; /* no more blanks may follow */
    if (returned ? cross_feed(lexer, &blanks) : cross_line_end(lexer, &blanks))
        return scan_continuation(s, lexer);
    piece->trailing = true;
    piece->escaped = false;
    piece->whole = !traits[context].is_line;
    if (traits[context].is_line)
        piece->chars += blanks;
    return false;
}

/* Over what may stand between two tokens of the arguments; true when a comment was the token.
   `*odd` tells that a space was crossed that does not separate flags. */
static bool cross_between(Scanner *s, Lexer *lexer, const bool *valid, bool held, bool *odd)
{
    Context context = (Context)s->context;
    uint32_t chars = 0;
    bool spaced = false;
    bool wide =
        s->continued || context == IN_NOTHING || traits[context].wide || traits[context].is_line;
    *odd = false;
    if (held && !s->continued)
        return false;
    while (is_space(lexer->lookahead)) {
        int32_t c = lexer->lookahead;
        bool blank = is_blank(c);
        bool behind_flag = valid[FLAG_TEXT] && chars > 0;
        if ((c == '\n' && !s->continued) || (!blank && !wide && !behind_flag))
            break;
        chars = c == '\n' ? 0 : chars + 1;
        spaced = c != '\n' && (spaced || blank || traits[context].wide || valid[KEY_TEXT]);
        *odd |= !blank && c != '\n';
        skip(lexer);
    }
    if (s->continued && lexer->lookahead == '#') {
        take_line(lexer);
        return done(s, lexer, COMMENT);
    }
    count(s, chars);
    s->spaced |= spaced && !held;
    return false;
}

static bool scan_args(Scanner *s, Lexer *lexer, const bool *valid)
{
    Context context = (Context)s->context;
    bool held = s->quote && traits[context].holds_blanks;
    bool odd;
    if (valid[MISSING_BRACE] && !held && !s->continued && separates(context, lexer->lookahead))
        return empty(s, lexer, MISSING_BRACE);
    if (cross_between(s, lexer, valid, held, &odd))
        return true;
    if (at_line_end(lexer))
        return scan_end(s, lexer, valid);
    bool glued = context != IN_NOTHING && context != IN_SHELL &&
                 (held || !s->spaced || traits[context].is_line);
    if (!glued && valid[MISSING_BRACE])
        return empty(s, lexer, MISSING_BRACE);
    Piece piece = {0};
    if (!glued)
        s->quote = 0;
    if (lexer->lookahead == s->escape && (glued || !s->nests)) {
        if (!glued)
            context = start_context(valid);
        if (scan_escape(s, lexer, !glued && valid[PAIRS], context, &piece))
            return true;
    } else if (!glued && valid[FLAG_TEXT] && !odd && lexer->lookahead == '-') {
        if (scan_flag(s, lexer, valid, &piece))
            return true;
    }
    if (!glued)
        return scan_start(s, lexer, valid, piece);
    if (piece.chars == 0)
        return scan_glued(s, lexer, valid);
    enum Token token = context == IN_VALUE && s->quote ? STRING : GLUED_TEXT;
    return scan_piece(s, lexer, valid, context, piece, token);
}

static bool scan_token(Scanner *s, Lexer *lexer, const bool *valid)
{
    if (valid[RECOVERY])
        return false;
    if (valid[HEREDOC_END] && s->heredocs > 0)
        return scan_heredoc(s, lexer, valid);
    if (s->in_line)
        return scan_args(s, lexer, valid);
    if (s->in_directive)
        return scan_directive(s, lexer, valid);
    return scan_line_start(s, lexer);
}
