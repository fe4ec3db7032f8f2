/* Which of the images in an archive were asked for. Private to the room. */
#pragma once

#include "image/manifest.h"

/* Marks them, and says in `out` which platforms are left or absent. A Fail names what there is. */
bool manifests_choose(Arena *arena, const ImageQuery *query, Manifests *manifests, Images *out,
                      Fail *fail);
