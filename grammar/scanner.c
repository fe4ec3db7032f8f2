/* Every token of the Dockerfile grammar.

   Which token is due follows from what the parser would take (`valid`) and from a little state:
   the escape character, whether a continuation was just crossed, an open quote, and the
   here-documents whose bodies are still to come. A delimiter is kept as a hash, since the state
   that tree-sitter stores may have no more than 1,024 bytes. */
#include <stddef.h>
#include <string.h>

#include "line.h"

enum Token {
    NOTHING,
    COMMENT,
    LINE_CONTINUATION,
    DIRECTIVE_START,
    DIRECTIVE_NAME,
    DIRECTIVE_VALUE,
    KW_ADD,
    KW_ARG,
    KW_CMD,
    KW_COPY,
    KW_ENTRYPOINT,
    KW_ENV,
    KW_EXPOSE,
    KW_FROM,
    KW_HEALTHCHECK,
    KW_LABEL,
    KW_MAINTAINER,
    KW_ONBUILD,
    KW_RUN,
    KW_SHELL,
    KW_STOPSIGNAL,
    KW_USER,
    KW_VOLUME,
    KW_WORKDIR,
    KW_UNKNOWN,
    FLAG_TEXT,
    FLAGS_END,
    AS,
    EQUALS,
    JSON_FORM,
    NOT_JSON,
    PAIRS,
    LEGACY,
    HEREDOCS_KNOWN,
    LIST_TEXT,
    LIST_BEGIN,
    LINE_TEXT,
    LINE_BEGIN,
    RAW_WORD,
    RAW_LINE,
    KEY_TEXT,
    GLUED_TEXT,
    STRING,
    VARIABLE,
    BRACE_OPEN,
    BRACE_CLOSE,
    MISSING_BRACE,
    VARIABLE_NAME,
    OPERATOR,
    REPLACE,
    SLASH,
    SHELL_FRAGMENT,
    HEREDOC_MARKER,
    TOO_MANY_HEREDOCS,
    HEREDOCS,
    HEREDOC_BODY,
    HEREDOC_END,
    MISSING_END,
    JSON_OPEN,
    JSON_CLOSE,
    JSON_COMMA,
    JSON_STRING,
    JSON_VALUE,
    RECOVERY,
};

static const char *const keywords[] = {
    "add",    "arg",   "cmd",         "copy",  "entrypoint", "env",
    "expose", "from",  "healthcheck", "label", "maintainer", "onbuild",
    "run",    "shell", "stopsignal",  "user",  "volume",     "workdir",
};

/* What kind of text is being read: it decides where the text ends and what quotes mean. */
typedef enum {
    IN_NOTHING,
    IN_FLAG_NAME, /* quotes hold blanks together; ends at '=' */
    IN_FLAG_VALUE,
    IN_LIST,     /* ends at a blank, quoted or not */
    IN_RAW_WORD, /* the same without variables */
    IN_LINE,     /* goes on to the end */
    IN_RAW_LINE, /* the same without variables */
    IN_KEY,      /* quotes hold white space together; ends at '=' */
    IN_VALUE,
    IN_SHELL, /* goes on to the end or to a here-document's marker */
} Context;

typedef enum {
    PROLOGUE_OVER,
    PROLOGUE_START,   /* nothing was read yet */
    PROLOGUE_LINE,    /* the line before was a directive */
    PROLOGUE_SHEBANG, /* the same, but behind `#!`, where `escape` does not count */
} Prologue;

enum { HEREDOCS_MOST = 64, STATE_HEAD = 16 };

typedef struct {
    uint32_t gap, len; /* characters before the marker since the one before it, and in it */
    uint64_t hash;
    bool chomp;
} Heredoc;

