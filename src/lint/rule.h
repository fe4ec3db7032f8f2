/* All that a rule includes.

   A rule is one file under rules/: its page (a comment with examples that are its tests), its code
   and one constant RULE. It asks the model (model/model.h) and reports; it never parses, allocates
   or remembers outside its state. The fields say what it is called for; rulebook.py reads .command,
   .manager and .instruction from the source and makes constant dispatch tables of them, so a rule
   costs nothing where its matcher does not match. */
#pragma once

#include "context/context.h"
#include "finding/finding.h"
#include "model/model.h"

typedef struct Rule Rule;
typedef struct Report Report;

typedef enum {
    OPTION_BOOL,
    OPTION_NUMBER,
    OPTION_STRING,
    OPTION_STRINGS,
    OPTION_MAP
} RuleOptionKind;

/* A setting of one rule, under its id in the config file. */
typedef struct {
    RuleOptionKind kind;
    const char *name;
    const char *help;
    long number;      /* OPTION_NUMBER, OPTION_BOOL: the default */
    const char *text; /* OPTION_STRING, OPTION_STRINGS (apart by blanks): the default */
    bool in_all;      /* OPTION_BOOL: --all-rules turns it on, too */
} RuleOption;

/* The options of a rule with this one alone: it also reports what may well be no flaw. The second
   of the two is the end. */
#define UNCERTAIN(what)                                    \
    (const RuleOption[2])                                  \
    {                                                      \
        {                                                  \
            OPTION_BOOL, "uncertain", what, .in_all = true \
        }                                                  \
    }

/* A name in one of plimsoll's own ignores that silenced nothing. */
typedef struct {
    Str text;     /* the name */
    Span name;    /* where it stands in the comment */
    Span cut;     /* what has to go for the name to be gone: its line, when it is alone in it */
    bool unknown; /* no rule has that name */
    Str near;     /* of an unknown one: what may have been meant; may be empty */
    bool unclear; /* the comment is not understood: it has no name, and is `name` itself */
} UnusedIgnore;

typedef struct {
    UnusedIgnore *at;
    size_t len, cap;
} UnusedIgnores;

/* ---- what the image has that was built from the file, where it is at hand ---- */

/* A layer that a line of the file made, as it stands there now. */
typedef struct {
    size_t index;     /* in the image, from the lowest */
    const Step *step; /* NULL where several lines share the layer */
} BuiltLayer;

/* What the entry that took another one's place changed. */
typedef enum {
    BUILT_OTHER, /* its bytes, or nothing took its place */
    BUILT_SAME,  /* nothing, or its times */
    BUILT_MODE,
    BUILT_OWNER,
    BUILT_XATTRS,
} BuiltChange;

/* A living file of fewer bytes is only visited where it has a category, a text or holes. */
enum { BUILT_SMALL = 16 << 10 }; /* TWINS_LEAST */

/* A file that such a layer stored, or one of the base that such a layer hides. */
typedef struct {
    const BuiltLayer *layer; /* that stored it; NULL: one of the base */
    const BuiltLayer *hider; /* that hides it from containers; NULL when it lives, or no line did */
    bool dead;               /* no path of the container stands for it */
    bool removed;            /* it is dead, and nothing took its place */
    bool lost;               /* it is dead, and nothing alive holds the same bytes */
    BuiltChange change;      /* of what hides it */
    Str name;                /* the last part of its path */
    uint64_t stored, logical; /* bytes: in the layer, for a container */
    uint32_t names;           /* of a living one: paths that stand for it */
    const char *category;     /* "pip-cache": as weigh calls what can be left out; or NULL */
    const char *advice;       /* how */
    uint64_t spare;           /* bytes of it that count there: all, or what debuggers read */
    uint32_t number;          /* in its layer */
    size_t at;                /* that layer */
} BuiltEntry;

struct Rule {
    const char *aka; /* aliases, apart by blanks: "DL3015" */
    Severity severity;
    bool off;         /* only when selected, or with --all-rules */
    bool always;      /* no comment in the file can silence it */
    bool builder_too; /* it also speaks of stages that are not exported */
    bool line_alone;  /* it speaks of a line, not of the instruction around it */

    const char *command;     /* "apt-get install|apt install|rm": program, then verb if any */
    const char *manager;     /* "pip uv" or "*": commands of these rows of the managers table */
    const char *instruction; /* "COPY ADD"; "*" for all */

    void (*each_file)(Report *out);
    void (*each_stage)(const Stage *stage, Report *out);
    void (*each_instruction)(const Step *step, Report *out);
    void (*each_command)(const Command *command, Report *out);
    void (*at_end)(Report *out);
    /* Of an image, when the file itself has been seen: each file, each living one that has a
       category, then each layer from the lowest. Without one they are not called. */
    void (*each_entry)(const BuiltEntry *entry, Report *out);
    void (*each_spare)(const BuiltEntry *entry, Report *out);
    void (*each_layer)(const BuiltLayer *layer, Report *out);
    void (*each_unused)(const UnusedIgnore *ignore, Report *out); /* when all findings are known */

    const RuleOption *options; /* ended by one without a name */
    size_t state_size;         /* of report_state; zeroed for each file */
    const void *data;          /* for a check that several rules share */
};

#define RULE(name)                 \
    extern const Rule rule_##name; \
    const Rule rule_##name

