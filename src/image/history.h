/* The history of an image: what made which layer, and which layers came with the base.
   Private to the room. */
#pragma once

#include "image/document.h"
#include "image/image.h"

HistoryEntry history_entry(Arena *arena, const Json *entry);
/* Finds the instruction in created_by, however the builder wrote it. */
void history_clean(Arena *arena, HistoryEntry *entry);
/* Gives each layer its entry, as far as their numbers allow. */
void history_align(Arena *arena, Image *image);

/* ---- base_layers.c ---- */

typedef struct {
    const ImageQuery *query;
    Images *images;
    Images base; /* of the archive that is named as the base */
} BaseQuestion;

/* How many layers of each image are its base's, and what tells so. */
void history_find_bases(const BaseQuestion *question);
/* What a build began with, when this entry says it; else empty. */
Str history_base_name(const HistoryEntry *entry);
