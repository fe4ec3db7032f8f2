/* Inside of shell/: the state of one reading, and what its files call of each other. Characters are
   read where they stand; there is no list of tokens, because what a character means depends on who
   asks. Every loop ends when `failed` is set: what was read so far stays in the tree. */
#pragma once

#include "shell/shell.h"

/* Where a piece of a word stands: it decides what ends it and which characters count. */
typedef enum {
    MODE_WORD,
    MODE_BRANCH,   /* of {a,b}: also ends at a comma */
    MODE_VALUE,    /* of x=, case, << and <<<: one word whatever is in it, no braces or globs */
    MODE_MATCH,    /* of case and [[ ]]: a pattern, no braces */
    MODE_REGEX,    /* behind =~ */
    MODE_BRACED,   /* behind an operator of ${ }: ends at } */
    MODE_PATTERN,  /* of ${x/w/r}: also ends at / */
    MODE_SLICE,    /* of ${x:from:length}: also ends at the colon between the two */
    MODE_INDEX,    /* ends at ] */
    MODE_KEY,      /* the same in ${x[...]}, where } ends it too */
    MODE_QUOTED,   /* inside double quotes */
    MODE_DOCUMENT, /* a here-document, an arithmetic expression: ends with the text */
} Mode;

enum { END = -1 };

typedef struct {
    ShellRedirect **at;
    size_t len, cap;
} Documents;

typedef struct {
    Arena *arena;
    ShellScript *script;
    const ShellNode **commands; /* where the next simple command is hooked in */
    Str whole;                  /* the body's text */
    Str text;                   /* what is read: the same, or backquotes with escapes resolved */
    const uint32_t *map;        /* of text to whole; NULL when they are the same */
    uint32_t at, end;
    uint32_t no_bracket; /* up to here no ] ends the word */
    size_t looks;        /* bytes that may still be looked at ahead: keeps all linear */
    unsigned depth;
    bool quoted; /* inside double quotes, also through ${ } */
    bool failed;
    Documents pending; /* here-documents whose bodies follow the next line feed */
} Parser;

static inline int peek_at(const Parser *p, uint32_t ahead)
{
    return ahead < p->end - p->at ? (unsigned char)p->text.at[p->at + ahead] : END;
}

static inline int peek(const Parser *p)
{
    return peek_at(p, 0);
}

static inline bool is_blank(int c)
{
    return c == ' ' || c == '\t';
}

static inline bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_name_start(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static inline bool is_name(int c)
{
    return is_name_start(c) || is_digit(c);
}

static inline Span span_of(const Parser *p, uint32_t from, uint32_t to)
{
    return p->map ? (Span){p->map[from], p->map[to]} : (Span){from, to};
}

/* A blank, an operator or the end. */
static inline bool ends_word(int c)
{
    switch (c) {
    case END:
    case ' ':
    case '\t':
    case '\n':
    case ';':
    case '&':
    case '|':
    case '(':
    case ')':
    case '<':
    case '>':
        return true;
    default:
        return false;
    }
}

/* parser.c */
void fail(Parser *p, uint32_t from, uint32_t to, const char *message); /* the first one counts */
void fail_here(Parser *p, const char *message);
bool enter(Parser *p); /* one level deeper; false when that is too deep */
void leave(Parser *p);
void forgive(Parser *p); /* a shell would notice this error only when it runs the part */
Str text_of(const Parser *p, Span span);
void skip_more_blanks(Parser *p); /* continued lines and comments, too */
static inline void skip_blanks(Parser *p)
{
    while (is_blank(peek(p)))
        p->at++;
    int c = peek(p);
    if (c == '\\' || c == '#')
        skip_more_blanks(p);
}

void skip_lines(Parser *p); /* blanks, comments, line feeds and the here-documents behind them */
bool take(Parser *p, char c);

/* A part of the text read as a text of its own: [at, end) */
typedef struct {
    uint32_t end;
    Documents pending;
    bool quoted;
} Limits;

Limits limit(Parser *p, uint32_t end);
void unlimit(Parser *p, Limits outer); /* and goes on at the end of the part */

/* look.c */
uint32_t look_closing(Parser *p, uint32_t from, char open, char close); /* p->end if none */
bool look_arith(Parser *p, uint32_t from, uint32_t *end); /* from: behind the two brackets */
uint32_t look_subscript(Parser *p, uint32_t from); /* behind the ] in this word; p->at if none */
uint32_t look_brace(Parser *p, uint32_t from); /* the } of {a,b} or {1..3}; 0 if it is neither */

/* list.c */
typedef enum {
    WORD_NONE,
    WORD_THEN,
    WORD_ELIF,
    WORD_ELSE,
    WORD_FI,
    WORD_DO,
    WORD_DONE,
    WORD_ESAC,
    WORD_CLOSE,
    WORD_TEST_END,
    WORD_IN,
    WORD_LAST_CLOSING = WORD_IN, /* those up to here begin no command */
    WORD_IF,
    WORD_WHILE,
    WORD_UNTIL,
    WORD_FOR,
    WORD_SELECT,
    WORD_CASE,
    WORD_OPEN,
    WORD_TEST,
    WORD_LAST_COMPOUND = WORD_TEST,
    WORD_FUNCTION,
    WORD_COPROC,
    WORD_NOT,
    WORD_TIME,
} Keyword;

Keyword keyword_here(const Parser *p);
bool take_keyword(Parser *p, Keyword keyword);
const ShellNode *read_list(Parser *p);
ShellNode *new_node(Parser *p, NodeKind kind);

/* compound.c, test.c */
ShellNode *read_command(Parser *p);
ShellNode *read_function(Parser *p, ShellNode *node, const ShellWord *name); /* behind its () */
void read_case(Parser *p, ShellNode *node);
void read_test(Parser *p, ShellNode *node);

/* simple.c */
ShellNode *read_simple(Parser *p);
bool word_here(const Parser *p); /* <(...) is a word too */
bool redirect_here(const Parser *p);
void read_redirects(Parser *p, ShellNode *node);
ShellRedirect *read_redirect(Parser *p);
void read_documents(Parser *p);

/* assign.c */
uint32_t assign_length(Parser *p); /* of name= in one word, as export takes it; 0 if it is none */
ShellWord *read_assign(Parser *p, Mode value);
ShellWord *read_head(Parser *p); /* before a command's words: an assignment or the first of them */

/* word.c */
ShellWord *read_word(Parser *p, Mode mode);
ShellWord *read_word_behind(Parser *p, uint32_t from, ShellPart *subscript); /* it was read */
ShellWord *read_word_until(Parser *p, Mode mode, uint32_t end);
const ShellPart *read_parts(Parser *p, Mode mode);
ShellPart *new_part(Parser *p, PartKind kind, uint32_t from, uint32_t to);
Str parts_value(Parser *p, const ShellPart *parts, bool *constant);

/* quote.c */
ShellPart *read_single(Parser *p);
ShellPart *read_ansi(Parser *p);
ShellPart *read_double(Parser *p, PartKind kind, uint32_t from);
Str without_escapes(Parser *p, Str text, Mode mode);

/* expand.c */
ShellPart *read_dollar(Parser *p, Mode mode); /* NULL when the $ means itself */
ShellPart *read_backquotes(Parser *p);
ShellPart *read_process(Parser *p);
const ShellNode *read_closed_list(Parser *p, uint32_t from); /* up to the ) */

/* param.c */
ShellPart *read_braced(Parser *p);
