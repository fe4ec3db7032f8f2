/* What a RUN says: the text that a shell will get, read as POSIX sh and the bash, dash and ash that
   people write in it.

   This room knows the grammar of the shell: lists, compound commands, words with their parts and
   quotes, redirections, here-documents. It refuses to know what a command does, what a variable
   holds, which files a glob matches (model/). Arithmetic is kept as text with the expansions in it,
   since a shell too looks into it only when it runs. PowerShell and cmd are told apart, not read.

   There is one reading: what only bash knows (arrays, [[ ]], <( ), $'...', {a,b}) is read as bash
   does, whoever runs it, since which shell /bin/sh is only the image knows. Its kind in the tree
   tells it from what every shell knows. Braces are the common case, and a word that has them tells
   what dash makes of it: ShellWord.braces.

   The tree is open: read it through const. What belongs together is a list through `next`; an empty
   list is NULL. No tree is deeper than its nesting in the text, at most SHELL_DEPTH_MAX levels: a
   chain of a thousand && is one flat list. Everything lives in the arena given and borrows the text
   of the body; a Span counts the bytes of that text, and shell_span finds them in the file. */
#pragma once

#include "syntax/syntax.h"

enum { SHELL_DEPTH_MAX = 200 };

typedef struct ShellPart ShellPart;
typedef struct ShellWord ShellWord;
typedef struct ShellNode ShellNode;

typedef enum {
    PARAM_PLAIN,   /* $x ${x} */
    PARAM_LENGTH,  /* ${#x} */
    PARAM_NAMES,   /* ${!x*} ${!x@} */
    PARAM_DEFAULT, /* ${x:-w} ${x-w} */
    PARAM_ASSIGN,  /* ${x:=w} ${x=w} */
    PARAM_ERROR,   /* ${x:?w} ${x?w} */
    PARAM_OTHER,   /* ${x:+w} ${x+w} */
    PARAM_PREFIX,  /* ${x#w} ${x##w} */
    PARAM_SUFFIX,  /* ${x%w} ${x%%w} */
    PARAM_REPLACE, /* ${x/w/r}, its op is one of / // /# /% */
    PARAM_SLICE,   /* ${x:from:length} */
    PARAM_UPPER,   /* ${x^w} ${x^^w} */
    PARAM_LOWER,   /* ${x,w} ${x,,w} */
    PARAM_CHANGE,  /* ${x@Q}, its word is the letter */
    PARAM_UNKNOWN, /* no operator that a shell knows; it complains only when it runs */
} ParamKind;

typedef struct {
    ParamKind kind;
    bool indirect;            /* ${!x} */
    bool braced;              /* ${x}, not $x */
    Str name;                 /* x, 1, @, #, ?, ... */
    Str op;                   /* as written: ":-" */
    const ShellWord *index;   /* of ${x[i]} */
    const ShellWord *word;    /* behind the operator; NULL when there is none */
    const ShellWord *replace; /* ${x/w/r}: r; ${x:from:length}: length */
} ShellParam;

typedef enum {
    PART_TEXT,    /* no quotes around it; value has its backslashes resolved */
    PART_SINGLE,  /* '...' */
    PART_ANSI,    /* $'...' */
    PART_DOUBLE,  /* "...": parts */
    PART_LOCALE,  /* $"...": parts */
    PART_PARAM,   /* $x ${x}: param */
    PART_COMMAND, /* $(...) or `...`: list */
    PART_ARITH,   /* $((...)) or $[...]: parts */
    PART_PROCESS, /* <(...) >(...): list */
    PART_GLOB,    /* one of * ? [...] (...|...), the last with the ?*+@! before it in the text; of a
                     command's name[...] parts is what stands in the brackets */
    PART_BRACE,   /* {a,b} {1..3}: words are the alternatives; a range is one word */
    PART_TILDE,   /* ~ ~user at the head of a word */
} PartKind;

struct ShellPart {
    PartKind kind;
    bool constant; /* the value is what the shell makes of it */
    bool braces;   /* of PART_BRACE: in dash the value is, since nothing else in it is expanded */
    Span span;
    Str value; /* quotes and escapes resolved; of what is not constant the inside as written */
    const ShellPart *next;
    const ShellPart *parts;
    const ShellNode *list;
    const ShellParam *param;
    const ShellWord *words;
};

typedef struct {
    Str name;
    const ShellWord *index;    /* a[index]=x */
    const ShellWord *value;    /* NULL for an array */
    const ShellWord *elements; /* a=(x y) */
    bool append;               /* += */
    bool array;                /* a=(...), which may be empty */
} ShellAssign;

struct ShellWord {
    Span span;
    Str text;      /* as written */
    Str value;     /* what the shell makes of it, when constant or braces */
    bool constant; /* nothing in it is expanded, matched or split: value is all it will be */
    bool quoted;   /* some of it stands in quotes or behind a backslash */
    bool braces;   /* not constant for {a,b} alone: bash expands it, and value is what dash and ash
                      make of it, to whom braces are text. Who knows which shell runs decides */
    const ShellPart *parts;
    const ShellAssign *assign; /* x=... before a command, or behind export and its like */
    const ShellWord *next;
};

