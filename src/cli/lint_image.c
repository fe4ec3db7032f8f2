#include "cli/lint_image.h"

#include <errno.h>
#include <sys/stat.h>

#include "cli/output.h"
#include "lint/lint.h"

/* A Fail when it is no image, or several. */
static bool read_image(Arena *arena, Str path, const ImageCost **cost, Fail *fail)
{
    Images *images = NEW(arena, Images);
    if (!images_read(arena, &(ImageQuery){.path = path, .wish = &lint_wish}, images, fail))
        return false;
    if (images->len != 1)
        return fail_set(fail, "%.*s holds %zu images; save the one that is meant alone",
                        STR_ARG(path), images->len);
    *cost = image_cost_unlisted(arena, &images->at[0]);
    return true;
}

const LintImage *lint_image_of(const LintImages *images, const Config *config)
{
    Str path = config_image(config);
    if (images->named)
        return &images->at[0];
    for (size_t i = 0; path.len > 0 && i < images->len; i++)
        if (str_eq(images->at[i].path, path))
            return &images->at[i];
    return NULL;
}

static bool read_of_settings(Arena *arena, const Targets *targets, LintImages *images, Fail *fail)
{
    for (size_t i = 0; i < targets->len; i++) {
        const Config *config = targets->at[i].config;
        Str path = config_image(config);
        struct stat facts;
        if (path.len == 0 || lint_image_of(images, config))
            continue;
        LintImage *image = PUSH(arena, images);
        image->path = path;
        if (stat(str_terminated(arena, path), &facts) != 0 && errno == ENOENT)
            complain(
                "%.*s: the settings name this image, and it is not there: nothing is measured; "
                "build and save it, or lint with --image PATH",
                STR_ARG(path));
        else if (!read_image(arena, path, &image->cost, fail))
            return false;
    }
    return true;
}

bool lint_images_read(Arena *arena, const ImagesRequest *request, const Targets *targets,
                      LintImages *images, Fail *fail)
{
    images->named = request->image.len > 0;
    if (images->named) {
        LintImage *image = PUSH(arena, images);
        image->path = request->image;
        if (!read_image(arena, request->image, &image->cost, fail))
            return false;
    } else if (!read_of_settings(arena, targets, images, fail)) {
        return false;
    }
    if (request->refuted && images->len == 0)
        return fail_set(fail, "--refuted goes with --image PATH");
    if (request->base.len > 0 && images->len == 0)
        return fail_set(fail, "--base-image goes with --image PATH");
    return request->base.len == 0 || read_image(arena, request->base, &images->base, fail);
}
