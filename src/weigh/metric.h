/* What a budget can limit, a row each. Private to the room. */
#pragma once

#include "weigh/weigh.h"

typedef enum {
    METRIC_BYTES,
    METRIC_COUNT,
    METRIC_SHARE,
    METRIC_PATH,
    METRIC_WARNING,
    METRIC_GROWTH,
    METRIC_COST
} MetricKind;

/* A part of an image that is limited by itself. */
typedef struct {
    bool known; /* wire of layers that are stored uncompressed is not */
    bool exact; /* though layers are missing */
    uint64_t value;
} Measure;

typedef struct {
    const char *id; /* "max-wire" */
    MetricKind kind;
    bool least; /* the limit is the least that is wanted */
    bool whole; /* of the whole image only */
    Measure (*measure)(const ImageCost *cost, Str scope, Arena *scratch);
} Metric;

extern const Metric metrics[];
extern const size_t metric_count;

/* Whether there is such a scope for this metric. */
bool scope_is_known(const Metric *metric, Str scope);
Measure measure_content(const ImageCost *cost, Str scope, Arena *scratch);
