/* What a budget can limit, a row each. Private to the room. */
#pragma once

#include "weigh/scope.h"

typedef enum {
    METRIC_BYTES,
    METRIC_COUNT,
    METRIC_SHARE,
    METRIC_GROWTH,
    METRIC_PATH,
    METRIC_SECRET,
    METRIC_WARNING,
    METRIC_COST
} MetricKind;

/* Of which parts of an image it is known; each has those before it, too. */
typedef enum { OF_IMAGE, OF_BASE, OF_LAYERS, OF_PATHS } MetricScopes;

typedef struct {
    bool known; /* wire of layers that are stored uncompressed is not */
    bool about; /* it is an estimate */
    bool exact; /* though layers are missing: their manifest tells */
    uint64_t value;
} Measure;

typedef struct {
    const char *id; /* "max-wire" */
    MetricKind kind;
    MetricScopes scopes;
    bool least; /* the limit is the least that is wanted */
    bool lives; /* what a layer that is missing removes is part of it */
    Measure (*measure)(const ImageCost *cost, const Scope *scope, Arena *scratch);
    /* What has most of it; what is named lives in `arena`. NULL: nothing is to be named. */
    void (*reason)(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
} Metric;

extern const Metric metrics[];
extern const size_t metric_count;

bool metric_has_scope(const Metric *metric, const Scope *scope);
/* Whether what is over its limit stays so, whatever is missing. */
bool metric_only_grows(const Metric *metric, const Scope *scope);
Measure measure_content(const ImageCost *cost, const Scope *scope, Arena *scratch);

/* ---- reason.c ---- */

void reason_layer(const ImageCost *cost, size_t layer, BudgetReason *reason);

void reason_wire(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_tar(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_entries(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_content(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_file(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_wasted(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_hidden(const ImageCost *cost, const Scope *scope, Arena *arena, BudgetReason *reason);
void reason_duplicate(const ImageCost *cost, const Scope *scope, Arena *arena,
                      BudgetReason *reason);
void reason_reclaimable(const ImageCost *cost, const Scope *scope, Arena *arena,
                        BudgetReason *reason);
