#define _XOPEN_SOURCE 700

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "image/source.h"

enum { DEEPEST = 4 };

typedef struct {
    void *at;
    size_t len;
} Mapping;

static void unmap(void *opaque)
{
    const Mapping *mapping = opaque;
    munmap(mapping->at, mapping->len);
}

bool file_map(Arena *arena, int fd, uint64_t size, Str *bytes)
{
    *bytes = (Str){0};
    if (size == 0)
        return true;
    if (size > PTRDIFF_MAX)
        return false;
    void *at = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED)
        return false;
    Mapping *mapping = NEW(arena, Mapping);
    *mapping = (Mapping){at, (size_t)size};
    arena_own(arena, mapping, unmap);
    *bytes = (Str){at, (size_t)size};
    return true;
}

/* Its path on the disk. */
static const char *place_of(const Source *source, Str name)
{
    Str path = name.len ? path_join(source->arena, source->path, name) : source->path;
    return str_terminated(source->arena, path);
}

bool directory_map(Source *source, Member *member)
{
    int fd = open(place_of(source, member->name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    struct stat info;
    bool done = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
                file_map(source->arena, fd, (uint64_t)info.st_size, &member->bytes);
    close(fd);
    member->has_bytes = done;
    return done;
}

static void add_link(Source *source, Member *member)
{
    char target[PATH_MAX];
    ssize_t len = readlink(place_of(source, member->name), target, sizeof target);
    if (len > 0)
        member->link = str_copy(source->arena, (Str){target, (size_t)len});
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
    Member *member = PUSH(source->arena, &source->members);
    member->name = name;
    if (S_ISLNK(info.st_mode))
        add_link(source, member);
    else
        member->size = (uint64_t)info.st_size;
}

/* False with errno when it cannot be read. */
static bool list(Source *source, Str below, unsigned depth)
{
    DIR *directory = opendir(place_of(source, below));
    if (!directory)
        return false;
    for (struct dirent *at; (at = readdir(directory)) && source->members.len < MOST_MEMBERS;) {
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
