/* Variables of the build: scopes as lists that share their tails, and BuildKit's expansion.

   A scope is its newest variable; NULL is the empty one. Looking up takes the newest of a name,
   so an ARG behind an ENV wins, as it does when BuildKit runs. Nothing here knows the shell.

   What a name without a value in the file expands to:
   - the base image is known to bring no other variables (scratch): nothing, and that is known;
   - any other base image (an `open` scope): ${NAME}, for the image may set it;
   - ARG NAME without a value, in a stage: ${NAME}, for the user may set it. Where a modifier asks
     whether it is set (:- - :+ +), the answer is no, as in a build without that argument;
   - in FROM nothing: no image stands behind it. The value is unknown, though, when a global ARG
     declares the name: it is there for the user to set. */
#pragma once

#include "base/arena.h"
#include "model/value.h"
#include "text/span.h"

typedef enum {
    VAR_PREDEFINED, /* TARGETARCH and its like */
    VAR_BASE,       /* the base image brings it, as far as that is known: PATH */
    VAR_GLOBAL_ARG,
    VAR_ARG,
    VAR_ENV,
    VAR_SHELL, /* a script sets it and does not export it */
} VarKind;

typedef struct Var Var;

struct Var {
    Str name;
    Value value;
    VarKind kind;
    bool has_value;    /* ARG NAME alone declares and sets nothing */
    bool from_user;    /* --build-arg says so */
    Span span;         /* the pair that says it; empty when no line does */
    const Var *before; /* the scope it was added to */

    bool open;                    /* a name that is not in the scope may come from the base image */
    uint32_t depth;               /* how many there are in the scope */
    const struct VarIndex *index; /* of a deep scope, by name */
    /* Bytes that variables may still put into words, for values that double in each line: shared by
       all scopes of a file, and counted down by expansion until the model is there, when it is
       VARS_ROOM_FREE. NULL is that, too. */
    size_t *room;
};

#define VARS_ROOM_FREE SIZE_MAX

/* What a stage begins with when it is FROM an image, or from scratch; PATH is in both. */
const Var *vars_of_base(bool scratch);
const Var *vars_predefined(void); /* TARGETARCH and its like, in the global scope */

/* The scope with one more; `before` and what follows it are filled in. */
const Var *var_add(Arena *arena, const Var *scope, Var var);
const Var *var_find(const Var *scope, Str name);  /* the newest with a value; NULL when none */
const Var *var_known(const Var *scope, Str name); /* the newest declared, with a value or not */

/* The name in the scope that may have been meant, of the newest few; empty when none is near. */
Str var_near(const Var *scope, Str name);

/* What expansion found in one word. */
typedef struct {
    Value value;
    Strs used;       /* names referenced, each once, in order */
    Strs unset;      /* those of them without a value */
    Strs undeclared; /* those of them that no ARG declares either */
    Str problem;     /* why BuildKit refuses the word; empty when it does not. The value is then the
                        word as written and unknown */
} Expansion;

typedef enum {
    EXPAND_WORD,    /* quotes and escapes resolved: ENV, COPY, WORKDIR, ... */
    EXPAND_HEREDOC, /* a body: quotes are text, every backslash is consumed */
    EXPAND_FROM,    /* as EXPAND_WORD; a name without a value is empty, as in FROM */
} ExpandHow;

Expansion vars_expand(Arena *arena, const Var *scope, Str word, char escape, ExpandHow how);

/* EXPOSE alone splits what comes out of expansion at blanks. */
typedef struct {
    Value *at;
    size_t len, cap;
} Values;

Values vars_expand_words(Arena *arena, const Var *scope, Str word, char escape,
                         Expansion *expansion); /* what vars_expand finds, filled in */

/* The value of a name where it is known what it is; empty when it is not. */
Str vars_text(const Var *scope, Str name);
