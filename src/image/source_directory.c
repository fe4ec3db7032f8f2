#define _XOPEN_SOURCE 700

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "image/source.h"

enum { DEEPEST = 4, MOST_OPEN = 256 };

/* Its path on the disk. */
static const char *place_of(const Source *source, Str name)
{
    Str path = name.len ? path_join(source->arena, source->path, name) : source->path;
    return str_terminated(source->arena, path);
}

bool directory_open(Source *source, Member *member)
{
    bool keep = source->opened++ < MOST_OPEN;
    member->has_bytes =
        ground_of_path(source->arena, place_of(source, member->name), keep, &member->ground);
    return member->has_bytes;
}

static void add_link(Source *source, Listed *listed)
{
    char target[PATH_MAX];
    ssize_t len = readlink(place_of(source, listed->name), target, sizeof target);
    if (len > 0)
        source_member(source, listed)->link =
            str_copy(source->listing->arena, (Str){target, (size_t)len});
}

static bool list(Source *source, Str below, unsigned depth);

static void add(Source *source, DIR *directory, Str name, const char *entry, unsigned depth)
{
    struct stat info;
    if (fstatat(dirfd(directory), entry, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (S_ISDIR(info.st_mode)) {
        if (depth < DEEPEST)
            list(source, name, depth + 1);
        return;
    }
    if (!S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode))
        return;
    bool link = S_ISLNK(info.st_mode);
    Listed *listed = source_list(source, name, link ? 0 : (uint64_t)info.st_size);
    if (link)
        add_link(source, listed);
}

/* False with errno when it cannot be read. */
static bool list(Source *source, Str below, unsigned depth)
{
    DIR *directory = opendir(place_of(source, below));
    if (!directory)
        return false;
    for (struct dirent *at; (at = readdir(directory)) && source->listing->len < MOST_MEMBERS;) {
        Str name = str_from(at->d_name);
        if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
            continue;
        name = below.len ? path_join(source->arena, below, name) : str_copy(source->arena, name);
        add(source, directory, name, at->d_name, depth);
    }
    closedir(directory);
    return true;
}

bool directory_members(Source *source, Fail *fail)
{
    if (list(source, (Str){0}, 0))
        return true;
    return fail_set(fail, "cannot read %.*s: %s", STR_ARG(source->path), io_reason(errno));
}