typedef struct {
    int32_t escape;
    uint8_t prologue;
    uint8_t onbuild; /* how many ONBUILDs are around, at most 2 */
    uint8_t context;
    uint8_t quote;  /* the open one, or 0 */
    bool continued; /* a continuation was crossed since the last token */
    bool spaced;    /* blanks were crossed since the last token */
    bool counting;  /* in the arguments: markers are measured from their start */
    bool too_many;
    bool in_bodies;
    bool in_directive;
    bool in_line;     /* behind a keyword */
    bool nests;       /* behind an ONBUILD: another keyword is due */
    bool known;       /* the here-documents of the line were looked for */
    uint8_t heredocs; /* those still to come, markers and bodies */
    uint8_t marked;   /* how many of them have had their marker */
    Heredoc heredoc[HEREDOCS_MOST];

    Line line; /* scratch, not state */
} Scanner;

/* ---- state ---- */

void *tree_sitter_dockerfile_external_scanner_create(void);
void tree_sitter_dockerfile_external_scanner_destroy(void *payload);
unsigned tree_sitter_dockerfile_external_scanner_serialize(void *payload, char *buffer);
void tree_sitter_dockerfile_external_scanner_deserialize(void *payload, const char *buffer,
                                                         unsigned length);
bool tree_sitter_dockerfile_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid);

static void scanner_reset(Scanner *s)
{
    Line line = s->line;
    memset(s, 0, offsetof(Scanner, heredoc));
    s->line = line;
    s->escape = '\\';
    s->prologue = PROLOGUE_START;
}

void *tree_sitter_dockerfile_external_scanner_create(void)
{
    Scanner *s = calloc(1, sizeof *s);
    if (s)
        scanner_reset(s);
    return s;
}

void tree_sitter_dockerfile_external_scanner_destroy(void *payload)
{
    Scanner *s = payload;
    free(s->line.at);
    free(s);
}

static unsigned put_number(char *buffer, unsigned at, uint32_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer[at++] = (char)(number | 0x80);
    buffer[at++] = (char)number;
    return at;
}

static unsigned get_number(const char *buffer, unsigned at, uint32_t *number)
{
    unsigned shift = 0;
    *number = 0;
    for (; buffer[at] & 0x80; shift += 7)
        *number |= (uint32_t)(buffer[at++] & 0x7f) << shift;
    *number |= (uint32_t)buffer[at++] << shift;
    return at;
}

static unsigned put_heredoc(char *buffer, unsigned at, const Heredoc *doc)
{
    at = put_number(buffer, at, doc->gap);
    at = put_number(buffer, at, doc->len);
    buffer[at++] = (char)doc->chomp;
    memcpy(buffer + at, &doc->hash, sizeof doc->hash);
    return at + (unsigned)sizeof doc->hash;
}

unsigned tree_sitter_dockerfile_external_scanner_serialize(void *payload, char *buffer)
{
    const Scanner *s = payload;
    const char head[STATE_HEAD] = {
        (char)s->escape,   (char)s->prologue,  (char)s->onbuild,  (char)s->context,
        (char)s->quote,    (char)s->continued, (char)s->spaced,   (char)s->counting,
        (char)s->too_many, (char)s->in_bodies, (char)s->heredocs, (char)s->marked,
        (char)s->in_line,  (char)s->nests,     (char)s->known,    (char)s->in_directive,
    };
    memcpy(buffer, head, STATE_HEAD);
    unsigned at = STATE_HEAD;
    for (unsigned i = 0; i < s->heredocs; i++)
        at = put_heredoc(buffer, at, &s->heredoc[i]);
    return at;
}

void tree_sitter_dockerfile_external_scanner_deserialize(void *payload, const char *buffer,
                                                         unsigned length)
{
    Scanner *s = payload;
    scanner_reset(s);
    if (length < STATE_HEAD)
        return;
    s->escape = buffer[0];
    s->prologue = (uint8_t)buffer[1];
    s->onbuild = (uint8_t)buffer[2];
    s->context = (uint8_t)buffer[3];
    s->quote = (uint8_t)buffer[4];
    s->continued = buffer[5];
    s->spaced = buffer[6];
    s->counting = buffer[7];
    s->too_many = buffer[8];
    s->in_bodies = buffer[9];
    s->heredocs = (uint8_t)buffer[10];
    s->marked = (uint8_t)buffer[11];
    s->in_line = buffer[12];
    s->nests = buffer[13];
    s->known = buffer[14];
    s->in_directive = buffer[15];
    unsigned at = STATE_HEAD;
    for (unsigned i = 0; i < s->heredocs; i++) {
        Heredoc *doc = &s->heredoc[i];
        at = get_number(buffer, at, &doc->gap);
        at = get_number(buffer, at, &doc->len);
        doc->chomp = buffer[at++];
        memcpy(&doc->hash, buffer + at, sizeof doc->hash);
        at += (unsigned)sizeof doc->hash;
    }
}

