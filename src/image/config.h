/* The configuration of an image: what it would run, how it was made, what its layers are digests
   of. Private to the room. */
#pragma once

#include "image/document.h"
#include "image/image.h"

typedef struct {
    ImageConfig run;
    Strs diff_ids;
    HistoryEntries history;
} ConfigFacts;

/* Of a document that was read; its strings are borrowed. */
ConfigFacts config_facts(Arena *arena, const Json *document);
/* Whether it has what only the configuration of an image has. */
bool config_is_of_image(const Json *document);
/* "linux/arm64/v8"; empty when there is no os. */
Str platform_text(Arena *arena, Str os, Str architecture, Str variant);
