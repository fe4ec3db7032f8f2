#include "model/effects_context.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/path.h"

enum { DEEPEST = 16 };

static const char *real_path(const EffectReader *r, Str path)
{
    return str_terminated(r->arena, path_join(r->arena, r->context, str_tail(path, 1)));
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

/* Each directory on the way is one and no link: a link might lead out. */
static ContextKind look(const EffectReader *r, Str path, size_t *size)
{
    if (r->context.len == 0 || !str_starts(path, STR("/")) || path.len > 4096)
        return CONTEXT_NOTHING;
    for (size_t i = 1; i < path.len; i++)
        if (path.at[i] == '/' &&
            kind_of(real_path(r, str_head(path, i)), size) != CONTEXT_DIRECTORY)
            return CONTEXT_NOTHING;
    return kind_of(real_path(r, path), size);
}

ContextKind context_kind(const EffectReader *r, Str path)
{
    size_t size = 0;
    return look(r, path, &size);
}

bool context_text(const EffectReader *r, Str path, size_t most, Str *text)
{
    size_t size = 0;
    Fail fail = {0};
    return look(r, path, &size) == CONTEXT_FILE && size <= most &&
           io_read(r->arena, real_path(r, path), text, &fail) && text->len <= most;
}

static bool list_files(const EffectReader *r, Str path, Str below, size_t most, Strs *files,
                       unsigned depth)
{
    DIR *dir = depth < DEEPEST ? opendir(real_path(r, path)) : NULL;
    if (!dir)
        return false;
    bool all = true;
    for (struct dirent *entry = readdir(dir); entry && all; entry = readdir(dir)) {
        Str name = str_from(entry->d_name);
        if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
            continue;
        Str child = path_join(r->arena, path, name);
        Str shown = below.len > 0 ? path_join(r->arena, below, name) : str_copy(r->arena, name);
        size_t size = 0;
        if (kind_of(real_path(r, child), &size) == CONTEXT_DIRECTORY)
            all = list_files(r, child, shown, most, files, depth + 1);
        else if (files->len < most)
            *PUSH(r->arena, files) = shown;
        else
            all = false;
    }
    closedir(dir);
    return all;
}

bool context_files(const EffectReader *r, Str path, size_t most, Strs *files)
{
    size_t size = 0;
    return look(r, path, &size) == CONTEXT_DIRECTORY &&
           list_files(r, path, (Str){0}, most, files, 0);
}
