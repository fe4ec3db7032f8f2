#include <errno.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "context/context.h"

typedef struct {
    Arena *arena;
    IgnoreSource *source;
    Fail *fail;
} Search;

typedef enum { NOT_THERE, FOUND, STUCK } Look;

static Look look(const Search *search, Str path)
{
    struct stat info;
    const char *name = str_terminated(search->arena, path);
    if (stat(name, &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return NOT_THERE;
        fail_set(search->fail, "cannot read %s: %s", name, io_reason(errno));
        return STUCK;
    }
    if (!S_ISREG(info.st_mode)) {
        fail_set(search->fail, "cannot read %s: it is no regular file", name);
        return STUCK;
    }
    if (!io_read(search->arena, name, &search->source->text, search->fail))
        return STUCK;
    search->source->path = path;
    return FOUND;
}

/* An empty one beside the Dockerfile counts as missing: BuildKit cannot tell the two apart. */
static Look look_beside(const Search *search, Str dockerfile, Str suffix)
{
    Look found = look(search, str_joined(search->arena, dockerfile, suffix));
    if (found != FOUND || search->source->text.len)
        return found;
    *search->source = (IgnoreSource){0};
    return NOT_THERE;
}

static bool is_there(Arena *arena, Str path)
{
    struct stat info;
    return stat(str_terminated(arena, path), &info) == 0;
}

bool ignore_find(Arena *arena, Str directory, Str dockerfile, IgnoreSource *source, Fail *fail)
{
    *source = (IgnoreSource){0};
    Search search = {arena, source, fail};
    bool podman = str_starts(path_base(dockerfile), STR("Containerfile"));
    Str container = path_join(arena, directory, STR(".containerignore"));
    Look found = NOT_THERE;
    if (podman)
        found = look_beside(&search, dockerfile, STR(".containerignore"));
    if (dockerfile.len && found == NOT_THERE)
        found = look_beside(&search, dockerfile, STR(".dockerignore"));
    if (podman && found == NOT_THERE)
        found = look(&search, container);
    if (found == NOT_THERE)
        found = look(&search, path_join(arena, directory, STR(".dockerignore")));
    if (!podman && is_there(arena, container))
        source->only_podman = container;
    return found != STUCK;
}
