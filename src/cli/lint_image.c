#include "cli/lint_image.h"

bool lint_image_read(Arena *arena, Str path, const ImageCost **cost, Fail *fail)
{
    Images *images = NEW(arena, Images);
    if (!images_read(arena, &(ImageQuery){.path = path, .wants = packages_want}, images, fail))
        return false;
    if (images->len != 1)
        return fail_set(fail, "%.*s holds %zu images; save the one that is meant alone",
                        STR_ARG(path), images->len);
    *cost = image_cost(arena, &images->at[0]);
    return true;
}
