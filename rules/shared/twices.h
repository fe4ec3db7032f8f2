/* Folders of an image that share files with the same bytes. */
#pragma once

#include "base/index.h"
#include "lint/rule.h"

/* What two folders share. */
typedef struct {
    const BuiltLayer *layer, *other; /* of the one here, of the one there; NULL: the base's */
    Str here, there;                 /* the folders */
    Str path, first;                 /* one of the files, and its twin */
    uint64_t bytes;
    size_t files;
} Twice;

/* The state of a rule that looks for them. */
typedef struct {
    Twice *at;
    size_t len, cap;
    Index index; /* from 1 */
} Twices;

/* Notes a living file that is somewhere else, too. What one package manager does by itself, and
   what the distribution does, is nobody's. */
void twices_add(Twices *twices, const BuiltEntry *entry, Report *out);
