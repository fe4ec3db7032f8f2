/* Tokens at the start of a line: comments, directives, keywords, and the bodies of
   here-documents. */
#pragma once

#include "state.h"

static bool same_word(const char *word, const char *name, unsigned len)
{
    return strlen(name) == len && memcmp(word, name, len) == 0;
}

static bool is_directive_blank(int32_t c)
{
    return is_blank(c) && c != '\v';
}

/* Behind the '#': a directive that counts? Reads up to the end of the line when it is not. */
static bool take_directive(Scanner *s, Lexer *lexer)
{
    char name[8];
    unsigned len = 0;
    while (is_space(lexer->lookahead) && lexer->lookahead != '\n')
        advance(lexer);
    if (!is_letter(lexer->lookahead))
        return false;
    for (; is_letter(lexer->lookahead) || is_digit(lexer->lookahead); advance(lexer)) {
        if (len == sizeof name)
            return false;
        name[len++] = (char)(lexer->lookahead | 0x20);
    }
    bool escape = same_word(name, "escape", len);
    if (!escape && !same_word(name, "syntax", len) && !same_word(name, "check", len))
        return false;
    while (is_directive_blank(lexer->lookahead))
        advance(lexer);
    if (lexer->lookahead != '=')
        return false;
    advance(lexer);
    bool any = false;
    for (; is_directive_blank(lexer->lookahead); advance(lexer))
        any |= lexer->lookahead != '\r';
    if (at_line_end(lexer))
        return any;
    if (!escape)
        return true;
    int32_t value = lexer->lookahead;
    advance(lexer);
    while (is_directive_blank(lexer->lookahead))
        advance(lexer);
    bool good = at_line_end(lexer) && (value == '\\' || value == '`');
    if (s->prologue == PROLOGUE_SHEBANG)
        return false;
    if (good)
        s->escape = value;
    return true;
}

static bool scan_hash(Scanner *s, Lexer *lexer)
{
    advance(lexer);
    if (s->prologue != PROLOGUE_OVER && !s->continued) {
        bool first = s->prologue == PROLOGUE_START;
        mark_end(lexer);
        bool shebang = first && lexer->lookahead == '!';
        if (!shebang && take_directive(s, lexer)) {
            if (first)
                s->prologue = PROLOGUE_LINE;
            s->in_directive = true;
            return done(s, lexer, DIRECTIVE_START);
        }
        s->prologue = shebang ? PROLOGUE_SHEBANG : PROLOGUE_OVER;
    }
    take_line(lexer);
    return done(s, lexer, COMMENT);
}

/* Crosses carriage returns, and the line feed behind them; true when it, or the end, was there. */
static bool cross_feed(Lexer *lexer, uint32_t *crossed)
{
    for (; lexer->lookahead == '\r'; advance(lexer))
        ++*crossed;
    if (!at_line_end(lexer))
        return false;
    if (!at_end(lexer))
        advance(lexer);
    return true;
}

/* Crosses what stands behind an escape character. True: it was a continuation, and the lexer is
   behind its line feed; false: blanks may have been crossed, and `*blanks` says how many. */
static bool cross_line_end(Lexer *lexer, uint32_t *blanks)
{
    *blanks = 0;
    for (; lexer->lookahead == ' ' || lexer->lookahead == '\t'; advance(lexer))
        ++*blanks;
    return cross_feed(lexer, blanks);
}

/* Inside a token: over the blank lines and comments behind a continuation, and the indentation of
   the line that goes on; true when it has one. */
static bool cross_comments(Lexer *lexer)
{
    bool indented = false;
    while (!at_end(lexer)) {
        if (lexer->lookahead == '#') {
            while (!at_line_end(lexer))
                advance(lexer);
        } else if (is_space(lexer->lookahead)) {
            indented = lexer->lookahead != '\n';
            advance(lexer);
        } else {
            break;
        }
    }
    return indented;
}

static bool scan_continuation(Scanner *s, Lexer *lexer)
{
    mark_end(lexer);
    s->continued = true;
    return done(s, lexer, LINE_CONTINUATION);
}

