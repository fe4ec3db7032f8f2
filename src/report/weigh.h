/* Reports of what images cost, one file each behind one type. Like those of findings they print
   what is said and decide nothing. */
#pragma once

#include "base/json.h"
#include "report/terminal.h"
#include "weigh/weigh.h"

typedef enum { UNIT_SI, UNIT_IEC, UNIT_BYTES } SizeUnit;

typedef struct {
    Buf *out;
    void (*relieve)(void *context); /* may write and empty it */
    void *context;
    Terminal terminal;
    JsonOut json;
    Arena *scratch; /* of the image being reported */
    const char *version;

    SizeUnit unit;
    size_t top;    /* rows of a list */
    int as;        /* ToolSize, or -1 */
    size_t depth;  /* of a tree */
    long layer;    /* from 0; -1: all */
    Str path;      /* a glob; empty: all */
    size_t images; /* reported so far */
} WeighRun;

typedef struct WeighBill WeighBill; /* bill.h */

typedef struct {
    Str source; /* as given */
    const Images *archive;
    size_t index;                /* in it */
    const ArchiveShares *shares; /* NULL where it is the only one */
    const ImageCost *cost;
    const WeighBill *bill; /* NULL without a Dockerfile */
    BudgetResults budget;
} WeighedImage;

typedef struct {
    const char *name;
    void (*start)(WeighRun *run); /* may be NULL */
    void (*image)(WeighRun *run, const WeighedImage *image);
    void (*end)(WeighRun *run); /* may be NULL */
} WeighFormat;

extern const WeighFormat weigh_text; /* for people */
extern const WeighFormat weigh_json; /* docs/weigh-json.md */
extern const WeighFormat weigh_tree; /* the final file system */
extern const WeighFormat weigh_list; /* a line an entry */
extern const WeighFormat weigh_ci;   /* for the log of a build */
extern const WeighFormat weigh_markdown;

/* "docker", "podman", ... ended by NULL, in the order of ToolSize. */
extern const char *const tool_names[];
extern const char *const engine_names[];  /* by LayerEngine, NULL behind the last */
extern const char *const verdict_names[]; /* "pass", "warn", ... by Verdict */
extern const char *const reclaim_names[]; /* "safe", "likely", ... by ReclaimLevel */

/* How a layer is packed for lazy pulling: "estargz"; NULL when it is not. */
const char *weigh_lazy(const ImageLayer *layer);
/* A path as its system writes it: "C:\\Windows\\x" of an image for Windows. */
Str weigh_shown_path(Arena *arena, const WeighedImage *image, Str path);
/* "4.2 MB", "4.0 MiB", "4200000 bytes" */
void weigh_bytes(const WeighRun *run, Buf *buf, uint64_t bytes);
Str weigh_bytes_of(const WeighRun *run, uint64_t bytes);  /* the same, in the run's scratch */
Str weigh_number_of(const WeighRun *run, uint64_t count); /* "4200" */
/* The same over the wire: "-" where it is not known, "~4.2 MB" where it is an estimate. */
void weigh_wire(const WeighRun *run, Buf *buf, bool known, uint64_t wire, uint64_t about);
/* Of the image. A missing layer's manifest tells it, of a damaged one there may be more. */
void weigh_wire_of_all(const WeighRun *run, Buf *buf, const ImageCost *cost);
/* The source, the names and the layout of an image, and an empty line. */
void weigh_title(WeighRun *run, const WeighedImage *image);
/* The part "budget"; nothing when there is no rule. */
void weigh_budget_text(WeighRun *run, const BudgetResults *results);
void weigh_verdicts(WeighRun *run, const BudgetResults *results); /* without its title */
/* "5.0 kB, 1.0 kB too many" */
void weigh_figure(const WeighRun *run, Buf *out, const BudgetResult *result);
/* What has most of it, where its reason has an amount. */
void weigh_reason(const WeighRun *run, Buf *out, const BudgetResult *result);
/* What was lost, to whom and how, in a sentence. */
void weigh_loss(WeighRun *run, const WeighedImage *image, const Loss *loss);
void weigh_budget_json(JsonOut *out, const BudgetResults *results);
/* A command without the digests that builders write into it: of each only the beginning. */
Str weigh_instruction(Arena *arena, Str command);
/* "layer 2: the layer ends in the middle [layer-truncated]" */
void weigh_warning(const WeighRun *run, Buf *buf, const Warning *warning);
/* Why a layer is not known, "(not in the archive) "; empty when it is. */
const char *weigh_layer_state(const ImageLayer *layer);
/* What made a layer; empty when nothing says so. */
Str weigh_maker(Arena *arena, const WeighedImage *image, size_t layer);
