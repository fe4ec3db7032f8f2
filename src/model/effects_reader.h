/* What the readers of effects share: where they are, and the words for what a program does.
   Private to the room. */
#pragma once

#include "model/model.h"

typedef struct {
    Arena *arena;
    const Dockerfile *file;
    const Step *step;
    const ModelContext *context; /* NULL when there is none */
    Effects effects;
    const Command *command; /* being read; NULL for COPY, ADD, WORKDIR */
    const Command *shown;   /* of a script that the step runs: the command of the step */
    Sureness sure;          /* of what the command does */
    Sureness floor;         /* of a script: of the command that runs it */
    unsigned scripts;       /* that are open: one may run the next */
} EffectReader;

/* Where something goes, before it is an effect. */
typedef struct {
    Value path;
    bool glob;
} Spot;

/* What the words of the command say, in order. */
typedef struct {
    const Arg *at;
    size_t len;
} ArgList;

void effect_add(EffectReader *r, Effect effect);
Spot spot_of(const EffectReader *r, const Arg *arg);       /* what an operand names */
Spot spot_named(const EffectReader *r, Value path);        /* a path in the command's eyes */
Spot spot_in(const EffectReader *r, Spot dir, Value name); /* one name below */
Spot spot_cwd(const EffectReader *r);
Spot spot_places(const EffectReader *r, Str place);       /* absolute, or below ~ */
Value spot_name(Spot spot);                               /* its last name */
bool spot_is_directory(const EffectReader *r, Spot spot); /* for sure, by the text so far */
bool spot_is_shared(Spot spot);                           /* a directory of every distribution */
bool arg_is_directory(const Arg *arg);                    /* written with a slash at its end */

void effect_on(EffectReader *r, EffectKind kind, Reach reach, Brings brings, Spot spot, Span span);
void effect_unknown(EffectReader *r, Spot below); /* the command does something there */
Brings
stream_brings(const EffectReader *r); /* what comes out of the command, or into it by a pipe */

/* On what find or a pipe gives to the command, by {} or xargs. */
void effects_of_fed(EffectReader *r, EffectKind kind, Reach reach, Brings brings);
/* The same for what goes from there to one place: cp, mv. */
void effects_of_fed_into(EffectReader *r, EffectKind kind, Brings brings, Spot dest);
bool arg_is_fed(const EffectReader *r, const Arg *arg); /* {} */
bool command_is_fed(const EffectReader *r);             /* xargs adds its words behind all others */

/* The verb of git and its like, and the operands behind it. */
Str command_subverb(const Command *command, ArgList *operands);

void effects_of_commands(EffectReader *r, const Commands *commands);
bool effects_of_script(EffectReader *r, Value path); /* false when it is not there to read */
/* Of a program that says by its name what it installs; `first`: the first of its own words. */
void effects_of_installer(EffectReader *r, Value script, size_t first);
void effects_of_transfer(EffectReader *r);
void effects_of_manager(EffectReader *r);
