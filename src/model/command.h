/* Commands: what a script runs, once wrappers, options and variables are read.

   A Command is one program that would be started, with the words it would get, where (directory,
   user, environment) and when (guards). `sudo -u x env A=b sh -c 'apt-get update'` holds several:
   each wrapper is one, and what it starts is one whose `outer` it is. Rules ask here; they never
   look at words of the shell themselves. What a program does to files is in effects.h. */
#pragma once

#include "base/arena.h"
#include "model/value.h"
#include "model/vars.h"
#include "shell/shell.h"

typedef struct Step Step;
typedef struct Command Command;
typedef struct Manager Manager;
typedef struct ManagerVerb ManagerVerb;
typedef struct NameRow NameRow;

/* One word that the program gets. A word of the text may give several ($@, braces in bash, a list
   in a variable) or none. */
typedef struct {
    Value value; /* quotes, variables and braces resolved. Where `glob`, a pattern: characters that
                    do not match stand behind a backslash */
    bool glob;
    bool quoted;
    Span span;             /* in the file */
    const ShellWord *word; /* NULL in JSON form */
} Arg;

typedef struct {
    Arg *at;
    size_t len, cap;
} Args;

/* An option as the program itself reads it: -xzf a.tgz is -x, -z and -f with a value. */
typedef struct {
    Str name;  /* with its hyphens: "-f", "--file" */
    Arg value; /* of --file=x, -fx, -f x: x */
    bool has_value;
    Span span; /* the word that holds it */
} CommandOption;

typedef struct {
    CommandOption *at;
    size_t len, cap;
} CommandOptions;

/* When it runs. None: always, when what stands before it did not end the script. */
typedef enum {
    GUARD_IF_OK = 1 << 0,     /* behind && */
    GUARD_IF_FAILED = 1 << 1, /* behind || : not in the normal course */
    GUARD_CONDITION =
        1 << 2, /* it is the question of an if, while, until; or an operand of && || in one */
    GUARD_BRANCH = 1 << 3,   /* under an if or case */
    GUARD_LOOP = 1 << 4,     /* in a loop's body */
    GUARD_FUNCTION = 1 << 5, /* in a function's body */
    GUARD_UNCALLED = 1 << 6, /* of a function that this script never calls */
    GUARD_PIPE = 1 << 7,     /* part of a pipeline of several */
    GUARD_CAPTURED = 1 << 8, /* inside $( ), backquotes, <( ) */
    GUARD_BACKGROUND = 1 << 9,
    GUARD_NEGATED = 1 << 10,
    GUARD_ELSE = 1 << 11,       /* an else or elif: runs when an earlier question says no */
    GUARD_AFTER_EXIT = 1 << 12, /* behind an exit, return or exec that always ends the script */
    GUARD_TESTED = 1 << 13,     /* behind the && or || of a test that may say yes or no */
    GUARD_TRIED = 1 << 14, /* left of a || behind which more stands than an end: it may well fail */
    GUARD_UNHEARD = 1 << 15, /* captured for the words of a command or a loop: nothing comes of its
                                failure. That of x=$(...) is the assignment's */
} Guard;

/* What a call of a package manager does: managers.h. */
typedef enum {
    ACT_NONE,
    ACT_REFRESH,  /* apt-get update: the index only */
    ACT_INSTALL,  /* packages by name, or by a file that names them */
    ACT_UPGRADE,  /* what is there already */
    ACT_REMOVE,   /* packages by name */
    ACT_PRUNE,    /* what nothing needs: autoremove, npm prune */
    ACT_CLEAN,    /* caches, lists */
    ACT_DOWNLOAD, /* fills the cache or writes files, installs nothing: go mod download */
    ACT_BUILD,    /* may download, then builds the project: mvn package, go build */
    ACT_RUN,      /* runs something of the project: npm run, bundle exec */
    ACT_ASK,      /* reads only: list, show, --version */
    ACT_CONFIG,   /* changes settings, repositories, keys */
} ManagerAct;

typedef struct Package Package;

typedef struct {
    Package *at;
    size_t len, cap;
} Packages;

typedef struct {
    RedirectKind kind;
    Arg target; /* of a here-document or -string: what the program reads, where known */
    Str fd;
    Span span;
} CommandRedirect;

typedef struct {
    CommandRedirect *at;
    size_t len, cap;
} CommandRedirects;

struct Command {
    Str name;             /* without its directory: "apt-get"; empty when it is not known */
    const NameRow *known; /* where the room's tables have the name; NULL when none has */
    Value program; /* as written: "/usr/bin/apt-get"; empty and known for a redirection alone */
    Span name_span;
    Span span; /* from its name to its last word, in the file */
    Args args; /* all words behind the name */
    CommandOptions options;
    Args operands; /* what is neither option nor an option's value; the verb is not in it */
    Arg verb; /* apt-get install: "install"; go mod download: "mod download". Empty when none */
    const Manager *manager;          /* its row; NULL when it is no package manager */
    const ManagerVerb *manager_verb; /* NULL when the row does not know the verb */
    ManagerAct act;    /* ACT_ASK when it is told to change nothing, ACT_DOWNLOAD for an install
                          that only downloads, ACT_NONE when its verb is not known */
    Packages packages; /* that it names; none when it is no manager */

    unsigned guards; /* Guard, or-ed */
    bool normal;     /* it runs in the normal course: no failure handler, no branch for another
                        distribution, not uncalled; unknown conditions count as taken */
    Value cwd;       /* absolute */
    Value user;      /* empty text: as the step's */
    const Var *vars; /* its environment and the shell's variables */
    CommandRedirects redirects; /* those of groups and loops around it, too */

    const Command *outer;               /* the wrapper that starts it; NULL when the shell does */
    const Command *pipe_from, *pipe_to; /* its neighbours in a pipeline */
    const Command *again;  /* the first one of the same place in the text, when this is a later
                              round of a loop or call of a function; else NULL */
    const ShellNode *node; /* NULL in JSON form and for what a wrapper starts */
    const Step *step;
    size_t index;   /* in the script */
    bool wrapper;   /* it only starts what follows: sudo, env, sh -c, xargs */
    bool elsewhere; /* under another root, on another machine: its paths are not the image's */
};

typedef struct {
    Command *at;
    size_t len, cap;
} Commands;

typedef struct {
    const Command **at;
    size_t len, cap;
} CommandRefs;

/* Any of the names that stand apart by blanks: command_is(c, "cp mv ln"). */
static inline __attribute__((always_inline)) bool command_is(const Command *command,
                                                             const char *names)
{
    return str_among(command->name, names);
}

static inline bool command_acts(const Command *command, ManagerAct act)
{
    return command->act == act;
}

/* The last one of these names ("-y --yes --assume-yes"); NULL when it is not given. */
static inline __attribute__((always_inline)) const CommandOption *
command_option(const Command *command, const char *names)
{
    for (size_t i = command->options.len; i-- > 0;)
        if (str_among(command->options.at[i].name, names))
            return &command->options.at[i];
    return NULL;
}

/* The same by names of a table; NULL has none. */
const CommandOption *command_option_listed(const Command *command, const char *names);
/* The value of the last of these; empty and known when it is not given. */
Value command_value(const Command *command, const char *names);
bool command_has_operand(const Command *command, Str text);
/* The home of who runs it: HOME, or by the user's name; unknown when neither tells. */
Value command_home(Arena *arena, const Command *command);
/* A path that it gets, absolute and clean, after ~ and its directory. */
Value command_path(Arena *arena, const Command *command, const Arg *arg);
