#include "cli/snapshots.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/io.h"

enum { HEAD = 64 };

static bool read_image(Arena *arena, const ImageQuery *query, Side *side, Fail *fail)
{
    Images *images = NEW(arena, Images);
    ImageQuery one = *query;
    one.path = side->path;
    if (!images_read(arena, &one, images, fail))
        return false;
    if (images->len != 1)
        return fail_set(fail, "%.*s holds %zu images; --image NAME or --platform says which",
                        STR_ARG(side->path), images->len);
    side->image = &images->at[0];
    side->snapshot = snapshot_of(arena, image_cost(arena, side->image));
    return true;
}

bool side_read(Arena *arena, const ImageQuery *query, Side *side, Fail *fail)
{
    const char *path = str_terminated(arena, side->path);
    Str text;
    if (!baseline_begins(io_head(arena, path, HEAD)))
        return read_image(arena, query, side, fail);
    if (!io_read(arena, path, &text, fail))
        return false;
    side->snapshot = baseline_read(arena, side->path, text, fail);
    return side->snapshot != NULL;
}

bool side_read_old(Arena *arena, const ImageQuery *query, Side *side, Fail *fail)
{
    struct stat facts;
    const char *path = str_terminated(arena, side->path);
    if (!str_eq(side->path, STR("-")) && stat(path, &facts) != 0 && errno == ENOENT)
        return fail_set(fail,
                        "%s: no such file; a baseline of the old image is made by "
                        "plimsoll weigh IMAGE --save-baseline %s",
                        path, path);
    return side_read(arena, query, side, fail);
}

bool sides_match(const Side *old, const Side *now, Fail *fail)
{
    Str was = old->snapshot->platform, is = now->snapshot->platform;
    const Side *baseline = old->snapshot->baseline ? old : now;
    if (!baseline->snapshot->baseline || was.len == 0 || is.len == 0 || str_eq(was, is))
        return true;
    return fail_set(
        fail, "%.*s is a baseline for %.*s, and %.*s is for %.*s; each platform has its own",
        STR_ARG(baseline->path), STR_ARG(baseline->snapshot->platform),
        STR_ARG(baseline == old ? now->path : old->path), STR_ARG(baseline == old ? is : was));
}

bool baseline_save(Arena *arena, const ImageCost *cost, Str path, Fail *fail)
{
    Buf text;
    buf_init(&text, arena);
    if (!cost->complete)
        return fail_set(fail, "%.*s is not written: the image is damaged or incomplete",
                        STR_ARG(path));
    baseline_write(&text, snapshot_of(arena, cost), PLIMSOLL_VERSION);
    return io_replace(str_terminated(arena, path), buf_str(&text), fail);
}
