/* What the scanner keeps between two tokens, and the small steps that every token is made of. */
#pragma once

#include "markers.h"

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
    PATH,
    PORT,
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

enum {
    HEREDOCS_MOST = 64,
    STATE_HEAD = 16,
    STATE_MOST = 1024, /* bytes that tree-sitter stores */
};

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

    Line line;      /* scratch, not state */
    bool arrowless; /* there is no '<' in all of the text: no line has to be looked over */
} Scanner;

static void scanner_reset(Scanner *s)
{
    Line line = s->line;
    memset(s, 0, offsetof(Scanner, heredoc));
    s->line = line;
    s->escape = '\\';
    s->prologue = PROLOGUE_START;
}

static void scanner_close(Scanner *s)
{
    free(s->line.at);
}

static unsigned put_number(char *buffer, unsigned at, uint32_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer[at++] = (char)(number | 0x80);
    buffer[at++] = (char)number;
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

/* ---- small steps ---- */

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

static bool done(Scanner *s, Lexer *lexer, enum Token token)
{
    lexer->result_symbol = (uint16_t)token;
    if (token != COMMENT && token != LINE_CONTINUATION) {
        s->continued = false;
        s->spaced = false;
    }
    if (!goes_on[token])
        s->context = IN_NOTHING;
    return true;
}

/* A token without text, where the lexer stands; blanks crossed on the way still count. */
static bool empty(Scanner *s, Lexer *lexer, enum Token token)
{
    bool spaced = s->spaced;
    mark_end(lexer);
    done(s, lexer, token);
    s->spaced = spaced;
    return true;
}

/* To the end of the physical line; the token ends before its carriage returns. */
static void take_line(Lexer *lexer)
{
    bool open = true; /* the end is not marked where the lexer stands */
    while (!at_line_end(lexer)) {
        if (lexer->lookahead == '\r' && open)
            mark_end(lexer);
        open = lexer->lookahead != '\r';
        advance(lexer);
        open |= take_plain(NULL, lexer, PLAIN_COMMENT, UINT32_MAX) > 0;
    }
    if (open)
        mark_end(lexer);
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
static bool scan_single(Scanner *s, Lexer *lexer, enum Token token)
{
    advance(lexer);
    mark_end(lexer);
    count(s, 1);
    return done(s, lexer, token);
}
