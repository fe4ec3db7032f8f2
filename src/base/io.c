/* realpath is X/Open. */
#define _XOPEN_SOURCE 700

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"

static const size_t most_bytes = (size_t)1 << 30;
static const size_t stream_first = (size_t)64 << 10;

const char *io_reason(int error)
{
    switch (error) {
    case ENOENT:
        return "no such file";
    case ENOTDIR:
        return "a name before the last '/' is not a directory";
    case EACCES:
    case EPERM:
        return "permission denied";
    case ELOOP:
        return "too many symbolic links";
    case ENAMETOOLONG:
        return "the name is too long";
    case ENOSPC:
    case EDQUOT:
        return "no space left on the disk";
    case EROFS:
        return "the file system is read-only";
    case EPIPE:
        return "the reader has gone";
    default:
        return strerror(error);
    }
}

static bool fail_read(Fail *fail, const char *path)
{
    return fail_set(fail, "cannot read %s: %s", path, io_reason(errno));
}

static bool fail_write(Fail *fail, const char *path)
{
    const char *why = errno == ENOENT ? "no such directory" : io_reason(errno);
    return fail_set(fail, "cannot write %s: %s", path, why);
}

static bool fail_directory(Fail *fail, const char *path)
{
    return fail_set(fail, "%s is a directory; name a file in it", path);
}

static ssize_t read_some(int fd, void *at, size_t room)
{
    ssize_t got;
    do
        got = read(fd, at, room);
    while (got < 0 && errno == EINTR);
    return got;
}

/* One byte more than the file is said to hold shows its end without another round, one is for
   the NUL. */
static bool read_all(Arena *arena, int fd, size_t expected, Str *text, const char *path, Fail *fail)
{
    size_t cap = expected > 0 ? expected + 2 : stream_first;
    size_t len = 0;
    char *at = NEW_ARRAY(arena, cap, char);
    for (;;) {
        ssize_t got = read_some(fd, at + len, cap - 1 - len);
        if (got < 0)
            return fail_read(fail, path);
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > most_bytes)
            return fail_set(fail, "%s is larger than 1 GiB", path);
        if (len == cap - 1) {
            at = arena_extend(arena, at, cap, cap * 2, 1);
            cap *= 2;
        }
    }
    *text = (Str){at, len};
    return true;
}

static bool read_open(Arena *arena, int fd, const char *path, Str *text, Fail *fail)
{
    struct stat facts;
    if (fstat(fd, &facts) != 0)
        return fail_read(fail, path);
    if (S_ISDIR(facts.st_mode))
        return fail_directory(fail, path);
    size_t expected = S_ISREG(facts.st_mode) && facts.st_size > 0 ? (size_t)facts.st_size : 0;
    if (expected > most_bytes)
        return fail_set(fail, "%s is larger than 1 GiB", path);
    return read_all(arena, fd, expected, text, path, fail);
}

static int open_to_read(const char *path)
{
    int fd;
    do
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (fd < 0 && errno == EINTR);
    return fd;
}

Str io_head(Arena *arena, const char *path, size_t most)
{
    struct stat facts;
    if (stat(path, &facts) != 0 || !S_ISREG(facts.st_mode))
        return (Str){0};
    int fd = open_to_read(path);
    if (fd < 0)
        return (Str){0};
    char *at = NEW_ARRAY(arena, most, char);
    ssize_t got = read_some(fd, at, most);
    close(fd);
    return (Str){at, got > 0 ? (size_t)got : 0};
}

bool io_read(Arena *arena, const char *path, Str *text, Fail *fail)
{
    if (strcmp(path, "-") == 0)
        return read_open(arena, STDIN_FILENO, "standard input", text, fail);
    int fd = open_to_read(path);
    if (fd < 0)
        return fail_read(fail, path);
    bool done = read_open(arena, fd, path, text, fail);
    close(fd);
    return done;
}

