/* The model while it is being read: what the files of this room share. Private to the room. */
#pragma once

#include "model/model.h"
#include "model/paths.h"

typedef struct {
    Arena *arena;
    const Syntax *syntax;
    const ModelRequest *request;
    Dockerfile *file;
    const Var *user;     /* --build-arg */
    const Stage **named; /* stages with a name: by name, then by place */
    size_t named_count;
    size_t *needed_by; /* for each stage: the last one found to need it, counted from 1 */
    size_t *room;      /* see Var */
    size_t replayed;   /* steps that stand under ONBUILD elsewhere */
    size_t guessed;    /* stages that a name with a variable may mean */
} Builder;

/* ---- stages.c ---- */

void stages_read(Builder *b);
/* The last stage of that name (in small letters) among the first `limit`; NULL when none. */
Stage *stage_named(const Builder *b, Str name, size_t limit);
void stage_needs(Builder *b, Stage *stage, const Stage *other); /* noted once */
/* COPY --from and a mount's from=; `numbers` count as stages in the first only. */
Origin origin_read(Builder *b, Stage *stage, Step *step, Word from, bool numbers);

/* ---- step.c ---- */

/* Fills what the step says, and changes what is in force in the stage behind it. */
void step_read(Builder *b, Stage *stage, Step *step);
void globals_read(Builder *b, size_t count); /* the first `count` instructions */
/* The scope for use in this file, where a name that is not in it may come from outside or not. */
const Var *scope_here(Builder *b, const Var *scope, bool open);

/* ---- words.c ---- */

/* Neither variables nor quotes nor escapes: expansion would not change it. Most words are so. */
bool word_is_plain(Str text, char escape);
/* A word after expansion by the step's scope, noted in the step. */
Value step_expand(Builder *b, Step *step, const char *what, Word word);
/* The same by another scope and in another way. */
Value step_expand_as(Builder *b, Step *step, const Var *scope, const char *what, Word word,
                     ExpandHow how);
void step_note(Builder *b, Step *step, const char *what, Word word, const Expansion *expansion);
/* Why BuildKit would stop here; the first one stays. */
void step_refuse(Builder *b, Step *step, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
Word flag_word(const Flag *flag);

/* ---- transfer.c, mount.c ---- */

void transfer_read(Builder *b, Stage *stage, Step *step);
void mounts_read(Builder *b, Stage *stage, Step *step);
