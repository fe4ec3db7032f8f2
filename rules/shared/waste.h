/* What a COPY takes along that nobody wants in an image. */
#pragma once

#include "lint/rule.h"

enum {
    WASTES_HISTORY = 1 << WASTE_HISTORY,
    WASTES_DEPENDENCIES = 1 << WASTE_DEPENDENCIES,
    WASTES_LITTER = 1 << WASTE_LITTER,
};

/* At the first COPY that takes any of these kinds along: "sends 412 MB, of which 371 MB is
   node_modules: " and why, with the bytes that it costs and the lines that would save them. Where
   there is an ignore file, that is why. NULL where none does. */
Finding *waste_report(Report *out, unsigned kinds, bool exported_only);
