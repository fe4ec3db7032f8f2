/* The part of an image that a limit is for. Private to the room. */
#pragma once

#include "text/regex.h"
#include "weigh/packages.h"

typedef enum {
    SCOPE_IMAGE,
    SCOPE_USER, /* the layers above the base */
    SCOPE_BASE,
    SCOPE_LAYER,
    SCOPE_MADE_BY, /* the layers whose instruction is like an expression */
    SCOPE_PATH,
    SCOPE_CATEGORY,
    SCOPE_PACKAGE,
    SCOPE_COUNT
} ScopeKind;

typedef struct {
    ScopeKind kind;
    Str argument;                /* a glob, the id of a category, the name of a package */
    size_t layer;                /* of SCOPE_LAYER */
    const Regex *made_by;        /* of SCOPE_MADE_BY; lives as long as the arena it was read with */
    const PackagePlaces *places; /* of SCOPE_PACKAGE; NULL when it is not installed */
    Arena *scratch;
} Scope;

/* "", "user", "layer:3", "layer:/pip install/", "path:*.pyc" ...; false when it is none. */
bool scope_read(Arena *arena, Str text, Scope *scope);
/* Finds the places of a package; false with why when nobody knows them. */
bool scope_settle(Arena *arena, const PackageBook *book, Scope *scope, const char **why);
bool scope_is_layers(const Scope *scope); /* whole ones, and no paths or categories */
bool scope_has_layer(const ImageCost *cost, const Scope *scope, size_t layer);
bool scope_has_path(const ImageCost *cost, const Scope *scope, const Stored *stored, Str path);