typedef enum {
    REDIRECT_IN,         /* < */
    REDIRECT_OUT,        /* > */
    REDIRECT_APPEND,     /* >> */
    REDIRECT_CLOBBER,    /* >| */
    REDIRECT_BOTH_WAYS,  /* <> */
    REDIRECT_COPY_IN,    /* <& */
    REDIRECT_COPY_OUT,   /* >& */
    REDIRECT_ALL,        /* &> */
    REDIRECT_ALL_APPEND, /* &>> */
    REDIRECT_DOCUMENT,   /* << <<- */
    REDIRECT_STRING,     /* <<< */
} RedirectKind;

typedef struct ShellRedirect ShellRedirect;

struct ShellRedirect {
    RedirectKind kind;
    Span span;               /* a here-document's body is not in it */
    Str fd;                  /* "2" or "{name}"; empty when the operator says it */
    const ShellWord *target; /* of << its delimiter */
    struct {
        Str delimiter;          /* without quotes */
        Span body;              /* the lines, raw */
        const ShellPart *parts; /* of the body; one PART_SINGLE when it is not expanded */
        bool expand;
        bool strip;      /* <<-: value has no leading tabs, parts are as written */
        bool terminated; /* not so at the end of the text, which the shells accept */
    } document;
    const ShellRedirect *next;
};

typedef enum {
    NODE_SIMPLE,   /* assigns, words, redirects */
    NODE_CHAIN,    /* a && b || c: body, each with its joint */
    NODE_PIPELINE, /* a | b |& c: body, each with its joint; negated, timed */
    NODE_SUBSHELL, /* ( body ) */
    NODE_GROUP,    /* { body } */
    NODE_IF,       /* body: one NODE_BRANCH for if, each elif, else */
    NODE_BRANCH,   /* condition, NULL for else; body */
    NODE_WHILE,    /* condition, body */
    NODE_UNTIL,
    NODE_FOR,      /* words: the name, then what stands behind in, if has_in; body */
    NODE_SELECT,   /* the same */
    NODE_FOR_EACH, /* for (( )): words: one, with the three expressions; body */
    NODE_CASE,     /* words: the subject; body: NODE_ITEMs */
    NODE_ITEM,     /* words: the patterns; body; joint says how it ends */
    NODE_FUNCTION, /* words: the name; body: one command */
    NODE_TEST,     /* [[ ]]: words: operands and operators in order, brackets too */
    NODE_ARITH,    /* (( )): words: one, the expression */
    NODE_COPROC,   /* words: the name, if any; body: one command */
} NodeKind;

typedef enum {
    JOINT_NONE,
    JOINT_AND,
    JOINT_OR,
    JOINT_PIPE,
    JOINT_PIPE_BOTH, /* |& */
    JOINT_FALL,      /* a case's item that ends in ;& */
    JOINT_TRY_NEXT,  /* ;;& */
} NodeJoint;

struct ShellNode {
    NodeKind kind;
    NodeJoint joint; /* what stands between it and the one before it in a chain or pipeline */
    bool background; /* & behind it */
    bool negated;    /* ! */
    bool timed;      /* time */
    bool declares;   /* export, declare, local, readonly, typeset: operands may be assignments */
    bool has_in;
    Span span;
    const ShellNode *next;
    const ShellWord *assigns;
    const ShellWord *words;
    const ShellRedirect *redirects;
    const ShellNode *condition;
    const ShellNode *body;
    const ShellNode *later; /* of a NODE_SIMPLE: the next one in the text, wherever it is nested */
};

typedef struct {
    Span span;
    Str message; /* in plain words; empty when nothing is wrong */
} ShellError;

typedef struct {
    const Body *body;
    const ShellNode *list;
    const ShellNode *commands; /* every NODE_SIMPLE in the order of their start, through `later` */
    Comments comments;
    bool broken;      /* `error` says where; the tree holds what stands before it */
    ShellError error; /* its span counts bytes of the text too. Also set when only backquotes or
                         a here-document break, which a shell notices when it runs them */
} ShellScript;

/* Never fails; the body must live as long as the script. */
const ShellScript *shell_read(Arena *arena, const Body *body);
Span shell_span(const ShellScript *script, Span span); /* in the file */

/* What the shell gets from an instruction in shell form: its body, and for a RUN also its
   here-documents, as BuildKit passes them on. */
Body shell_body(Arena *arena, const Source *source, const Instruction *it);

/* What stands behind the #! of a here-document that is all of a RUN: BuildKit writes such a text to
   a file, which the shell then starts. "/usr/bin/env python3"; empty when there is none. It borrows
   the body, which is the one that shell_body makes of the instruction. */
Str shell_interpreter(const Instruction *it, const Body *body);

typedef enum {
    DIALECT_SH,
    DIALECT_BASH,
    DIALECT_POWERSHELL,
    DIALECT_CMD,
    DIALECT_FOREIGN, /* SHELL names a program that is none of these */
} ShellDialect;

Str shell_program(const Words *shell); /* the word that names a shell; empty when none does */
/* shell: the words of the SHELL in force, none when there is no such. base: the image the stage
   is built on, as FROM writes it. */
ShellDialect shell_dialect(const Words *shell, char escape, Str base);
/* The same for the text of one instruction: `shell` is the dialect of the stage, interpreter what
   shell_interpreter says; without one it is the shell that reads the text. */
ShellDialect shell_body_dialect(ShellDialect shell, Str interpreter);
bool shell_dialect_is_read(ShellDialect dialect); /* sh and bash: shell_read understands them */
