/* Package managers as data: one row each. Rules and effects ask the row; a new manager is a new
   row.

   A row says which verbs do what, how a package and its version are written, what is left behind
   where, and what prevents or cleans that. Paths may begin with ~ (the home of who runs it) or hold
   $NAME (a variable of the environment that moves them).

   Lists in a row are words apart by blanks. An option in one ("--yes") is given when it stands
   there without a value, or with one that does not say no; "--yes=no" asks for a value that does,
   "-o=APT::Get::Assume-Yes=yes" for a setting of that name that says yes, "-q=2" and all else for
   just that value, "-qq" for -q given twice. A variable ("PIP_NO_CACHE_DIR") counts when it is set
   and not empty, with "=1" when its value says yes too.

   `python3 -m pip install` is a call of the wrapper python3; what it starts is called after its
   module, and so is found here: manager_find("pip"). The same holds for what php, sh or java are
   given to run: composer.phar is a name of composer's. */
#pragma once

#include "model/command.h"

/* What the words of a call begin with: "install|in" are two spellings of one verb. A word is an
   operand that stands there ("*" is any one, "dependency:*" what begins so), an option that is
   given anywhere ("-S", "-modcache"; "-e=install" with a value that holds this), or "...": at least
   one operand more. Nothing at all is the bare call. The first verb of a row that fits counts, so
   longer ones stand before shorter. */
struct ManagerVerb {
    Str words;
    ManagerAct act;
    bool manifest; /* without operands it installs what a file of the project names: npm ci */
    bool first; /* its first operand is a package, all behind it is something else: npx, go run */
    bool alone; /* its operands are no packages: go build, bundle install */
    bool group; /* they are groups or modules: yum groupinstall */
    bool lean;  /* brings no extras anyhow: apt-get build-dep */
    bool quiet; /* asks nothing, though others of its act do */
    Str flags;  /* letters of short options that take no value here, though the row says so */
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
    Str path;          /* "/var/lib/apt/lists", "~/.cache/pip"; several where it depends on the
                          manager's version, then the likeliest first */
    Str moved_by;      /* options and variables that hold the path instead, first wins:
                          "--cache-dir PIP_CACHE_DIR XDG_CACHE_HOME/pip" */
    Str images;        /* where official images keep it: "rust=/usr/local/cargo/registry" */
    Str likely;        /* the likeliest of several places on a base: "debian=/var/lib/x" */
    unsigned acts;     /* 1 << ManagerAct, or-ed: which verbs fill it */
    Str prevented_by;  /* options: "--no-cache-dir --no-cache" */
    Str prevented_env; /* "PIP_NO_CACHE_DIR" */
    Str cleaned_by; /* verbs of the same manager, each by its first spelling, with |: "clean all" */
    bool hook;      /* official images clean it by themselves: apt's .deb files */
    bool perhaps;   /* some versions or calls leave it, others do not: nothing to count on */
} ManagerTrace;

/* How a package and its version are written. */
typedef enum {
    NAMES_PLAIN,    /* no version is written with the name */
    NAMES_APT,      /* curl=7.1, curl/bookworm, curl:amd64, ./x.deb */
    NAMES_APK,      /* curl=7.1, curl~7, curl>7, curl@edge */
    NAMES_RPM,      /* curl-7.1-2.el9.x86_64, @group, nodejs:18 */
    NAMES_ZYPPER,   /* curl=7.1, curl>=7, pattern:devel_basis */
    NAMES_PIP,      /* x[extra]==1, x~=1, x @ URL, git+https://...@rev */
    NAMES_POETRY,   /* x@^1, x==1 */
    NAMES_CONDA,    /* channel::x=1.2=build, x==1 */
    NAMES_NPM,      /* @scope/x@1.2, x@latest, github:a/b#rev */
    NAMES_GEM,      /* x:1.2 */
    NAMES_GO,       /* example.com/x@v1.2.3 */
    NAMES_AT,       /* x@1.2 */
    NAMES_COMPOSER, /* vendor/x:1.2, vendor/x 1.2 */
    NAMES_DASH,     /* x-1.2: pecl, cabal */
    NAMES_OPAM,     /* x.1.2 */
    NAMES_CPAN,     /* Some::Module@1.2, Some::Module~">=1" */
    NAMES_ROCK,     /* x 1.2 */
    NAMES_CODE,     /* in a call: install.packages(c("x", "y")) */
} ManagerNames;

