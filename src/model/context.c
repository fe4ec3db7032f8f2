#include "model/context.h"

#include <sys/stat.h>

#include "base/io.h"
#include "base/path.h"

static const char *real_path(Arena *arena, Str context, Str path)
{
    return str_terminated(arena, path_join(arena, context, str_tail(path, 1)));
}

static ContextKind kind_of(const char *path, size_t *size)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return CONTEXT_NOTHING;
    *size = info.st_size > 0 ? (size_t)info.st_size : 0;
    if (S_ISDIR(info.st_mode))
        return CONTEXT_DIRECTORY;
    return S_ISREG(info.st_mode) ? CONTEXT_FILE : CONTEXT_NOTHING;
}

/* Each directory on the way is one and no link. */
static ContextKind look(Arena *arena, Str context, Str path, size_t *size)
{
    if (context.len == 0 || !str_starts(path, STR("/")) || path.len > 4096)
        return CONTEXT_NOTHING;
    for (size_t i = 1; i < path.len; i++)
        if (path.at[i] == '/' &&
            kind_of(real_path(arena, context, str_head(path, i)), size) != CONTEXT_DIRECTORY)
            return CONTEXT_NOTHING;
    return kind_of(real_path(arena, context, path), size);
}

ContextKind context_look(Arena *arena, Str context, Str path)
{
    size_t size = 0;
    return look(arena, context, path, &size);
}

bool context_read(Arena *arena, Str context, Str path, size_t most, Str *text)
{
    size_t size = 0;
    Fail fail = {0};
    return look(arena, context, path, &size) == CONTEXT_FILE && size <= most &&
           io_read(arena, real_path(arena, context, path), text, &fail) && text->len <= most;
}
