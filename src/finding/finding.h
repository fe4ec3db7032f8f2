/* Findings: what is said about an input, where, and what would mend it.

   Plain data between rules, which make them, and reports, which print them. Places are spans of
   bytes; lines and columns are made where one is printed. */
#pragma once

#include <stdarg.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/edit.h"
#include "text/source.h"

typedef enum { SEV_STYLE, SEV_INFO, SEV_WARNING, SEV_ERROR, SEV_COUNT } Severity;

Str severity_name(Severity severity);             /* "warning"; of SEV_COUNT "as found" */
bool severity_read(Str name, Severity *severity); /* false when it is none */

/* What a report says about a rule itself. */
typedef struct {
    Str id;            /* "apt-lists-kept" */
    Str aka;           /* names that others gave it, apart by blanks: "DL3009" */
    Str category;      /* "size" */
    Str summary;       /* the first sentence of its page */
    Str page;          /* Markdown; that of a code only rule_page has */
    Severity severity; /* SEV_COUNT, of ShellCheck's codes: as ShellCheck says of each finding */
    bool off;          /* runs only when it is asked for */
    size_t place;      /* among all rules and codes */
} RuleFacts;

bool rule_is_shellchecks(const RuleFacts *rule);
/* Where its page can be read: of ShellCheck's codes, in ShellCheck's wiki. */
Str rule_link(Arena *arena, const RuleFacts *rule);
Str rule_page(Arena *arena, const RuleFacts *rule);

typedef struct {
    const Source *source; /* the finding's own, or another file */
    Span span;
    Str caption;
} RelatedPlace;

typedef struct {
    RelatedPlace *at;
    size_t len, cap;
} RelatedPlaces;

typedef enum {
    FIX_SAFE,   /* means the same, or what was surely meant */
    FIX_UNSAFE, /* somebody has to look at it */
} FixSafety;

typedef struct {
    FixSafety safety;
    Str title; /* "add --no-install-recommends" */
    Edits edits;
} Fix;

typedef enum { COST_UNKNOWN, COST_ESTIMATED, COST_MEASURED } CostKind;

typedef struct {
    CostKind kind;
    uint64_t bytes;
} Cost;

typedef struct {
    const RuleFacts *rule;
    Str aka; /* of the rule's other names those under which others find just this */
    Severity severity;
    Str message;
    Str help;             /* what to do; may be empty */
    const Source *source; /* the Dockerfile, or the ignore file that holds for it */
    Span span;
    RelatedPlaces related;
    Fix *fix; /* NULL when there is none */
    Cost cost;
    bool weighed;       /* by an image, which refutes it when it costs nothing there */
    Span instruction;   /* the one that it stands in; empty when it stands in none */
    bool builder_stage; /* its layer is not exported: another stage's, or one to come */
    Arena *arena;       /* where its parts grow */
} Finding;

typedef struct {
    Finding *at;
    size_t len, cap;
} Findings;

/* By place, then rule; what says the same twice goes. */
void findings_sort(Findings *findings);

/* Parts of a finding. Text is formatted into its arena. */
/* Of the rule's aliases these alone, apart by blanks: the others mean something narrower. */
void finding_known_as(Finding *finding, const char *aliases);
void finding_help(Finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));
void finding_related(Finding *finding, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A place in another file. */
void finding_related_in(Finding *finding, const Source *source, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void finding_measured(Finding *finding, uint64_t bytes); /* what it costs */
/* So many bytes more lie in an image for nothing; what was measured elsewhere no longer counts. */
void finding_weighed(Finding *finding, uint64_t bytes);
bool finding_refuted(const Finding *finding); /* the image shows that there is nothing of it */

/* Each adds an edit to the finding's one fix; it is unsafe when any of them is. */
void fix_insert_before(Finding *finding, Span place, Str text, FixSafety safety);
void fix_insert_after(Finding *finding, Span place, Str text, FixSafety safety);
void fix_replace(Finding *finding, Span place, Str text, FixSafety safety);
void fix_delete(Finding *finding, Span place, FixSafety safety);
void fix_title(Finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));
