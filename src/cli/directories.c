/* The kind of a directory's entry stands beside its name, where the system tells it. */
#define _DEFAULT_SOURCE

#include "cli/directories.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "base/pool.h"
#include "cli/gather.h"

enum { BATCH = 64 }; /* directories that one thread reads at a time */

const GitIgnore *directory_ignore(Arena *arena, Str real, const GitIgnore *above)
{
    Str path = path_join(arena, real, STR(".gitignore")), text;
    Fail fail = {0};
    struct stat info;
    const char *name = str_terminated(arena, path);
    if (stat(name, &info) != 0 || !S_ISREG(info.st_mode) || !io_read(arena, name, &text, &fail))
        return above;
    return gitignore_read(arena, real, text, above);
}

typedef enum { NAMED_UNKNOWN, NAMED_OTHER, NAMED_DIRECTORY, NAMED_DOCKERFILE } NamedKind;

typedef struct {
    Str name;
    NamedKind kind;
} Entry;

typedef struct {
    Entry *at;
    size_t len, cap;
} Entries;

static NamedKind kind_told(const struct dirent *entry)
{
#ifdef DT_UNKNOWN
    if (entry->d_type == DT_DIR)
        return NAMED_DIRECTORY;
    return entry->d_type == DT_UNKNOWN ? NAMED_UNKNOWN : NAMED_OTHER;
#else
    (void)entry;
    return NAMED_UNKNOWN;
#endif
}

static int entry_order(const void *a, const void *b)
{
    return str_order(((const Entry *)a)->name, ((const Entry *)b)->name);
}

/* What a walk may want: directories, and files with the name of a Dockerfile. */
static bool read_entries(Arena *arena, Str directory, Entries *entries)
{
    DIR *dir = opendir(str_terminated(arena, directory));
    if (!dir)
        return false;
    for (struct dirent *entry; (entry = readdir(dir));) {
        Str name = str_from(entry->d_name);
        NamedKind kind = is_dockerfile_name(name) ? NAMED_UNKNOWN : kind_told(entry);
        bool is_dot =
            str_eq(name, STR(".")) || str_eq(name, STR("..")) || str_eq(name, STR(".git"));
        if (kind != NAMED_OTHER && !is_dot)
            *PUSH(arena, entries) = (Entry){str_copy(arena, name), kind};
    }
    closedir(dir);
    if (entries->len > 1)
        qsort(entries->at, entries->len, sizeof *entries->at, entry_order);
    return true;
}

Str path_below(Arena *arena, Str directory, Str name)
{
    Buf path;
    buf_init(&path, arena);
    if (!str_eq(directory, STR("."))) {
        buf_add(&path, directory);
        if (!str_ends(directory, STR("/")))
            buf_char(&path, '/');
    }
    buf_add(&path, name);
    return buf_str(&path);
}

/* A link that leads nowhere has the name of a Dockerfile: reading it will say what is wrong. */
static NamedKind entry_kind(Arena *arena, Str path, const Entry *entry)
{
    if (entry->kind != NAMED_UNKNOWN)
        return entry->kind;
    struct stat info;
    const char *where = str_terminated(arena, path);
    if (lstat(where, &info) == 0 && S_ISDIR(info.st_mode))
        return NAMED_DIRECTORY;
    bool wanted =
        is_dockerfile_name(entry->name) && (stat(where, &info) != 0 || S_ISREG(info.st_mode));
    return wanted ? NAMED_DOCKERFILE : NAMED_OTHER;
}

static void read_directory(Arena *arena, Directory *directory)
{
    Entries entries = {0};
    if (!read_entries(arena, directory->path, &entries)) {
        directory->trouble = io_reason(errno);
        return;
    }
    directory->ignore = directory_ignore(arena, directory->real, directory->above);
    for (size_t i = 0; i < entries.len; i++) {
        Str name = entries.at[i].name, path = path_below(arena, directory->path, name);
        NamedKind kind = entry_kind(arena, path, &entries.at[i]);
        bool is_directory = kind == NAMED_DIRECTORY;
        if (kind != NAMED_OTHER &&
            !gitignore_leaves_out(directory->ignore, path_below(arena, directory->real, name),
                                  is_directory))
            *PUSH(arena, &directory->entries) = (DirectoryEntry){name, path, is_directory, NULL};
    }
}

Directory *directory_inside(Arena *arena, const Directory *directory, const DirectoryEntry *entry)
{
    Directory *inside = NEW(arena, Directory);
    inside->path = entry->path;
    inside->real = path_below(arena, directory->real, entry->name);
    inside->above = directory->ignore;
    return inside;
}

/* ---- many of them ---- */

typedef struct {
    const Directories *directories;
    Arena **arenas; /* one for each batch */
} Reading;

static void *work(void *context, size_t index)
{
    const Reading *reading = context;
    size_t end = (index + 1) * BATCH, len = reading->directories->len;
    for (size_t i = index * BATCH; i < end && i < len; i++)
        read_directory(reading->arenas[index], reading->directories->at[i]);
    return NULL;
}

static void deliver(void *context, size_t index, void *result)
{
    (void)context, (void)index, (void)result;
}

static void close_arena(void *arena)
{
    arena_close(arena);
}

void directories_read(Arena *arena, const Directories *directories, unsigned jobs)
{
    size_t batches = (directories->len + BATCH - 1) / BATCH;
    Reading reading = {directories, NEW_ARRAY(arena, batches, Arena *)};
    for (size_t i = 0; i < batches; i++) {
        reading.arenas[i] = arena_open();
        arena_own(arena, reading.arenas[i], close_arena);
    }
    PoolTask task = {work, deliver, &reading};
    pool_run(&task, batches, jobs);
}
