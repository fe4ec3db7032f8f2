#include "model/effects_context.h"

#include <dirent.h>

#include "base/path.h"

enum { DEEPEST = 16 };

static const char *real_path(const EffectReader *r, Str path)
{
    return str_terminated(r->arena, path_join(r->arena, r->context, str_tail(path, 1)));
}

ContextKind context_kind(const EffectReader *r, Str path)
{
    return context_look(r->arena, r->context, path);
}

bool context_text(const EffectReader *r, Str path, size_t most, Str *text)
{
    return context_read(r->arena, r->context, path, most, text);
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
        if (context_kind(r, child) == CONTEXT_DIRECTORY)
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
    return context_kind(r, path) == CONTEXT_DIRECTORY &&
           list_files(r, path, (Str){0}, most, files, 0);
}