/* One finding of the rule that is running. It is dropped later when something ignores it. */
Finding *report(Report *out, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What the finding costs in an image that was built from the file, where one is at hand: the bytes
   that live at the effect's place in its layer, or those that are dead in lower layers because of
   it. Called for several effects it adds up. */
void report_left(Report *out, Finding *finding, const Effect *effect);
void report_killed(Report *out, Finding *finding, const Effect *effect);
/* The bytes of packages that the install brought and the wish leaves out. */
void report_unwished(Report *out, Finding *finding, const Command *install,
                     const PackageWish *wish);
/* What the base holds beyond the image that somebody named in its place. */
void report_base(Report *out, Finding *finding);

/* A finding at the command or source that wrote the path in the layer, as far as the file tells;
   else at the line of the layer, or at the FROM of the stage where lines share it. */
Finding *report_built(Report *out, const BuiltLayer *layer, Str path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same as a related place. */
void finding_related_built(Finding *finding, Report *out, const BuiltLayer *layer, Str path,
                           const char *caption);
/* What brought it: NULL when the file does not tell. */
const Effect *built_by(Report *out, const BuiltEntry *entry);
/* The finding that one of these rules has in the step already; NULL when none has. */
Finding *report_said(Report *out, const char *rules, const Step *step);
size_t report_layers(const Report *out); /* how many layers the image has: places of BuiltLayer */
Str built_path(Report *out,
               const BuiltEntry *entry); /* "/etc/passwd"; while the entry is visited */
/* It is a small file, and neither the distribution's nor that of a package: rules may read 2,000 of
   those that live. */
bool built_has_text(const Report *out, const BuiltEntry *entry);
/* All of what such a file holds; empty where it is gone, or none. */
Str built_text(const Report *out, const BuiltEntry *entry);
/* A few bytes; empty where the layer is compressed. */
Str built_head(const Report *out, const BuiltEntry *entry);
bool built_is_core(const Report *out, const BuiltEntry *entry); /* a core dump of ELF_LEAST bytes */
/* The lowest file of at least BUILT_SMALL bytes that holds the same bytes as a living one, where it
   is another: its path, while the entry is visited, and its layer (NULL: the base's). Else empty.
 */
Str built_twin(Report *out, const BuiltEntry *entry, const BuiltLayer **layer);
/* Another finding speaks of these bytes: report_left, or report_killed, was called for them. */
bool built_told(Report *out, const BuiltEntry *entry);
/* The text of the line that hides it says that it deletes or moves it. */
bool built_shown(Report *out, const BuiltEntry *entry);

const Dockerfile *report_file(const Report *out);
const Rule *report_rule(const Report *out);
Arena *report_arena(const Report *out); /* lives as long as the findings */
void *report_state(Report *out);        /* state_size bytes of this rule for this file */
const StepRefs *report_chain(Report *out, const Stage *stage); /* stage_chain, made once a stage */
const CommandRefs *report_commands(Report *out, const Stage *stage); /* of its chain, so too */
/* effect_writers in the chain of its stage, looked for once while a step is visited. */
const EffectRefs *report_writers(Report *out, const Effect *effect);

/* The ignore file of the build; its source has no path where there is none, or no context. */
const ContextIgnore *report_ignore(const Report *out);
/* What is in the context; NULL where there is none to look into, or nothing is taken of it: then it
   is not walked through. What each source of COPY, ADD and
   each bind mount takes of it stands in the model: CopySource.take, Mount.take. */
const ContextTree *report_tree(Report *out);
bool report_tree_named(const Report *out); /* somebody said that it is the one; else a guess */
/* It was named, or the guess holds: all that the Dockerfile copies by name is there. What is not in
   it is then not in the build. */
bool report_tree_holds(Report *out);

/* Of the sources that the Dockerfile copies by name, but for ".". */
typedef struct {
    size_t there, missing;
} SourceCounts;

SourceCounts report_sources(const Report *out);
/* Its .gitignore leaves the path out: something makes it before the build. */
bool report_is_made(const Report *out, Str path);
/* The text of a file that is sent; false when there is none, or it is longer. */
bool report_read(const Report *out, Arena *arena, Str path, size_t most, Str *text);

/* What a COPY or ADD takes of the context that nobody wants there. */
typedef struct {
    const Step *step;
    const CopySource *source;
    ContextSuggestions lines; /* that would leave it out, what saves most first */
} Waste;

typedef struct {
    Waste *at;
    size_t len, cap;
} Wastes;

const Wastes *report_waste(Report *out); /* of each source that takes any, in their order */

/* A finding at a line of the ignore file. */
Finding *report_pattern(Report *out, const IgnorePattern *pattern, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Such a line as a related place. */
void finding_related_pattern(Finding *finding, Report *out, const IgnorePattern *pattern,
                             const char *caption);

/* It is there for a linter: rules are silent about the instruction below it. */
bool comment_ignores_next(const Report *out, const Comment *comment);

/* What rules know of secrets (rules/shared/layer_secrets.c), for who asks besides them: what a file
   of an image holds, what a text; NULL when nothing. */
const char *rules_secret_in_file(Arena *scratch, Str path, Str text);
const char *rules_secret_in_text(Str text);

/* Options: what the config says, or the default. */
bool option_bool(const Report *out, const char *name);
long option_number(const Report *out, const char *name);
Str option_string(const Report *out, const char *name);
Strs option_strings(const Report *out, const char *name);

typedef struct {
    Strs keys, texts; /* keys.at[i] has texts.at[i] */
} OptionMap;

OptionMap option_map(const Report *out, const char *name); /* empty by default */
