/* Package managers as data: one row each. Rules and effects ask the row; a new manager is a new
   row.

   A row says which verbs do what, how a package and its version are written, what is left behind
   where, and what prevents or cleans that. Paths may begin with ~ (the home of who runs it) or hold
   $NAME (a variable of the environment that moves them). */
#pragma once

#include "model/command.h"

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

struct ManagerVerb {
    Str words; /* "install", "mod download", "-S" (pacman), "" for the bare call */
    ManagerAct act;
    bool manifest; /* without operands it installs what a file of the project names: npm ci */
};

typedef enum {
    TRACE_LISTS, /* the index */
    TRACE_CACHE, /* what was downloaded */
    TRACE_LOG,
    TRACE_STATE, /* needed later, but rewritten by every run: rpmdb, dpkg/status */
} TraceKind;

/* Something that stays in the layer. */
typedef struct {
    TraceKind kind;
    Str path;          /* "/var/lib/apt/lists", "~/.cache/pip" */
    Str moved_by;      /* variables that hold the path instead, first wins: "PIP_CACHE_DIR
                          XDG_CACHE_HOME/pip" */
    unsigned acts;     /* 1 << ManagerAct, or-ed: which verbs fill it */
    Str prevented_by;  /* options: "--no-cache-dir --no-cache" */
    Str prevented_env; /* "PIP_NO_CACHE_DIR" with a true value */
    Str cleaned_by;    /* verbs of the same manager: "clean all" */
    bool hook;         /* official images clean it by themselves: apt's .deb files */
} ManagerTrace;

struct Manager {
    Str name;     /* as rules are called after it: "apt", "pip" */
    Str programs; /* "apt-get apt" */
    bool system;  /* packages of the distribution */
    const ManagerVerb *verbs;
    size_t verb_count;
    const ManagerTrace *traces;
    size_t trace_count;
    Str short_values; /* letters of short options with a value: "oc" */
    Str long_values;  /* "--option --config-file" */
    Str yes;          /* options that answer: "-y --yes --assume-yes" */
    Str lean;         /* options for no extras: "--no-install-recommends" */
    Str lean_env;
    Str pin;              /* what stands between name and version: "=", "==", "@" */
    Str manifests;        /* files that name what to install: "package.json package-lock.json" */
    Str manifest_options; /* options whose value is such a file: "-r --requirement" */
};

const Manager *manager_find(Str program); /* NULL when it is none */
const Manager *manager_named(Str name);   /* by its row's name */
size_t manager_count(void);
const Manager *manager_at(size_t index);

/* The verb of a call: the longest of the row that the words begin with. `used` is how many words
   of `operands` it takes. NULL when the row has none. */
const ManagerVerb *manager_verb(const Manager *manager, const Args *operands,
                                const CommandOptions *options, size_t *used);

typedef enum {
    PIN_NONE,
    PIN_EXACT, /* one version */
    PIN_RANGE, /* >=1, ^1, 1.* */
    PIN_OTHER, /* a file, URL, git revision, variable: not for us to say */
} Pin;

typedef struct {
    Str name; /* without version, extras, architecture */
    Value version;
    Pin pin;
    bool local; /* a file or directory: ./x.deb, "." */
    bool url;
    Span span; /* in the file */
    const Arg *arg;
} Package;

typedef struct {
    Package *at;
    size_t len, cap;
} Packages;

Packages command_packages(Arena *arena, const Command *command); /* none when it is no manager */
bool command_acts(const Command *command, ManagerAct act);
bool command_assumes_yes(const Command *command); /* by option or environment */
bool command_is_lean(const Command *command);     /* no extras, by option or environment */

/* Where this call leaves a trace: absolute, after HOME, user and environment. Unknown when the home
   is not known. */
Value command_trace_path(Arena *arena, const Command *command, const ManagerTrace *trace);
/* The call itself leaves it: its act fills it and no option or variable prevents that. Whether
   something later in the layer cleans it is for effects.h. */
bool command_leaves(const Command *command, const ManagerTrace *trace);
/* The call empties it: apt-get clean, yum clean all. */
bool command_cleans(const Command *command, const ManagerTrace *trace);
