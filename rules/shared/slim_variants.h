/* The smaller siblings of official images. */
#pragma once

#include "lint/rule.h"

typedef struct {
    Str tag;    /* "3.12-slim-bookworm"; empty when the image has none, or it is not known */
    bool plain; /* it lacks documentation only */
} SlimVariant;

SlimVariant slim_variant(Arena *arena, const ImageRef *image);