static enum Token keyword_token(const char *word, unsigned len)
{
    for (unsigned i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (len > 0 && word[0] == keywords[i][0] && same_word(word, keywords[i], len))
            return (enum Token)(KW_ADD + i);
    return KW_UNKNOWN;
}

/* Takes over what was found in s->line from `from` on; the next token starts at `at`. */
static void keep_markers(Scanner *s, uint32_t from, uint32_t at)
{
    Marker markers[HEREDOCS_MOST];
    s->known = true;
    if (!line_has_arrows(&s->line, from))
        return;
    uint32_t found = line_markers(&s->line, from, markers, HEREDOCS_MOST);
    char room[32];
    unsigned used = STATE_HEAD;
    for (uint32_t i = 0; i < found; i++) {
        Heredoc doc = {0};
        if (i < HEREDOCS_MOST) {
            doc.gap = markers[i].start - at;
            doc.len = markers[i].end - markers[i].start;
            doc.hash = markers[i].hash;
            doc.chomp = markers[i].chomp;
            at = markers[i].end;
            used += put_heredoc(room, 0, &doc);
        }
        if (i == HEREDOCS_MOST || used > STATE_MOST) {
            s->too_many = true;
            return;
        }
        s->heredoc[s->heredocs++] = doc;
    }
}

/* Looks over the whole line at once: the flags too, since an open quote or an unknown ${...} in
   them also means that there are no here-documents. */
static void find_heredocs(Scanner *s, Lexer *lexer)
{
    line_read(&s->line, lexer, s->escape);
    uint32_t args = line_skip_flags(&s->line, s->escape);
    s->known = true;
    if (line_has_arrows(&s->line, args) && !line_is_json(&s->line, args) && line_splits(&s->line))
        keep_markers(s, args, args);
}

/* RUN is looked over as it is read, unless it has flags. */
static bool has_flags(Lexer *lexer)
{
    while (is_blank(lexer->lookahead))
        advance(lexer);
    return lexer->lookahead == '-';
}

static bool keyword_done(Scanner *s, Lexer *lexer, const char *word, unsigned len)
{
    enum Token token = keyword_token(word, len);
    s->in_line = true;
    s->nests = token == KW_ONBUILD;
    s->quote = 0;
    s->counting = false;
    s->too_many = false;
    s->in_bodies = false;
    s->heredocs = 0;
    s->marked = 0;
    s->known = s->arrowless || token != KW_RUN || s->onbuild == 2;
    bool whole = token == KW_COPY || token == KW_ADD || (token == KW_RUN && has_flags(lexer));
    if (s->onbuild < 2 && !s->arrowless && whole)
        find_heredocs(s, lexer);
    if (token == KW_ONBUILD && s->onbuild < 2)
        s->onbuild++;
    return done(s, lexer, token);
}

/* A keyword may be split by continuations. `read` is what was read of it before. */
static bool scan_keyword(Scanner *s, Lexer *lexer, const char *read)
{
    char word[12];
    unsigned len = (unsigned)strlen(read);
    memcpy(word, read, len);
    bool escaped = false;
    bool marked = false; /* the end is where the lexer stands, or was already set */
    while (!at_line_end(lexer) && !is_blank(lexer->lookahead)) {
        int32_t c = lexer->lookahead;
        if (c == s->escape && !escaped) {
            mark_end(lexer);
            bool start = len == 0;
            advance(lexer);
            uint32_t blanks;
            if (lexer->lookahead == s->escape) {
                escaped = true;
            } else if (cross_line_end(lexer, &blanks)) {
                if (start)
                    return scan_continuation(s, lexer);
                marked = true;
                if (cross_comments(lexer))
                    break;
                continue;
            } else if (blanks > 0) {
                len = sizeof word;
                marked = true;
                break;
            }
        } else {
            escaped = c == s->escape;
            advance(lexer);
        }
        if (len < sizeof word)
            word[len] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c < 0x80 ? (char)c : '?';
        len += len < sizeof word;
        marked = false;
    }
    if (!marked)
        mark_end(lexer);
    return keyword_done(s, lexer, word, len);
}

static bool scan_line_start(Scanner *s, Lexer *lexer)
{
    unsigned lines = 0;
    for (; is_space(lexer->lookahead); skip(lexer))
        lines += lexer->lookahead == '\n';
    if (lines > (s->prologue == PROLOGUE_START ? 0 : 1))
        s->prologue = PROLOGUE_OVER;
    if (at_end(lexer)) {
        if (!s->continued)
            return false;
        mark_end(lexer);
        return keyword_done(s, lexer, "", 0);
    }
    if (lexer->lookahead == '#')
        return scan_hash(s, lexer);
    s->prologue = PROLOGUE_OVER;
    s->onbuild = 0;
    return scan_keyword(s, lexer, "");
}

static bool scan_directive(Scanner *s, Lexer *lexer, const bool *valid)
{
    bool name = valid[DIRECTIVE_NAME];
    while (name ? is_space(lexer->lookahead) && lexer->lookahead != '\n'
                : is_directive_blank(lexer->lookahead))
        skip(lexer);
    if (name) {
        while (is_letter(lexer->lookahead) || is_digit(lexer->lookahead))
            advance(lexer);
        mark_end(lexer);
        return done(s, lexer, DIRECTIVE_NAME);
    }
    if (valid[EQUALS])
        return scan_single(s, lexer, EQUALS);
    mark_end(lexer);
    while (!at_line_end(lexer)) {
        bool blank = is_directive_blank(lexer->lookahead);
        advance(lexer);
        if (!blank)
            mark_end(lexer);
    }
    s->in_directive = false;
    return done(s, lexer, DIRECTIVE_VALUE);
}

/* ---- here-documents ---- */

/* Reads one line; true when it is the delimiter of the first open here-document. */
static bool take_body_line(Scanner *s, Lexer *lexer, bool mark)
{
    const Heredoc *doc = &s->heredoc[0];
    uint64_t hash = HASH_SEED;
    uint32_t returns = 0; /* carriage returns held back: those at the end do not count */
    bool any = false;
    if (doc->chomp)
        while (lexer->lookahead == '\t')
            advance(lexer);
    for (; !at_line_end(lexer); advance(lexer)) {
        if (lexer->lookahead == '\r') {
            if (mark && returns == 0)
                mark_end(lexer);
            returns++;
            continue;
        }
        for (; returns > 0; returns--)
            hash = hash_char(hash, '\r');
        hash = hash_char(hash, lexer->lookahead);
        any = true;
    }
    if (mark && returns == 0)
        mark_end(lexer);
    return any && hash == doc->hash;
}

static void next_heredoc(Scanner *s)
{
    s->heredocs--;
    s->marked = s->heredocs;
    memmove(s->heredoc, s->heredoc + 1, s->heredocs * sizeof *s->heredoc);
}

static bool missing_end(Scanner *s, Lexer *lexer)
{
    mark_end(lexer);
    s->heredocs = 0;
    return done(s, lexer, MISSING_END);
}

static bool heredoc_end(Scanner *s, Lexer *lexer)
{
    next_heredoc(s);
    s->in_bodies = true;
    return done(s, lexer, HEREDOC_END);
}

static bool scan_heredoc(Scanner *s, Lexer *lexer, const bool *valid)
{
    if (valid[HEREDOC_BODY] && s->in_bodies) {
        /* Behind the delimiter of the one before. */
        while (!at_line_end(lexer))
            skip(lexer);
        if (!at_end(lexer))
            skip(lexer);
    }
    if (at_end(lexer))
        return missing_end(s, lexer);
    if (!valid[HEREDOC_BODY]) {
        take_body_line(s, lexer, true);
        return heredoc_end(s, lexer);
    }
    for (bool any = false; !at_end(lexer); any = true) {
        if (take_body_line(s, lexer, !any)) {
            if (!any)
                return heredoc_end(s, lexer);
            break;
        }
        if (!at_end(lexer))
            advance(lexer);
        mark_end(lexer);
    }
    return done(s, lexer, HEREDOC_BODY);
}
