/* The build context: what an ignore file leaves out of it, and what is in it.

   The ignore file is read and applied exactly as BuildKit does: its lines become patterns that are
   compiled once; a walk asks top-down, with what each pattern said of the directory around. The
   walk never follows a symbolic link, counts hard links once and goes on where it may not look.
   What a COPY takes is found in the tree as BuildKit finds it: there links are followed, but never
   out of the context. What an instruction means is the model's business. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "model/model.h"

/* ---- the ignore file ---- */

typedef struct {
    uint32_t line;    /* from 1 */
    bool exception;   /* it stood behind a '!' */
    bool plain;       /* no wildcard: it hits this one path, and what is below */
    bool everything;  /* it hits whatever there is: a lone * or the like */
    Str text;         /* cleaned, without the '!' */
    Str written;      /* the line without the blanks around it */
    const char *flaw; /* why BuildKit would stop here; NULL where it would not */
} IgnorePattern;

typedef struct {
    const IgnorePattern *at;
    size_t len;
    bool any_exception;
    const struct IgnoreInside *inside; /* private to the room */
} IgnoreFile;

/* text must live as long. What has a flaw is kept in the list and hits nothing. */
IgnoreFile ignore_read(Arena *arena, Str text);

/* Patterns by themselves, as --exclude has them: no comments, and a '/' at the start counts. */
IgnoreFile ignore_patterns(Arena *arena, const Values *texts);

/* Which pattern hit a path or a directory around it: one byte for each. All zero for the root. */
typedef uint8_t IgnoreHits;

typedef struct {
    bool out;
    uint32_t by; /* of the pattern that decided, counted from 1; 0 when none did */
} IgnoreVerdict;

/* As the walk asks it: `around` are the hits of the directory that the path lies in, `hits` become
   its own. */
IgnoreVerdict ignore_judge(const IgnoreFile *file, Str path, const IgnoreHits *around,
                           IgnoreHits *hits);
/* Whether something below a directory that is left out may come in again. */
bool ignore_may_keep_below(const IgnoreFile *file, Str directory);
/* The file as if it ended before that pattern. */
IgnoreFile ignore_before(const IgnoreFile *file, const IgnorePattern *pattern);
/* The question without a walk, in which an exception for a directory around the path counts. */
IgnoreVerdict ignore_matches(const IgnoreFile *file, Str path);
/* For one path all alone, as the walk would come to it. */
IgnoreVerdict ignore_walk_to(Arena *arena, const IgnoreFile *file, Str path);

typedef struct {
    Str path; /* empty when there is none */
    Str text;
    Str only_podman; /* a .containerignore that BuildKit does not read; may be empty */
} IgnoreSource;

/* NAME.dockerignore beside the Dockerfile, else .dockerignore in the context. One for which podman
   is asked, a Containerfile, may have a .containerignore in their places. dockerfile may be
   empty. */
bool ignore_find(Arena *arena, Str directory, Str dockerfile, IgnoreSource *source, Fail *fail);

/* ---- the walk ---- */

typedef enum {
    INODE_FILE,
    INODE_DIRECTORY,
    INODE_LINK,
    INODE_SOCKET, /* never sent */
    INODE_OTHER,  /* devices and pipes */
} InodeKind;

typedef struct ContextEntry ContextEntry;

/* A million of these is common: keep it small. */
struct ContextEntry {
    const char *name;
    ContextEntry *entries; /* of a directory, by name */
    uint64_t size;         /* of a file, else 0; of a directory: all that is sent from below it */
    uint64_t blocks;       /* the same as the disk counts it, in bytes */
    uint32_t count;        /* of the entries */
    uint32_t files;        /* of a directory: those that are sent from below it, links too; of a
                              file with several names: its number among them, from 1 */
    uint32_t by;           /* of the pattern that decided, counted from 1; 0 when none did */
    uint16_t name_len;
    uint8_t kind;        /* InodeKind */
    uint8_t out : 1;     /* left out; something below a directory may still be in */
    uint8_t pruned : 1;  /* a directory that was not looked into, since all of it is left out */
    uint8_t gone : 1;    /* it is not sent, nor anything in it */
    uint8_t taken : 1;   /* with all that is in it, as context_never_taken saw */
    uint8_t touched : 1; /* something in it is taken */
    uint8_t several : 1; /* a file that has several names, or a directory with one in it */
    uint8_t again : 1;   /* a hard link to what is counted elsewhere: in no sum */
};

typedef struct {
    Str path, why;
} ContextWarning;

typedef struct {
    ContextWarning *at;
    size_t len, cap;
} ContextWarnings;

