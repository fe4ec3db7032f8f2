/* Reports of how an image has grown, one file each behind one type. They print what the comparison
   says and decide nothing. */
#pragma once

#include "compare/compare.h"
#include "report/bill.h"

typedef struct {
    Str old, now; /* as given */
    const Comparison *comparison;
    const Source *file;   /* the Dockerfile that the second one was built from; NULL without */
    const Ledger *ledger; /* of it */
    BudgetResults budget; /* of growth */
} CompareReport;

typedef struct {
    const char *name;
    void (*print)(WeighRun *run, const CompareReport *report);
} CompareFormat;

extern const CompareFormat compare_text;     /* for people */
extern const CompareFormat compare_json;     /* docs/compare.md */
extern const CompareFormat compare_markdown; /* for a comment on a pull request */

/* ---- what the formats have in common ---- */

extern const char *const fate_names[]; /* "kept", "rebuilt", ... by LayerFate */

/* "+4.2 MB", "-1.0 MB", "-" for none; "~+4.2 MB" where it may be a little less or more. */
Str growth_text(const WeighRun *run, const Growth *at);
/* What a side has; "<4.1 kB" where it may have a little. */
Str growth_side(const WeighRun *run, const Growth *at, uint64_t bytes);
/* "pip numpy", "deb libc6 2.36-9 -> 2.36-10". */
Str growth_name(Arena *arena, const Growth *at);
/* What made it; "(no history)" where nothing tells. */
Str growth_maker(const SnapshotLayer *layer);
/* "+4.2 %"; empty where there was nothing before, or nothing changed. */
Str growth_percent(Arena *arena, uint64_t old, uint64_t now);

/* A figure of both images. */
typedef struct {
    const char *name;
    bool known, count; /* count: of files, not of bytes */
    uint64_t old, now;
} GrowthFigure;

enum { GROWTH_FIGURES = 8 };

/* Those that are known; how many. */
size_t growth_figures(const Comparison *comparison, GrowthFigure figures[GROWTH_FIGURES]);

/* The layers whose content is not the same, that which changed most first. */
LayerGrowths growth_layers(Arena *arena, const Comparison *comparison);
Growth growth_of_layer(const LayerGrowth *layer); /* of content */
/* The line of the Dockerfile that made a layer; 0 when none is known. */
uint32_t growth_line(const CompareReport *report, const LayerGrowth *layer);

/* The lists of names, in the order in which they are printed. */
typedef struct {
    const char *title;  /* "directory" */
    const char *plural; /* "directories" */
    const Growths *rows;
} GrowthList;

enum { GROWTH_LISTS = 4 };

void growth_lists(const Comparison *comparison, GrowthList lists[GROWTH_LISTS]);
/* What a baseline cannot tell, in a sentence; empty when it tells all. */
Str growth_limits(const WeighRun *run, const Comparison *comparison);
