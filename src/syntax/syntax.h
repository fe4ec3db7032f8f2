/* A Dockerfile as a list of instructions, read exactly as BuildKit reads it.

   This room knows the language up to the typing of instructions: lines, directives, keywords,
   flags, words, JSON forms, here-documents, arity, and what BuildKit refuses on sight. It
   refuses to know what a value means: variables are not expanded, image references and stages
   are not resolved (model/), and what stands inside RUN is only handed on as a Body (shell/).

   The tree that all this is read from is the grammar's (grammar/), and stays in here.
   Everything lives in the arena given and borrows the source. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/source.h"
#include "text/span.h"

typedef enum {
    INST_UNKNOWN,
    INST_ADD,
    INST_ARG,
    INST_CMD,
    INST_COPY,
    INST_ENTRYPOINT,
    INST_ENV,
    INST_EXPOSE,
    INST_FROM,
    INST_HEALTHCHECK,
    INST_LABEL,
    INST_MAINTAINER,
    INST_ONBUILD,
    INST_RUN,
    INST_SHELL,
    INST_STOPSIGNAL,
    INST_USER,
    INST_VOLUME,
    INST_WORKDIR,
    INST_COUNT
} InstructionKind;

/* A piece of logical text: continuations, and comments between them, are gone from `text`;
   `span` is where it stands in the file, with them. Quotes and escapes are kept. */
typedef struct {
    Str text;
    Span span;
} Word;

typedef struct {
    Word *at;
    size_t len, cap;
} Words;

typedef struct {
    Span *at;
    size_t len, cap;
} Spans;

typedef struct {
    Str text;        /* as the builder sees it, quotes and escapes resolved: --from=x */
    Str name, value; /* "from" and "x", parts of text */
    Span span;       /* the whole word in the file */
    Span name_span;  /* with its hyphens */
    Span value_span; /* empty when there is no '=' */
    bool has_value;  /* there is a '=', even with nothing behind it */
} Flag;

typedef struct {
    Flag *at;
    size_t len, cap;
} Flags;

typedef enum {
    PAIR_EQUALS, /* name=value */
    PAIR_LEGACY, /* ENV name value */
    PAIR_BARE,   /* ARG name */
} PairStyle;

typedef struct {
    Word key, value;
    PairStyle style;
    Span span;
} Pair;

typedef struct {
    Pair *at;
    size_t len, cap;
} Pairs;

typedef struct {
    Str name;    /* the delimiter, unquoted */
    Str content; /* the body, raw: `chomp` is not applied */
    uint64_t fd;
    bool expand; /* the delimiter has no quotes */
    bool chomp;  /* <<- */
    bool terminated;
    Span marker;     /* <<EOF on the instruction's line */
    Span body;       /* whole lines, raw */
    Span terminator; /* the delimiter at the end; empty when it is missing */
} Heredoc;

typedef struct {
    Heredoc *at;
    size_t len, cap;
} Heredocs;

/* Text that a program will get, and where each of its bytes stands in the file.
   Piece i covers text[piece[i].text .. piece[i + 1].text). */
typedef struct {
    uint32_t text, file;
} BodyPiece;

typedef struct {
    Str text;
    const BodyPiece *pieces;
    size_t count;
    Span span;
} Body;

size_t body_piece(const Body *body, size_t at); /* the index of the piece that holds byte `at` */

/* Where byte `at` of the body stands in the file; at the text's length, the end of the body. */
uint32_t body_place(const Body *body, size_t at);
Span body_span(const Body *body, size_t from, size_t to);

typedef enum {
    FORM_NONE,   /* nothing stands behind keyword and flags */
    FORM_JSON,   /* args: the decoded strings */
    FORM_WORDS,  /* args: split at blanks */
    FORM_TEXT,   /* body: the rest of the logical line */
    FORM_PAIRS,  /* pairs */
    FORM_NESTED, /* ONBUILD: nested */
} Form;

