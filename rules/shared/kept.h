/* What package managers leave in a layer: lists and caches, and who cleans them too late. */
#pragma once

#include "lint/rule.h"

/* The manager's call leaves its index or cache (BRINGS_LISTS, BRINGS_CACHE) in the layer, and the
   instruction does not take it away; NULL when it does not, or when a later instruction that cleans
   is what has to be mended. */
const Effect *kept_trace(const Command *command, Brings what, Report *out);

/* The RUN takes away what managers left in earlier layers, and left nothing of the kind itself. */
const Effect *kept_cleanup_below(const Step *step, const Effect **left, Report *out);

/* "leaves the package index in the layer", once a RUN, for exported stages; NULL when it does not.
   The rule's state is a CacheKeptState. */
Finding *lists_kept(const Command *command, Report *out);

/* .each_command of the rules called MANAGER-cache-kept: one finding for each RUN. */
void cache_kept(const Command *command, Report *out);

/* What they say; .data of the rule. */
typedef struct {
    const char *help;    /* "pip install --no-cache-dir" */
    const char *option;  /* prevents it, behind the verb: "--no-cache-dir"; or NULL */
    const char *known;   /* the verbs that hadolint looks for; NULL for all */
    bool removals;       /* to hadolint any rm -rf is a clean-up */
    const char *cleanup; /* the manager's words that clean up at the end: "clean all"; or NULL */
} CacheKept;

typedef struct {
    const Step *last; /* has its finding */
} CacheKeptState;
