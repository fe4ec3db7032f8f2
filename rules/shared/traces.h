/* What package managers leave in a layer: lists and caches, and who cleans them too late. */
#pragma once

#include "lint/rule.h"

/* The manager's call leaves its index or cache (BRINGS_LISTS, BRINGS_CACHE) in the layer, and the
   instruction does not take it away; NULL when it does not, or when a later instruction that cleans
   is what has to be mended. */
const Effect *kept_trace(const Command *command, Brings what, Report *out);

/* The RUN takes away what managers left in earlier layers, and left nothing of the kind itself. */
const Effect *kept_cleanup_below(const Step *step, const Effect **left, Report *out);