/* ---- small steps ---- */

static void advance(TSLexer *lexer)
{
    lexer->advance(lexer, false);
}

static void skip(TSLexer *lexer)
{
    lexer->advance(lexer, true);
}

/* Tokens behind which a word, or a line of text, may go on. Whether it can is decided by the state
   and never by a token that is not valid: behind a node that was reused after an edit fewer are. */
static const bool goes_on[] = {
    [COMMENT] = true,       [LINE_CONTINUATION] = true, [FLAG_TEXT] = true,  [EQUALS] = true,
    [LIST_TEXT] = true,     [LIST_BEGIN] = true,        [LINE_TEXT] = true,  [LINE_BEGIN] = true,
    [RAW_WORD] = true,      [RAW_LINE] = true,          [KEY_TEXT] = true,   [GLUED_TEXT] = true,
    [STRING] = true,        [VARIABLE] = true,          [BRACE_OPEN] = true, [BRACE_CLOSE] = true,
    [MISSING_BRACE] = true, [VARIABLE_NAME] = true,     [OPERATOR] = true,   [REPLACE] = true,
    [SLASH] = true,         [SHELL_FRAGMENT] = true,    [RECOVERY] = false,
};

static bool done(Scanner *s, TSLexer *lexer, enum Token token)
{
    lexer->result_symbol = (TSSymbol)token;
    if (token != COMMENT && token != LINE_CONTINUATION) {
        s->continued = false;
        s->spaced = false;
    }
    if (!goes_on[token])
        s->context = IN_NOTHING;
    return true;
}

/* A token without text, where the lexer stands; blanks crossed on the way still count. */
static bool empty(Scanner *s, TSLexer *lexer, enum Token token)
{
    bool spaced = s->spaced;
    lexer->mark_end(lexer);
    done(s, lexer, token);
    s->spaced = spaced;
    return true;
}

/* To the end of the physical line; the token ends before its carriage returns. */
static void take_line(TSLexer *lexer)
{
    bool open = true; /* the end is not marked where the lexer stands */
    while (!at_line_end(lexer)) {
        if (lexer->lookahead == '\r' && open)
            lexer->mark_end(lexer);
        open = lexer->lookahead != '\r';
        advance(lexer);
    }
    if (open)
        lexer->mark_end(lexer);
}

/* Characters of the arguments, for finding the next marker. */
static void count(Scanner *s, uint32_t chars)
{
    if (s->counting && s->marked < s->heredocs) {
        uint32_t *gap = &s->heredoc[s->marked].gap;
        *gap -= chars < *gap ? chars : *gap;
    }
}

/* A token of one character. */
static bool scan_single(Scanner *s, TSLexer *lexer, enum Token token)
{
    advance(lexer);
    lexer->mark_end(lexer);
    count(s, 1);
    return done(s, lexer, token);
}

/* ---- line starts ---- */

static bool same_word(const char *word, const char *name, unsigned len)
{
    return strlen(name) == len && memcmp(word, name, len) == 0;
}

static bool is_directive_blank(int32_t c)
{
    return is_blank(c) && c != '\v';
}

/* Behind the '#': a directive that counts? Reads up to the end of the line when it is not. */
static bool take_directive(Scanner *s, TSLexer *lexer)
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