struct Manager {
    Str name;    /* "apt", "aptitude", "pip" */
    Str family;  /* as rules are called after it: "apt" for aptitude; its own name for most */
    bool system; /* packages of the distribution */
    bool goals;  /* all operands are verbs: mvn clean package. The one that does most counts */
    bool option_words; /* -modcache is one option, not a cluster of letters: go, mvn */
    const ManagerVerb *verbs;
    size_t verb_count;
    const ManagerTrace *traces;
    size_t trace_count;
    Str short_values; /* letters of short options with a value: "oc" */
    Str long_values;  /* "--option --config-file", "-ldflags" */
    unsigned asks;    /* 1 << ManagerAct, or-ed: what it asks a question before */
    Str yes;          /* options that answer: "-y --yes --assume-yes" */
    Str yes_env;      /* variables that do */
    Str lean;         /* options for no extras: "--no-install-recommends". Empty when it has none */
    Str lean_images;  /* images whose settings say so: "r-base" */
    Str lean_setting; /* what a file says, with a value that says no: "Install-Recommends" */
    Str settings;     /* such files, and directories of them: "/etc/apt/apt.conf" */
    Str idle;         /* options that make a call change nothing: "--dry-run --help" */
    Str fetch_only;   /* options that make an install a download: "--download-only" */
    Str fetch_to;     /* options whose value is the directory that downloads go to: "-d --dest" */
    Str rewrites;     /* files of the project that a change of packages is noted in */
    Str root;         /* options whose value is the directory that it works on instead of / */
    Str group_options; /* whose value is a name for all that a call installs: "-t --virtual" */
    ManagerNames names;
    Str pin;              /* what stands between name and version: "=", "==", "@" */
    Str version_options;  /* options whose value is the version: "-v --version" */
    Str source_options;   /* options whose value is what is installed: "-e", "--git" */
    Str manifests;        /* files that name what to install: "package.json package-lock.json" */
    Str manifest_options; /* options whose value is such a file: "-r --requirement" */
};

const Manager *manager_find(Str program); /* its name without a directory; NULL when it is none */
const Manager *manager_named(Str name);   /* by its row's name */
size_t manager_count(void);
const Manager *manager_at(size_t index);

/* The verb of a call: the first of the row that fits its words. `used` is how many words of
   `operands` it takes. NULL when the row has none. */
const ManagerVerb *manager_verb(const Manager *manager, const Args *operands,
                                const CommandOptions *options, size_t *used);

/* The option ("-o", "--option", "-ldflags") has a value: its next word, when none is glued to it.
   `verb` is that of the operands so far; NULL when there is none yet. */
bool manager_takes_value(const Manager *manager, const ManagerVerb *verb, Str option);

typedef enum {
    PIN_NONE,  /* no version, a name of the newest: latest, or a repository without a revision */
    PIN_EXACT, /* one version; it may be a variable's, see its Value */
    PIN_RANGE, /* >=1, ^1, 1.* */
    PIN_OTHER, /* a file, URL, git revision, variable for all of it: not for us to say */
} Pin;

struct Package {
    Str name;      /* without version, extras, architecture */
    Value version; /* as written, a range with its operator; of a URL its revision. May be empty */
    Pin pin;
    bool local; /* a file or directory: ./x.deb, "." */
    bool url;
    Span span; /* in the file */
    const Arg *arg;
};

/* It installs what files of the project name: npm ci, pip install -r requirements.txt. */
bool command_reads_manifest(const Command *command);
/* The name by which all that it installs is removed: apk add --virtual NAME. Empty for most. */
Value command_group(const Command *command);
/* By option, environment or input (yes |); true as well where that cannot be known, or where
   nothing is asked. */
bool command_assumes_yes(const Command *command);
/* The same, but that somebody types it (yes |) does not count. */
bool command_says_yes(const Command *command);
/* No extras are installed; true as well where that cannot be known, or where nothing is. */
bool command_is_lean(const Command *command);

/* Where this call leaves a trace, or the likeliest of several places: absolute, after HOME, user,
   environment and options. Unknown when the home is not known. */
Value command_trace_path(Arena *arena, const Command *command, const ManagerTrace *trace);
/* That place is the only one it may have. */
bool command_trace_settled(Arena *arena, const Command *command, const ManagerTrace *trace);
/* All the places: it lies in one of them, so that a removal of any counts. */
Values command_trace_places(Arena *arena, const Command *command, const ManagerTrace *trace);
/* The call itself leaves it, whatever its version: its act fills it and no option or variable
   prevents that. Whether something later in the layer cleans it is for effects.h. */
bool command_leaves(const Command *command, const ManagerTrace *trace);
/* The call empties it: apt-get clean, yum clean all. */
bool command_cleans(const Command *command, const ManagerTrace *trace);

/* Which packages an image could do without, by their names: those that nothing needs but the
   dropped ones. */
typedef struct {
    /* Not to be installed, though a command names it; NULL: none is, and what others only recommend
       is not wanted. */
    bool (*dropped)(Str name);
    /* Of what is dropped: some that it needs stays, or may be needed by one of its kind. */
    bool (*kit)(Str name);
    bool (*stays)(Str kit, Str need); /* the library of headers, the JRE of a JDK */
} PackageWish;
