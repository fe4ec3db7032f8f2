/* What effects weigh in an image that was built from their Dockerfile. */
#pragma once

#include "ledger/ledger.h"
#include "weigh/weigh.h"

typedef struct Measure Measure;

/* The ledger is that of the image that was weighed. */
const Measure *measure_open(Arena *arena, const Ledger *ledger, const ImageCost *cost);

/* Bytes that lie at the effect's place in the layer of its step, and are of use to nobody else: they
   live. False when the image does not tell: the step has no layer, or shares it. */
bool measure_left(const Measure *measure, const Effect *effect, uint64_t *bytes);
/* Bytes of lower layers at the effect's place that are dead because of the layer of its step. */
bool measure_killed(const Measure *measure, const Effect *effect, uint64_t *bytes);
