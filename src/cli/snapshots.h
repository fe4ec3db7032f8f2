/* What images are held against: other images, and baselines in files. */
#pragma once

#include "compare/compare.h"

typedef struct {
    Str path;
    const Snapshot *snapshot;
    const Image *image; /* NULL when it is a baseline */
} Side;

/* An image, or a baseline, as the file's first byte says. */
bool side_read(Arena *arena, const ImageQuery *query, Side *side, Fail *fail);
/* Of the old side: a file that is not there is still to be made. */
bool side_read_old(Arena *arena, const ImageQuery *query, Side *side, Fail *fail);
/* A baseline of another platform is none for this image. */
bool sides_match(const Side *old, const Side *now, Fail *fail);

bool baseline_save(Arena *arena, const ImageCost *cost, Str path, Fail *fail);