static bool scan_hash(Scanner *s, TSLexer *lexer)
{
    advance(lexer);
    if (s->prologue != PROLOGUE_OVER && !s->continued) {
        bool first = s->prologue == PROLOGUE_START;
        lexer->mark_end(lexer);
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

/* Crosses what stands behind an escape character. True: it was a continuation, and the lexer is
   behind its line feed; false: blanks may have been crossed, and `*blanks` says how many. */
static bool cross_line_end(TSLexer *lexer, uint32_t *blanks)
{
    *blanks = 0;
    for (; lexer->lookahead == ' ' || lexer->lookahead == '\t'; advance(lexer))
        ++*blanks;
    for (; lexer->lookahead == '\r'; advance(lexer))
        ++*blanks;
    if (!at_line_end(lexer))
        return false;
    if (!at_end(lexer))
        advance(lexer);
    return true;
}

/* Inside a token: over the blank lines and comments behind a continuation, and the indentation of
   the line that goes on; true when it has one. */
static bool cross_comments(TSLexer *lexer)
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

static bool scan_continuation(Scanner *s, TSLexer *lexer)
{
    lexer->mark_end(lexer);
    s->continued = true;
    return done(s, lexer, LINE_CONTINUATION);
}

static enum Token keyword_token(const char *word, unsigned len)
{
    for (unsigned i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (same_word(word, keywords[i], len))
            return (enum Token)(KW_ADD + i);
    return KW_UNKNOWN;
}

/* Takes over what was found in s->line from `from` on; the next token starts at `at`. */
static void keep_markers(Scanner *s, uint32_t from, uint32_t at)
{
    Marker markers[HEREDOCS_MOST];
    s->known = true;
    bool likely = false;
    for (uint32_t i = from + 1; i < s->line.len && !likely; i++)
        likely = s->line.at[i] == '<' && s->line.at[i - 1] == '<';
    if (!likely)
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
        if (i == HEREDOCS_MOST || used > TREE_SITTER_SERIALIZATION_BUFFER_SIZE) {
            s->too_many = true;
            return;
        }
        s->heredoc[s->heredocs++] = doc;
    }
}

/* COPY and ADD: the lines are short, and looked over at once. */
static void find_heredocs(Scanner *s, TSLexer *lexer)
{
    line_read(&s->line, lexer, s->escape);
    uint32_t args = line_skip_flags(&s->line, s->escape);
    if (line_is_json(&s->line, args))
        s->known = true;
    else
        keep_markers(s, args, args);
}

static bool keyword_done(Scanner *s, TSLexer *lexer, const char *word, unsigned len)
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
    s->known = token != KW_RUN || s->onbuild == 2;
    if (s->onbuild < 2 && (token == KW_COPY || token == KW_ADD))
        find_heredocs(s, lexer);
    if (token == KW_ONBUILD && s->onbuild < 2)
        s->onbuild++;
    return done(s, lexer, token);
}

/* A keyword may be split by continuations. `read` is what was read of it before. */
static bool scan_keyword(Scanner *s, TSLexer *lexer, const char *read)
{
    char word[12];
    unsigned len = (unsigned)strlen(read);
    memcpy(word, read, len);
    bool escaped = false;
    bool marked = false; /* the end is where the lexer stands, or was already set */
    while (!at_line_end(lexer) && !is_blank(lexer->lookahead)) {
        int32_t c = lexer->lookahead;
        if (c == s->escape && !escaped) {
            lexer->mark_end(lexer);
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
        lexer->mark_end(lexer);
    return keyword_done(s, lexer, word, len);
}

static bool scan_line_start(Scanner *s, TSLexer *lexer)
{
    unsigned lines = 0;
    for (; is_space(lexer->lookahead); skip(lexer))
        lines += lexer->lookahead == '\n';
    if (lines > (s->prologue == PROLOGUE_START ? 0 : 1))
        s->prologue = PROLOGUE_OVER;
    if (at_end(lexer)) {
        if (!s->continued)
            return false;
        lexer->mark_end(lexer);
        return keyword_done(s, lexer, "", 0);
    }
    if (lexer->lookahead == '#')
        return scan_hash(s, lexer);
    s->prologue = PROLOGUE_OVER;
    s->onbuild = 0;
    return scan_keyword(s, lexer, "");
}

static bool scan_directive(Scanner *s, TSLexer *lexer, const bool *valid)
{
    bool name = valid[DIRECTIVE_NAME];
    while (name ? is_space(lexer->lookahead) && lexer->lookahead != '\n'
                : is_directive_blank(lexer->lookahead))
        skip(lexer);
    if (name) {
        while (is_letter(lexer->lookahead) || is_digit(lexer->lookahead))
            advance(lexer);
        lexer->mark_end(lexer);
        return done(s, lexer, DIRECTIVE_NAME);
    }
    if (valid[EQUALS])
        return scan_single(s, lexer, EQUALS);
    lexer->mark_end(lexer);
    while (!at_line_end(lexer)) {
        bool blank = is_directive_blank(lexer->lookahead);
        advance(lexer);
        if (!blank)
            lexer->mark_end(lexer);
    }
    s->in_directive = false;
    return done(s, lexer, DIRECTIVE_VALUE);
}

/* ---- here-documents ---- */

/* Reads one line; true when it is the delimiter of the first open here-document. */
static bool take_body_line(Scanner *s, TSLexer *lexer, bool mark)
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
                lexer->mark_end(lexer);
            returns++;
            continue;
        }
        for (; returns > 0; returns--)
            hash = hash_char(hash, '\r');
        hash = hash_char(hash, lexer->lookahead);
        any = true;
    }
    if (mark && returns == 0)
        lexer->mark_end(lexer);
    return any && hash == doc->hash;
}

