/* The check that the rules on kept lists and caches share. */
#pragma once

#include "lint/rule.h"

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
