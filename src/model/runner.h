/* Inside of model/: a script run on paper, from its first command to its last.

   The tree is walked as the shell would run it, with a State for what a shell knows while it runs:
   variables, directory, user. States are values: a branch runs on a copy, and copies are merged
   where branches meet, so that what they do not agree on is unknown. A function's body runs where
   it is called and a loop's body once for each value that is known, within a budget that keeps the
   work linear. */
#pragma once

#include "base/buf.h"
#include "model/model.h"
#include "model/script.h"

typedef enum {
    NAME_SET,
    NAME_UNSET,
    NAME_FENCE, /* a shell of its own began: from here down only what is exported counts */
    NAME_WALL,  /* too much may have changed: nothing below is known */
} NameKind;

/* A variable that the script itself set; newest first. */
typedef struct ShellVar ShellVar;

struct ShellVar {
    NameKind kind;
    Str name;
    Value value;
    const Value *items; /* of an array */
    size_t count;
    bool array, exported;
    const ShellVar *before;
};

typedef struct {
    const Value *at; /* $1 and so on */
    size_t len;
    bool unknown;
} Params;

typedef enum { RUNS_ON, ENDS_LOOP, ENDS_FUNCTION, ENDS_SCRIPT } Ending;

typedef struct Directory Directory;

struct Directory {
    Value path;
    const Directory *below;
};

typedef struct {
    const ShellVar *names;
    const Var *vars; /* the same for those who read the commands: environment and variables */
    Value cwd, previous, user;
    Value last; /* $_ of bash: the last word of the command before */
    const Directory *pushed;
    Params params;
    Ending ending;
    bool ends_surely;  /* no condition stands before the end */
    bool ends_badly;   /* exit 1 */
    bool continues;    /* of a loop: only this round ends */
    bool sourced;      /* a file was read in that may have set anything */
    bool exports_all;  /* set -a */
    bool other_blanks; /* IFS is set: nobody says where words come apart */
    bool elsewhere;
} State;

/* How a command ends in the normal course. */
typedef enum { GOES_WELL, GOES_WRONG, GOES_EITHER } Outcome;

typedef struct {
    unsigned guards;
    bool normal;
    size_t outer; /* index + 1 of the wrapper; 0: none */
    CommandRedirects redirects;
} Where;

typedef struct Function Function;

struct Function {
    Str name;
    const ShellNode *node;
    const ShellScript *script;
    Span pin;
    bool pinned, called, running;
    size_t first, first_end; /* the commands of its first call */
    Function *before;
};

/* trap TEXT EXIT: what runs when all is over. */
typedef struct {
    bool set, pinned, normal;
    size_t index;
    Arg text;
    const ShellScript *script;
    Span pin;
} Trap;

typedef struct {
    size_t outer, from, to, again; /* index + 1; 0: none */
} Link;

typedef struct {
    Link *at;
    size_t len, cap;
} Links;

typedef enum {
    FAMILY_UNASKED,
    FAMILY_UNKNOWN,
    FAMILY_DEBIAN,
    FAMILY_UBUNTU,
    FAMILY_ALPINE,
    FAMILY_REDHAT,
    FAMILY_FEDORA,
    FAMILY_AMAZON,
    FAMILY_SUSE,
    FAMILY_ARCH,
    FAMILY_BUSYBOX,
} Family;

typedef struct {
    Arena *arena;
    const Step *step;
    Script *out;
    const ShellScript *script; /* whose text is run at the moment */
    ShellDialect dialect;
    Span pin; /* where everything stands when the text is not in the file as it is */
    bool pinned;
    bool captured; /* what $( ) in this text runs was told already */
    Str mark;      /* xargs -I: words that hold it are not known */
    Family family;
    State state;
    Where where;
    Links links;
    Function *functions;
    Trap trap;
    unsigned depth;
    size_t rounds; /* budgets: bytes of text that may be run again */
    size_t texts;  /* bytes of values that may be made */
    size_t fields; /* words that may come out of others */
    size_t steps;  /* of matching patterns */
} Runner;

enum { RUN_DEPTH_MAX = 240, VALUE_MAX = 4096, FIELDS_MAX = 256 };

static inline Value value_unknown(Str text)
{
    return (Value){text, VALUE_UNKNOWN};
}

/* run_list.c */
Outcome run_list(Runner *r, const ShellNode *list);
Outcome run_node(Runner *r, const ShellNode *node);
void run_captured(Runner *r, const ShellNode *list);
CommandRedirects run_redirects(Runner *r, const ShellRedirect *redirects);
Span run_span(const Runner *r, Span span); /* in the file */

/* run_compound.c */
Outcome run_if(Runner *r, const ShellNode *node);
Outcome run_case(Runner *r, const ShellNode *node);
Outcome run_for(Runner *r, const ShellNode *node);
Outcome run_while(Runner *r, const ShellNode *node);
/* Commands from `from` on stand for the same places as those of an earlier round do. */
void link_again(Runner *r, size_t first, size_t first_end, size_t from);

/* run_function.c */
void define_function(Runner *r, const ShellNode *node);
bool call_function(Runner *r, Str name, const Args *args, Outcome *outcome);
void tell_uncalled(Runner *r);
/* Variables and directory that the list may change are unknown from now on. */
void forget_changes(Runner *r, const ShellNode *list);
void forget_sums(Runner *r, const ShellWord *words); /* those that stand in (( )) */

