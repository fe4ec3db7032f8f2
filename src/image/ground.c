/* O_NOFOLLOW is not in every POSIX. */
#define _XOPEN_SOURCE 700

#include "image/ground.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

struct GroundFile {
    int fd; /* below 0: it is opened for each read */
    const char *path;
    atomic_bool lost;
};

const char ground_shrank[] = "the file became shorter while it was read, or its disk failed";

Ground ground_of_bytes(Str bytes)
{
    return (Ground){.memory = bytes.len > 0 ? bytes.at : NULL, .len = bytes.len};
}

static void close_file(void *opaque)
{
    const GroundFile *file = opaque;
    if (file->fd >= 0)
        close(file->fd);
}

static bool settle(Arena *arena, GroundFile file, int fd, Ground *ground)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    *ground = (Ground){.file = NEW(arena, GroundFile), .len = (uint64_t)info.st_size};
    ground->file->fd = file.fd;
    ground->file->path = file.path;
    return true;
}

bool ground_of_open(Arena *arena, int fd, Ground *ground)
{
    if (lseek(fd, 0, SEEK_CUR) != 0)
        return false;
    GroundFile file = {.fd = fcntl(fd, F_DUPFD_CLOEXEC, 0)};
    if (file.fd < 0 || !settle(arena, file, fd, ground)) {
        close_file(&file);
        return false;
    }
    arena_own(arena, ground->file, close_file);
    return true;
}

static int open_again(const char *path)
{
    int fd;
    do
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    while (fd < 0 && errno == EINTR);
    return fd;
}

bool ground_of_path(Arena *arena, const char *path, bool keep, Ground *ground)
{
    int fd = open_again(path);
    bool done = fd >= 0 && settle(arena, (GroundFile){keep ? fd : -1, path, false}, fd, ground);
    if (done && keep)
        arena_own(arena, ground->file, close_file);
    else if (fd >= 0)
        close(fd);
    return done;
}

Ground ground_part(const Ground *ground, uint64_t from, uint64_t len)
{
    Ground part = *ground;
    uint64_t start = from < ground->len ? from : ground->len;
    part.len = len < ground->len - start ? len : ground->len - start;
    if (part.memory)
        part.memory += start;
    else
        part.from += start;
    return part;
}

static Str read_file(GroundFile *file, uint64_t from, size_t len, char *room)
{
    int fd = file->fd >= 0 ? file->fd : open_again(file->path);
    size_t done = 0;
    while (done < len) {
        ssize_t got = pread(fd, room + done, len - done, (off_t)(from + done));
        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        done += got > 0 ? (size_t)got : 0;
    }
    if (done < len)
        atomic_store_explicit(&file->lost, true, memory_order_relaxed);
    if (file->fd < 0 && fd >= 0)
        close(fd);
    return (Str){room, done};
}

Str ground_read(const Ground *ground, uint64_t from, size_t len, char *room)
{
    Ground part = ground_part(ground, from, len);
    if (part.len == 0)
        return (Str){0};
    return part.memory ? (Str){part.memory, (size_t)part.len}
                       : read_file(part.file, part.from, (size_t)part.len, room);
}

bool ground_is_lost(const Ground *ground)
{
    return ground->file && atomic_load_explicit(&ground->file->lost, memory_order_relaxed);
}