typedef struct {
    ContextEntry root; /* its name is empty */
    Str directory;
    IgnoreFile ignore;
    const uint8_t *deciding; /* for each pattern of the ignore file: whether it decided anything */
    ContextWarnings warnings;
} ContextTree;

typedef struct {
    unsigned jobs; /* threads, 0 for one a processor */
    uint32_t most; /* entries that may be in it, for whom it would take too long; 0: any number */
} WalkLimits;

/* A Fail only when the directory itself cannot be read, or holds more than it may. */
bool context_walk(Arena *arena, Str directory, const IgnoreFile *ignore, WalkLimits limits,
                  ContextTree *tree, Fail *fail);
Str entry_name(const ContextEntry *entry);
/* What a directory holds by that name, sent or not; NULL when there is none. */
ContextEntry *entry_find(const ContextEntry *directory, Str name);

/* ---- what a COPY takes ---- */

typedef struct {
    uint32_t files;
    uint64_t bytes;
} ContextSize;

/* Out of the tree, which has to live as long. Never fails: what is not there is not taken. */
const Take *context_take(Arena *arena, const ContextTree *tree, const TakeRequest *request);
/* File by file, in the order of the tree; NULL when there are more than `most`. */
const Take *context_files(Arena *arena, const Take *take, size_t most);

/* Of what an effect's COPY brings, that at a place of the image and below: of COPY . /app what lies
   in /app/docs. glob: the place is a pattern. Nothing where it is not known what is taken. */
ContextSize context_landed(Arena *arena, const Effect *effect, Str place, bool glob);

/* False of a directory: what is in it is not asked for. */
typedef bool ContextVisit(void *state, const ContextEntry *entry, Str path);

/* All that is sent, or that is taken of it, a directory before what is in it. take may be NULL. */
void context_visit(Arena *arena, const ContextTree *tree, const Take *take, ContextVisit *visit,
                   void *state);

typedef struct {
    uint32_t files;
    uint64_t bytes;
    bool unknown; /* some source hangs on a variable: nothing is known to be left */
    Str biggest;  /* the largest piece of it; empty when there is none */
} ContextRest;

/* What the build transfers: all that COPY, ADD and bind mounts of the stages that the target needs
   take together. */
ContextSize context_sent(Arena *arena, const Dockerfile *file);

/* What is in the context and taken by no COPY, ADD or bind mount of the stages that the target
   needs. Marks the entries that are taken. */
ContextRest context_never_taken(Arena *arena, ContextTree *tree, const Dockerfile *file);

/* ---- the context of one Dockerfile ---- */

/* Directories that are the context of several Dockerfiles: each is walked once, whoever asks and
   on whichever thread; again only for another ignore file. */
typedef struct SharedContexts SharedContexts;

/* Those that stand in the list more than once. */
SharedContexts *contexts_share(Arena *arena, Strs directories);

/* All is read when it is first asked for. One thread at a time. */
typedef struct BuildContext BuildContext;

/* dockerfile: its path, for an ignore file of its own; may be empty. shared: may be NULL. */
BuildContext *context_open(Arena *arena, Str directory, Str dockerfile, WalkLimits limits,
                           const SharedContexts *shared);
const ModelContext *context_for_model(BuildContext *context);

typedef struct {
    IgnoreSource source; /* no path where there is none */
    IgnoreFile file;
    Fail fail;    /* why it cannot be read */
    bool at_root; /* it lies in the context, so that this is one for sure */
    bool unsure;  /* there is one that cannot be read, or that only podman reads */
} ContextIgnore;

const ContextIgnore *context_ignore(BuildContext *context);
/* The .gitignore of the directory leaves that path out: something makes it before the build. */
bool context_is_made(BuildContext *context, Str path);
/* NULL with a Fail where it cannot be read; the same every time. */
ContextTree *context_tree(BuildContext *context, Fail *fail);

/* ---- what could be left out ---- */

typedef enum {
    WASTE_HISTORY,      /* of version control */
    WASTE_DEPENDENCIES, /* what the build installs or makes itself */
    WASTE_LITTER,       /* caches, files of editors and systems */
    WASTE_SECRETS,
} WasteKind;

typedef struct {
    WasteKind kind;
    Str group;            /* "node" */
    Str pattern;          /* as a line of an ignore file */
    ContextSize size;     /* of what it leaves out; nothing is counted twice */
    const Command *maker; /* WASTE_DEPENDENCIES: what makes it in the build */
} ContextSuggestion;

typedef struct {
    ContextSuggestion *at;
    size_t len, cap;
} ContextSuggestions;

/* What is in the context, or in what is taken of it, though builds of its kind hardly ever want it
   there; never what a COPY names. take, file: may be NULL. */
ContextSuggestions context_suggest(Arena *arena, const ContextTree *tree, const Take *take,
                                   const Dockerfile *file);
