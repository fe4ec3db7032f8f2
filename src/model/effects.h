/* Effects: what steps and commands do to files, in which layer, and how sure that is.

   The heart of the size rules. Each effect is one path (or pattern, or tree) that is created,
   changed, moved or removed, with the span that says so. The directories above it, which COPY and
   mkdir -p make too, and whose times change, are not effects of their own: they weigh nothing.
   A file that is emptied is an EFFECT_CHANGE that brings nothing; `touch` is EFFECT_META. A file is
   in the image only as the sum of its layers, so the questions at the end of this header ask by
   layer and by chain of stages. A table of programs (effects_table.c) says what each does; a
   program that is not in it does something unknown, and says so. */
#pragma once

#include "base/arena.h"
#include "model/context.h"
#include "model/value.h"
#include "text/span.h"

typedef struct Step Step;
typedef struct Stage Stage;
typedef struct Command Command;
typedef struct Mount Mount;

typedef enum {
    EFFECT_CREATE, /* there was nothing, or something else that it replaces */
    EFFECT_CHANGE, /* content of what is there: sed -i, >> */
    EFFECT_META,   /* owner, mode, times: the bytes are stored again all the same */
    EFFECT_MOVE,   /* `from` is gone, `path` is there */
    EFFECT_REMOVE,
    EFFECT_UNKNOWN, /* something, somewhere below `path` */
} EffectKind;

typedef enum {
    SURE_ALWAYS, /* when the build gets past it, it has happened */
    SURE_MAYBE,  /* a condition, a glob, a failure handler: may be nothing */
    SURE_UNKNOWN,
} Sureness;

/* How far below the path it reaches. */
typedef enum {
    REACH_FILE,   /* the one file (or link) */
    REACH_DIR,    /* the directory itself: mkdir, rmdir, chown without -R on a directory */
    REACH_EITHER, /* a file, or a directory itself: the text does not tell */
    REACH_TREE,   /* it and everything below */
    REACH_UNDER,  /* things below it, not known by name: unzip, a package, a build */
} Reach;

/* What brings the bytes. */
typedef enum {
    BRINGS_NOTHING,  /* no bytes of its own: mkdir, ln -s, an empty touch, a removal */
    BRINGS_CONTEXT,  /* COPY, ADD from the build context */
    BRINGS_STAGE,    /* COPY --from */
    BRINGS_TEXT,     /* a redirection, a here-document, tee, sed -i */
    BRINGS_DOWNLOAD, /* curl, wget, ADD of a URL */
    BRINGS_CLONE,
    BRINGS_UNPACK,
    BRINGS_COPY,    /* cp, install, rsync, dd: from another path */
    BRINGS_BUILD,   /* a compiler, make, a package manager's build */
    BRINGS_PACKAGE, /* what an install brings */
    BRINGS_LISTS,   /* a package manager's index */
    BRINGS_CACHE,   /* its cache */
    BRINGS_LOG,
    BRINGS_SYSTEM, /* passwd, ld.so.cache, certificates: small and shared */
} Brings;

typedef struct Effect Effect;

struct Effect {
    EffectKind kind;
    Sureness sure;
    Reach reach;
    Brings brings;
    bool glob;  /* path is a pattern: literal characters that would match stand behind \ */
    Value path; /* absolute and clean */
    Value from; /* EFFECT_MOVE, BRINGS_COPY: where from; BRINGS_UNPACK: the archive;
                   BRINGS_STAGE: the path in the other stage */
    bool from_glob;
    const Take *taken;  /* BRINGS_CONTEXT: what lies below `path` then; NULL when not known */
    const Mount *mount; /* hides it from the layer; NULL when it is in the layer */
    const Step *step;
    const Command *command; /* NULL for COPY, ADD, WORKDIR */
    Span span;              /* the words that say so */
};

typedef struct {
    Effect *at;
    size_t len, cap;
} Effects;

typedef struct {
    const Effect **at;
    size_t len, cap;
} EffectRefs;

/* Steps in the order in which their layers lie: stage_chain (model.h) makes one. */
typedef struct {
    const Step **at;
    size_t len, cap;
} StepRefs;

/* How two places stand to each other. Named values compare by text; unknown ones are apart. */
typedef enum {
    PLACES_APART,
    PLACES_SAME,
    PLACES_INSIDE, /* the first lies in the second, or is matched by it */
    PLACES_AROUND, /* the first contains, or matches, the second */
} Places;

Places paths_compare(Value first, bool first_glob, Value second, bool second_glob);
/* Reach and glob count too; of a move it is the path it leads to. What happens somewhere, no one
   knows where, is apart from all: EFFECT_UNKNOWN, what a package brings below "/". */
Places effects_compare(const Effect *first, const Effect *second);

/* What one command does, in order: a part of its step's effects. */
Effects command_effects(const Command *command);

/* Bytes that were there are gone from its place: a removal, a move away, `> file`, truncate. */
static inline bool effect_takes(const Effect *effect)
{
    return effect->kind == EFFECT_REMOVE || effect->kind == EFFECT_MOVE ||
           (effect->kind == EFFECT_CHANGE && effect->brings == BRINGS_NOTHING);
}

/* The questions. "Written" is what brings bytes of its own, outside mounts, as the text tells. */

/* What earlier layers of the chain wrote that this effect concerns and that no layer between them
   has removed whole; newest first, one for each command or step that wrote. */
EffectRefs effect_writers(Arena *arena, const StepRefs *chain, const Effect *effect);
/* Of those the one that says most of the place: its path, else the name of its archive. */
const Effect *effect_likeliest(const EffectRefs *writers, const Effect *effect);
/* A later effect of the same step surely removes or moves all of it: free, it is in no layer. */
const Effect *effect_undone(const Effect *effect);
/* A later effect of the same step removes what a manager left (BRINGS_LISTS, BRINGS_CACHE), lay it
   at this path: one of the row's, a pattern maybe, or below a home that is not known. Also where
   that may be meant: rm -rf $(npm config get cache). */
const Effect *effect_cleaned(const Effect *left, Value path);
/* The first effect of a later layer that removes all of it; NULL when it is in the image's view. */
const Effect *effect_removed(const StepRefs *chain, const Effect *effect);
/* What the step leaves in its layer: created or changed there, hidden by no mount, not undone. */
EffectRefs step_leaves(Arena *arena, const Step *step);
/* What of a stage reaches the target's image: its own effects when it is exported, else those that
   a COPY --from or bind mount of an exported stage takes, through other stages too. */
EffectRefs stage_reaches(Arena *arena, const Stage *stage);
/* The last thing that happened to a path before (not in) this step, in the chain; NULL when nothing
 * did. */
const Effect *path_latest(const StepRefs *chain, const Step *before, Value path);