static void next_heredoc(Scanner *s)
{
    s->heredocs--;
    s->marked = s->heredocs;
    memmove(s->heredoc, s->heredoc + 1, s->heredocs * sizeof *s->heredoc);
}

static bool missing_end(Scanner *s, TSLexer *lexer)
{
    lexer->mark_end(lexer);
    s->heredocs = 0;
    return done(s, lexer, MISSING_END);
}

static bool heredoc_end(Scanner *s, TSLexer *lexer)
{
    next_heredoc(s);
    s->in_bodies = true;
    return done(s, lexer, HEREDOC_END);
}

static bool scan_heredoc(Scanner *s, TSLexer *lexer, const bool *valid)
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
        lexer->mark_end(lexer);
    }
    return done(s, lexer, HEREDOC_BODY);
}

/* ---- arguments ---- */

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

/* In flags the builder looks at bytes, not characters: one whose last byte is 85 or A0 ends with
   a blank. */
static bool ends_in_blank(Context context, int32_t c)
{
    bool flag = context == IN_FLAG_NAME || context == IN_FLAG_VALUE;
    return flag && c >= 0x80 && ((c & 0x3f) == 0x05 || (c & 0x3f) == 0x20);
}

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
    switch (c) {
    case '@':
    case '*':
    case '#':
    case '?':
    case '-':
    case '$':
    case '!':
    case '_':
        return true;
    default:
        return is_letter(c) || is_digit(c) || (c >= 0x80 && !is_space(c));
    }
}

/* The characters of a name, which starts where the lexer stands. */
static uint32_t take_name(TSLexer *lexer)
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
    lexer->mark_end(lexer);
    return chars;
}

/* A piece of text on its way: what was read, and up to where the token goes so far. */
typedef struct {
    uint32_t chars, marked;
    bool trailing; /* what stands behind the mark does not belong to the token */
    bool escaped;  /* the character before is an escape */
    bool whole;    /* nothing more can be read for this token */
} Piece;

static void piece_mark(Piece *piece, TSLexer *lexer)
{
    lexer->mark_end(lexer);
    piece->marked = piece->chars;
}

static bool piece_done(Scanner *s, TSLexer *lexer, Piece *piece, Context context, enum Token token)
{
    if (!piece->trailing)
        piece_mark(piece, lexer);
    count(s, piece->marked);
    s->context = (uint8_t)context;
    return done(s, lexer, token);
}

