#include "model/vars.h"

#include "base/guess.h"

typedef struct VarIndex VarIndex;

/* A trie over the bits of a name's hash. One that is there never changes: adding a variable copies
   the nodes on its way, so that scopes can share all others. */
struct VarIndex {
    const Var *declared, *valued; /* the newest of that name, and the newest with a value */
    const VarIndex *child[4];
};

/* Scopes up to this depth are looked through from end to end. */
enum { SHALLOW = 16 };

/* So many names are compared with one that may be a mistake. */
enum { NEAR_MOST = 64 };

static const VarIndex *index_add(Arena *arena, const VarIndex *old, const Var *var)
{
    const VarIndex *root = NULL, **link = &root;
    for (uint64_t hash = str_hash(var->name);; hash >>= 2) {
        VarIndex *node = NEW(arena, VarIndex);
        if (old)
            *node = *old;
        *link = node;
        if (!old || str_eq(old->declared->name, var->name)) {
            node->declared = var;
            node->valued = var->has_value ? var : node->valued;
            return root;
        }
        link = &node->child[hash & 3];
        old = *link;
    }
}

static const VarIndex *index_find(const VarIndex *index, Str name)
{
    for (uint64_t hash = str_hash(name); index; hash >>= 2) {
        if (str_eq(index->declared->name, name))
            return index;
        index = index->child[hash & 3];
    }
    return NULL;
}

static const VarIndex *index_all(Arena *arena, const Var *scope)
{
    const Var *shallow[SHALLOW];
    size_t count = 0;
    for (const Var *var = scope; var; var = var->before)
        shallow[count++] = var;
    const VarIndex *index = NULL;
    while (count > 0)
        index = index_add(arena, index, shallow[--count]);
    return index;
}

const Var *var_add(Arena *arena, const Var *scope, Var var)
{
    Var *added = NEW(arena, Var);
    *added = var;
    added->before = scope;
    added->open = scope && scope->open;
    added->room = scope ? scope->room : NULL;
    added->depth = scope ? scope->depth + 1 : 1;
    added->index = NULL;
    if (added->depth > SHALLOW)
        added->index =
            index_add(arena, scope->index ? scope->index : index_all(arena, scope), added);
    return added;
}

const Var *var_find(const Var *scope, Str name)
{
    if (scope && scope->index) {
        const VarIndex *index = index_find(scope->index, name);
        return index ? index->valued : NULL;
    }
    for (; scope; scope = scope->before)
        if (scope->has_value && str_eq(scope->name, name))
            return scope;
    return NULL;
}

const Var *var_known(const Var *scope, Str name)
{
    if (scope && scope->index) {
        const VarIndex *index = index_find(scope->index, name);
        return index ? index->declared : NULL;
    }
    for (; scope; scope = scope->before)
        if (str_eq(scope->name, name))
            return scope;
    return NULL;
}

Str var_near(const Var *scope, Str name)
{
    Guess guess = guess_new(name);
    for (size_t i = 0; scope && i < NEAR_MOST; scope = scope->before, i++)
        if (scope->kind != VAR_BASE)
            guess_consider(&guess, scope->name);
    return guess.best;
}

Str vars_text(const Var *scope, Str name)
{
    const Var *var = var_find(scope, name);
    return var && var->value.known == VALUE_KNOWN ? var->value.text : (Str){0};
}

const Var *vars_of_base(bool scratch)
{
    static const Var bases[] = {
        {.name = STR_INIT("PATH"),
         .value = {STR_INIT("${PATH}"), VALUE_NAMED},
         .kind = VAR_BASE,
         .has_value = true,
         .open = true,
         .depth = 1},
        {.name = STR_INIT("PATH"),
         .value = {STR_INIT("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                   VALUE_KNOWN},
         .kind = VAR_BASE,
         .has_value = true,
         .depth = 1},
    };
    return &bases[scratch];
}

#define PREDEFINED(place, called)                                 \
    [place] = {.name = STR_INIT(called),                          \
               .value = {STR_INIT("${" called "}"), VALUE_NAMED}, \
               .kind = VAR_PREDEFINED,                            \
               .has_value = true,                                 \
               .before = place ? &all[place - 1] : NULL,          \
               .depth = place + 1}

const Var *vars_predefined(void)
{
    static const Var all[] = {
        PREDEFINED(0, "BUILDPLATFORM"),  PREDEFINED(1, "BUILDOS"),
        PREDEFINED(2, "BUILDOSVERSION"), PREDEFINED(3, "BUILDARCH"),
        PREDEFINED(4, "BUILDVARIANT"),   PREDEFINED(5, "TARGETPLATFORM"),
        PREDEFINED(6, "TARGETOS"),       PREDEFINED(7, "TARGETOSVERSION"),
        PREDEFINED(8, "TARGETARCH"),     PREDEFINED(9, "TARGETVARIANT"),
        PREDEFINED(10, "TARGETSTAGE"),
    };
    return &all[10];
}