static bool write_all(int fd, Str text)
{
    while (text.len > 0) {
        ssize_t put = write(fd, text.at, text.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        text = str_tail(text, (size_t)put);
    }
    return true;
}

/* The umask can only be read by setting it; nothing is laxer in between. */
static mode_t new_file_mode(void)
{
    mode_t mask = umask(077);
    umask(mask);
    return 0666 & ~mask;
}

/* Rights and owner of the old file; `old` is NULL for a new one. */
static bool dress_like(int fd, const struct stat *old)
{
    if (!old)
        return fchmod(fd, new_file_mode()) == 0;
    if ((old->st_uid != geteuid() || old->st_gid != getegid()) &&
        fchown(fd, old->st_uid, old->st_gid) != 0) {
        /* Only root may give files away; the text matters more than the owner. */
    }
    return fchmod(fd, old->st_mode & 0777) == 0;
}

static bool fill(int fd, Str text, const struct stat *old)
{
    bool done = write_all(fd, text) && dress_like(fd, old) && fsync(fd) == 0;
    int error = errno;
    if (close(fd) != 0 && done)
        return false;
    errno = error;
    return done;
}

/* errno tells why not; the temporary file is gone then. */
static bool swap_in(const char *target, char *beside, Str text, const struct stat *old)
{
    int fd = mkstemp(beside);
    if (fd < 0)
        return false;
    if (fill(fd, text, old) && rename(beside, target) == 0)
        return true;
    int error = errno;
    unlink(beside);
    errno = error;
    return false;
}

static bool replace_file(Arena *scratch, const char *path, const char *target, Str text, Fail *fail)
{
    struct stat facts;
    const struct stat *old = stat(target, &facts) == 0 ? &facts : NULL;
    if (old && S_ISDIR(old->st_mode))
        return fail_directory(fail, path);
    if (old && !S_ISREG(old->st_mode))
        return fail_set(fail, "cannot write %s: it is no regular file", path);
    if (old && access(target, W_OK) != 0)
        return fail_write(fail, path);
    Buf beside;
    buf_init(&beside, scratch);
    buf_fmt(&beside, "%s.XXXXXX", target);
    buf_char(&beside, '\0');
    return swap_in(target, beside.at, text, old) || fail_write(fail, path);
}

bool io_replace(const char *path, Str text, Fail *fail)
{
    Arena *scratch = arena_open();
    /* A symbolic link stays one: the file behind it is replaced. */
    char *behind = realpath(path, NULL);
    if (behind)
        arena_own(scratch, behind, free);
    bool done = replace_file(scratch, path, behind ? behind : path, text, fail);
    arena_close(scratch);
    return done;
}

bool io_create(const char *path, Str text, Fail *fail)
{
    Arena *scratch = arena_open();
    Buf beside;
    buf_init(&beside, scratch);
    buf_fmt(&beside, "%s.XXXXXX", path);
    buf_char(&beside, '\0');
    int fd = mkstemp(beside.at);
    bool done = fd >= 0 && fill(fd, text, NULL) && link(beside.at, path) == 0;
    int error = errno;
    if (fd >= 0)
        unlink(beside.at);
    errno = error;
    if (!done && errno == EEXIST)
        fail_set(fail, "cannot write %s: it is there already", path);
    else if (!done)
        fail_write(fail, path);
    arena_close(scratch);
    return done;
}

bool io_print(FILE *stream, Str text, Fail *fail)
{
    size_t put = text.len > 0 ? fwrite(text.at, 1, text.len, stream) : 0;
    if (put == text.len && fflush(stream) == 0)
        return true;
    return fail_set(fail, "cannot write the output: %s", io_reason(errno));
}

Str path_absolute(Arena *arena, Str path)
{
    char here[PATH_MAX];
    if (path_is_absolute(path) || !getcwd(here, sizeof here))
        return path_clean(arena, path);
    return path_join(arena, str_copy(arena, str_from(here)), path);
}