/* run_simple.c */
Outcome run_simple(Runner *r, const ShellNode *node);
size_t command_reserve(Runner *r); /* index of an empty command */
/* program and args of command `index` are filled in: all that follows from them. */
Outcome run_words(Runner *r, size_t index);
Outcome run_program(Runner *r, const Arg *words, size_t count);
/* What a wrapper starts: a command made of these words. */
Outcome run_started(Runner *r, size_t wrapper, const Arg *words, size_t count);

/* builtins.c */
void run_exit_trap(Runner *r);
bool run_builtin(Runner *r, size_t index, Outcome *outcome);

/* wrappers.c */
bool run_wrapper(Runner *r, size_t index, Outcome *outcome);
/* inner_text.c: text that a shell reads; `arg` holds it. */
typedef struct {
    size_t wrapper; /* index of the command that reads it */
    ShellDialect dialect;
    bool child; /* a shell of its own: it changes nothing here */
    Params params;
} Reader;

Outcome run_text(Runner *r, const Arg *arg, const Reader *reader);
Outcome run_document(Runner *r, const ShellRedirect *document, const Reader *reader);

/* state.c */
typedef enum {
    FOUND_SET,
    FOUND_UNSET,
    FOUND_DECLARED, /* an ARG that nobody gave a value: the value is its name */
    FOUND_MAYBE,    /* nobody knows whether it is set */
} FoundKind;

typedef struct {
    FoundKind kind;
    Value value;
    const Value *items;
    size_t count;
    bool array;
} Found;

Found state_find(Runner *r, Str name);
void state_set(Runner *r, Str name, Value value, bool exported);
void state_set_array(Runner *r, Str name, const Value *items, size_t count);
void state_unset(Runner *r, Str name);
void state_export(Runner *r, Str name);
void state_forget(Runner *r, Str name); /* unknown from now on */
void state_add(Runner *r, ShellVar var);
/* `into` and `other` both come from `base`; what they do not agree on is unknown. */
void state_merge(Runner *r, State *into, const State *other, const State *base);
Value state_home(Runner *r, Str user); /* empty: who runs */

/* words_shell.c */
void words_expand(Runner *r, const ShellWord *words, Args *args); /* the whole list */
Arg word_single(Runner *r, const ShellWord *word);                /* neither split nor matched */
Value word_value(Runner *r, const ShellWord *word);
Value word_pattern(Runner *r, const ShellWord *word);
Value parts_quoted(Runner *r, const ShellPart *parts); /* as inside double quotes */

/* params_shell.c */
typedef struct {
    Value value;
    const Value *items; /* of $@ and arrays: each is a word of its own in quotes */
    size_t count;
    bool list;
    bool star;             /* "$*": in quotes one word */
    const ShellWord *word; /* instead of a value: ${x:-word} */
} Param;

Param param_read(Runner *r, const ShellPart *part);
bool arith_read(Runner *r, const ShellPart *parts, long *number);

/* patterns_shell.c: a pattern as in Arg, matched as case does; false when the budget is used up */
bool pattern_matches(Runner *r, Str pattern, Str text, bool *matches);

/* guards.c */
Outcome outcome_of(Runner *r, const Command *command);
Outcome outcome_of_test(Runner *r, const Arg *args, size_t count);
Outcome outcome_of_node_test(Runner *r, const ShellNode *node);
Outcome outcome_of_match(Runner *r, Value subject, Value pattern);
Outcome outcome_not(Outcome outcome);

/* platform.c: whether what is asked for is what runs here; GOES_EITHER when it tells nothing. */
Outcome outcome_of_program(Runner *r, Str program);
Outcome outcome_of_file(Runner *r, Value path);
Outcome outcome_of_name(Runner *r, Str word); /* "aarch64", "alpine" */
Outcome outcome_of_distribution(Runner *r, Str word);
bool run_has_braces(Runner *r, bool *known);

static inline Outcome outcome_if(bool well)
{
    return well ? GOES_WELL : GOES_WRONG;
}

/* program_options.c */
typedef enum {
    OPTIONS_STOP = 1 << 0,   /* at the first operand */
    OPTIONS_SINGLE = 1 << 1, /* -name is one option, not letters */
    OPTIONS_OLD = 1 << 2,    /* the first word may be letters without a hyphen: tar xzf */
    OPTIONS_NONE = 1 << 3,   /* what begins with a hyphen is no option: echo, test */
    OPTIONS_VERB = 1 << 4,   /* the first operand is a verb: git clone */
    OPTIONS_MODE = 1 << 5,   /* -x may be a mode: chmod */
    OPTIONS_PATHS = 1 << 6,  /* operands end where the first option begins: find */
    OPTIONS_PAIRS = 1 << 7,  /* name=value words are options: dd */
    OPTIONS_PLUS = 1 << 8,   /* +x is an option too: set, sh */
} OptionsFlag;

typedef struct {
    const char *shorts;   /* letters with a value */
    const char *optional; /* letters whose value is glued or none */
    const char *longs;    /* "--file --directory"; single ones too: "-name" */
    const char *last;     /* options behind whose value nothing is an option any more */
    unsigned flags;
} ProgramOptions;

/* NULL when it is not known. */
const ProgramOptions *program_options(const NameRow *known, Str program);
const ProgramOptions *program_verb_options(Str program, Str verb);

/* command_options.c */
void command_read_options(Arena *arena, Command *command);

/* command.c */
Value path_value(Arena *arena, Value directory, Value path); /* absolute and clean */
Value home_value(Arena *arena, Value user);
