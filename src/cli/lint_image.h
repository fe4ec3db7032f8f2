/* lint --image: the saved image that a Dockerfile was built into. */
#pragma once

#include "base/fail.h"
#include "weigh/weigh.h"

/* A Fail when it is no image, or several. */
bool lint_image_read(Arena *arena, Str path, const ImageCost **cost, Fail *fail);
