/* lint --image, and image: in the settings: the saved image that a Dockerfile was built into. */
#pragma once

#include "base/fail.h"
#include "cli/gather.h"
#include "weigh/weigh.h"

/* An image, and where it lies. */
typedef struct {
    Str path;
    const ImageCost *cost; /* NULL: settings name it, and it is not there */
} LintImage;

typedef struct {
    LintImage *at; /* those that settings name, each read once; else the one that is named */
    size_t len, cap;
    bool named;            /* on the command line: settings do not count */
    const ImageCost *base; /* what could be the base instead; NULL when none is named */
} LintImages;

/* What the command line says; empty when it does not. */
typedef struct {
    Str image, base;
    bool refuted; /* what an image refutes is wanted */
} ImagesRequest;

/* An image of the settings that is not there yet is said, and nothing is measured. One that cannot
   be read is a Fail, and so is one that is named and not there. */
bool lint_images_read(Arena *arena, const ImagesRequest *request, const Targets *targets,
                      LintImages *images, Fail *fail);
const LintImage *lint_image_of(const LintImages *images, const Config *config); /* NULL: none */
