/* The steps of taking and comparing snapshots. Private to the room. */
#pragma once

#include "compare/compare.h"

#define LAYER_NONE SIZE_MAX
#define OUTLINE_NONE UINT32_MAX

enum { MOST_SNAPSHOT_LAYERS = 1024 };

typedef struct {
    uint32_t *at;
    size_t len, cap;
} Numbers;

/* The final tree of an image. */
Outline outline_of(Arena *arena, const ImageCost *cost);
Str outline_path(const Outline *outline, Arena *arena, uint32_t node); /* "" for the root */
/* Of paths, "usr/lib"; the root has `bytes`. False when a directory above one is missing or has
   less, when a path is listed twice or is none. */
bool outline_build(Arena *arena, const Weights *directories, const Weights *files, uint64_t bytes,
                   Outline *outline, Str *flaw);

/* What package managers put where it can be told by the path. */
Weights packages_of(Arena *arena, const Outline *outline);

/* By name; those of one name become one. */
void weights_sort(Weights *weights);
Weight *weight_find(const Weights *sorted, Str name); /* NULL when it is not there */

/* partner[i]: the layer of `now` that stands for layer i of `old`; LAYER_NONE when none does. */
size_t *align_layers(Arena *arena, const Snapshot *old, const Snapshot *now);

Growths compare_weights(Arena *arena, const Weights *old, const Weights *now, uint64_t old_from,
                        uint64_t now_from);
void compare_paths(Arena *arena, const Snapshot *old, const Snapshot *now, Growths *directories,
                   Growths *files);
static inline uint64_t growth_change(const Growth *at)
{
    return at->old > at->now ? at->old - at->now : at->now - at->old;
}

/* It changed, and what a baseline leaves open is but a small part of that. */
static inline bool growth_is_told(const Growth *at)
{
    enum { SURE = 10 };
    return growth_change(at) > SURE * at->slack;
}

/* What changed most comes first. */
void growths_sort(Growths *growths);