/* At an escape inside a piece. False: what follows may be a continuation, and the piece ends. */
static bool piece_escape(Scanner *s, TSLexer *lexer, Piece *piece, Context context)
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

static bool scan_piece(Scanner *s, TSLexer *lexer, const bool *valid, Context context, Piece piece,
                       enum Token token)
{
    bool string = token == STRING;
    if (piece.whole)
        return piece_done(s, lexer, &piece, context, token);
    if (piece.chars == 0 && until_marker(s) == 0)
        s->marked = s->heredocs; /* glued to a word, it is no marker for lists */
    uint32_t limit = until_marker(s);
    while (!at_line_end(lexer) && piece.chars < limit) {
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
            if (!held && ends_in_blank(context, c)) {
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
    return piece_done(s, lexer, &piece, context, token);
}

/* Inside a shell fragment, behind a continuation: over blank lines and the indentation of the line
   that goes on. False at a comment or when nothing comes: the fragment ends before. */
static bool shell_crosses(Scanner *s, TSLexer *lexer, Piece *piece)
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
static bool shell_escape(Scanner *s, TSLexer *lexer, Piece *piece)
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
static bool scan_shell_ahead(Scanner *s, TSLexer *lexer, Piece *piece)
{
    piece->trailing = true;
    line_read_on(&s->line, lexer, s->escape);
    piece_done(s, lexer, piece, IN_SHELL, piece->marked > 0 ? SHELL_FRAGMENT : HEREDOCS_KNOWN);
    keep_markers(s, 0, piece->marked);
    return true;
}

/* Up to the next marker, a comment or the end. As long as nobody knows whether the line has
   here-documents, what is read is kept, to be looked over at the first "<<". */
static bool scan_shell(Scanner *s, TSLexer *lexer, Piece piece)
{
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

static bool scan_marker(Scanner *s, TSLexer *lexer, bool list)
{
    Heredoc *doc = &s->heredoc[s->marked];
    bool escaped = false;
    uint32_t chars = 0;
    for (; chars < doc->len && !at_line_end(lexer); chars++) {
        int32_t c = lexer->lookahead;
        if (list && is_blank(c))
            break;
        if (c == s->escape && !escaped) {
            lexer->mark_end(lexer);
            advance(lexer);
            uint32_t blanks;
            escaped = lexer->lookahead == s->escape;
            if (!escaped && cross_line_end(lexer, &blanks)) {
                cross_comments(lexer);
                chars--;
            } else if (!escaped) {
                chars += blanks;
            }
            continue;
        }
        escaped = c == s->escape;
        advance(lexer);
    }
    lexer->mark_end(lexer);
    if (chars < doc->len && s->marked + 1 < s->heredocs)
        s->heredoc[s->marked + 1].gap += doc->len - chars;
    s->marked++;
    return done(s, lexer, HEREDOC_MARKER);
}

/* At a '$' where variables are known: one of them, or nothing special. */
static bool scan_dollar(Scanner *s, TSLexer *lexer, const bool *valid, Context context,
                        enum Token token)
{
    Piece piece = {.chars = 1};
    advance(lexer);
    if (lexer->lookahead == '{') {
        advance(lexer);
        lexer->mark_end(lexer);
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
static bool scan_operator(Scanner *s, TSLexer *lexer, Piece *piece)
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
    lexer->mark_end(lexer);
    count(s, piece->chars);
    return done(s, lexer, c == '/' ? REPLACE : OPERATOR);
}

static bool is_operator(int32_t c)
{
    return c == ':' || c == '-' || c == '+' || c == '?' || c == '#' || c == '%' || c == '/';
}

/* What goes on where the last token ended. */
static bool scan_glued(Scanner *s, TSLexer *lexer, const bool *valid)
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
static bool scan_word(Scanner *s, TSLexer *lexer, const bool *valid, Context context, Piece piece)
{
    bool list = context == IN_LIST;
    s->quote = 0;
    if (piece.chars == 0 && lexer->lookahead == '$') {
        lexer->mark_end(lexer);
        advance(lexer);
        if (lexer->lookahead == '{' || starts_name(lexer->lookahead)) {
            s->context = (uint8_t)context;
            return done(s, lexer, list ? LIST_BEGIN : LINE_BEGIN);
        }
        piece.chars = 1;
    }
    return scan_piece(s, lexer, valid, context, piece, list ? LIST_TEXT : LINE_TEXT);
}

static bool scan_as(Scanner *s, TSLexer *lexer, const bool *valid)
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
static bool scan_pair_style(Scanner *s, TSLexer *lexer, Piece piece)
{
    if (piece.chars == 0)
        lexer->mark_end(lexer);
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

/* One character of a JSON value; continuations are crossed. */
static void take_json_char(Scanner *s, TSLexer *lexer, bool *escaped)
{
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == s->escape && !*escaped && lexer->lookahead != s->escape) {
        uint32_t blanks;
        if (cross_line_end(lexer, &blanks)) {
            cross_comments(lexer);
            *escaped = false;
            return;
        }
    }
    *escaped = c == s->escape;
    if (c == '\\' && !at_line_end(lexer)) {
        *escaped = lexer->lookahead == s->escape;
        advance(lexer);
    }
}

static void take_json_string(Scanner *s, TSLexer *lexer)
{
    bool escaped = false;
    advance(lexer);
    while (!at_line_end(lexer) && lexer->lookahead != '"')
        take_json_char(s, lexer, &escaped);
    if (!at_line_end(lexer))
        advance(lexer);
}

static bool scan_json(Scanner *s, TSLexer *lexer)
{
    int32_t c = lexer->lookahead;
    if (c == ']' || c == ',')
        return scan_single(s, lexer, c == ',' ? JSON_COMMA : JSON_CLOSE);
    if (c == '"') {
        take_json_string(s, lexer);
        lexer->mark_end(lexer);
        return done(s, lexer, JSON_STRING);
    }
    bool escaped = false;
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
        take_json_char(s, lexer, &escaped);
    }
    lexer->mark_end(lexer);
    return done(s, lexer, JSON_VALUE);
}

/* At a '[': JSON or not? What looks like it gets its first token at once; else an empty one tells.
 */
static bool scan_form(Scanner *s, TSLexer *lexer, bool list)
{
    lexer->mark_end(lexer);
    s->line.len = 0;
    line_push(&s->line, '[');
    advance(lexer);
    bool likely = lexer->lookahead == '"';
    if (likely)
        lexer->mark_end(lexer);
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

static bool scan_end(Scanner *s, TSLexer *lexer, const bool *valid)
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
        lexer->mark_end(lexer);
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
static bool scan_flag(Scanner *s, TSLexer *lexer, const bool *valid, Piece *piece)
{
    lexer->mark_end(lexer);
    advance(lexer);
    piece->chars = 1;
    if (lexer->lookahead == s->escape) {
        uint32_t blanks;
        if (!valid[PAIRS])
            piece_mark(piece, lexer);
        piece->trailing = true;
        advance(lexer);
        if (!cross_line_end(lexer, &blanks))
            return false;
        piece->whole = cross_comments(lexer);
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
static bool scan_start(Scanner *s, TSLexer *lexer, const bool *valid, Piece piece)
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
static bool scan_escape(Scanner *s, TSLexer *lexer, bool empty_first, Context context, Piece *piece)
{
    *piece = (Piece){.chars = 1, .escaped = true};
    if (empty_first)
        lexer->mark_end(lexer);
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
    uint32_t blanks;
    if (!blank && !ends)
        return false;
    if (cross_line_end(lexer, &blanks))
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
static bool cross_between(Scanner *s, TSLexer *lexer, const bool *valid, bool held, bool *odd)
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

static bool scan_args(Scanner *s, TSLexer *lexer, const bool *valid)
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

bool tree_sitter_dockerfile_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid)
{
    Scanner *s = payload;
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