typedef struct {
    Str text;  /* behind the '#', trimmed */
    Span span; /* from the '#' */
} Comment;

typedef struct {
    Comment *at;
    size_t len, cap;
} Comments;

typedef struct Instruction Instruction;

struct Instruction {
    InstructionKind kind;
    Form form;
    uint32_t first_line, last_line; /* as BuildKit counts them, here-documents included */
    uint32_t head_last_line;        /* the last line before the here-documents */
    Span span;                      /* from the keyword to the end, here-documents included */
    Word keyword;                   /* as written */
    Word health;                    /* HEALTHCHECK: its first word (NONE, CMD), else empty */
    Flags flags;
    Words args;
    Pairs pairs;
    Body body; /* the rest of the logical line behind the flags (behind `health`); also
                  filled where the form is not FORM_TEXT */
    Heredocs heredocs;
    Instruction *nested; /* what an ONBUILD wraps */
    Spans blank_lines;   /* those in the continued line, each with its line feed */
    Comments doc;        /* comments that BuildKit attaches to this instruction */
};

typedef struct {
    Instruction *at;
    size_t len, cap;
} Instructions;

typedef enum { DIRECTIVE_SYNTAX, DIRECTIVE_ESCAPE, DIRECTIVE_CHECK } DirectiveKind;

typedef struct {
    DirectiveKind kind;
    Word value;
    Span span;
} Directive;

typedef struct {
    Directive *at;
    size_t len, cap;
} Directives;

/* How far BuildKit gets: each stage stops at its first problem and none after it runs. */
typedef enum {
    PROBLEM_READING, /* its parser: lines, directives, words, here-documents */
    PROBLEM_TYPING,  /* one instruction: keyword, arity, flags */
    PROBLEM_FILE,    /* the file as a whole: no FROM */
} ProblemStage;

/* Those that tools have names of their own for. */
typedef enum {
    PROBLEM_OTHER,
    PROBLEM_UNSTAGED, /* an instruction stands before the first FROM */
    PROBLEM_TRIGGER,  /* ONBUILD wraps what it may not */
} ProblemKind;

typedef struct {
    ProblemStage stage : 16;
    ProblemKind kind : 16;
    Span span;     /* what is wrong */
    uint32_t line; /* where BuildKit places it */
    Str message;   /* what is wrong, in plain words */
    Str help;      /* what to write instead; may be empty */
} Problem;

typedef struct {
    Problem *at;
    size_t len, cap;
} Problems;

typedef struct {
    const Source *source;
    char escape; /* '\\' or '`' */
    Directives directives;
    Comments comments; /* all of them, in order, also those inside continuations */
    Instructions instructions;
    Problems problems; /* in the order in which BuildKit, if it went on, would meet them */
} Syntax;

/* Never fails: what cannot be read is a problem, and the rest is read all the same. */
const Syntax *syntax_read(Arena *arena, const Source *source);

/* BuildKit's parser and typing take the file (no problem before PROBLEM_FILE). */
bool syntax_accepted(const Syntax *syntax);

/* One of the fields of --mount and --device: key=value, or a key alone. */
typedef struct {
    Str key, value, text; /* the key in small letters; text is all of it */
    bool has_value;
} FlagField;

typedef struct {
    FlagField *at;
    size_t len, cap;
} FlagFields;

/* The fields of such a value, a record of CSV; false where it is malformed, behind those that could
   be read. */
bool flag_fields(Arena *arena, Str value, FlagFields *fields);

/* The concrete tree as an s-expression, for people who work on the grammar. */
Str syntax_sexp(Arena *arena, const Source *source);

const char *syntax_library(void); /* "tree-sitter ABI 14" */

Str instruction_name(InstructionKind kind);    /* "FROM"; empty for INST_UNKNOWN */
InstructionKind instruction_kind(Str keyword); /* in any case */
