#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/pool.h"
#include "context/context.h"
#include "context/links.h"

enum {
    BATCHES = 64,        /* as many pieces of work are enough for any number of threads */
    LEVELS = 8,          /* down to which the tree is read by one thread to find them */
    BLOCK = 512,         /* what st_blocks counts */
    LONGEST_PATH = 8192, /* with a name behind it that can no longer be opened */
};

/* A directory that is still to be read. */
typedef struct {
    ContextEntry *entry;
    Str path;
    const IgnoreHits *hits;
} Task;

typedef struct {
    Task *at;
    size_t len, cap;
} Tasks;

/* What all threads have found together. */
typedef struct {
    uint32_t most; /* 0: any number */
    atomic_uint found;
} Limit;

/* Where one thread keeps what it finds. */
typedef struct {
    const IgnoreFile *ignore;
    int root;
    Arena *arena, *scratch;
    Buf path;
    uint8_t *deciding;
    ContextWarnings warnings;
    HardLinks links;
    Tasks *later; /* where directories wait; NULL when they are read at once */
    Limit *limit;
} Worker;

typedef struct {
    const IgnoreFile *ignore;
    int root;
    Limit limit;
    Tasks tasks;
    size_t batches;
    Worker *workers; /* one for each batch */
} Walk;

typedef struct {
    ContextEntry *at;
    size_t len, cap;
} Entries;

Str entry_name(const ContextEntry *entry)
{
    return (Str){entry->name, entry->name_len};
}

static void close_arena(void *arena)
{
    arena_close(arena);
}

static bool is_over(const Limit *limit)
{
    return limit->most && limit->found > limit->most;
}

static void worker_init(Worker *w, Arena *owner, Walk *walk)
{
    *w = (Worker){.ignore = walk->ignore, .root = walk->root, .limit = &walk->limit};
    w->arena = arena_open();
    arena_own(owner, w->arena, close_arena);
    w->scratch = arena_open();
    /* All the room it will need, since the scratch arena is rewound while it is in use. */
    buf_init(&w->path, w->scratch);
    buf_repeat(&w->path, '/', LONGEST_PATH);
    buf_clear(&w->path);
    w->deciding = NEW_ARRAY(w->arena, w->ignore->len, uint8_t);
}

static void warn(Worker *w, const char *why)
{
    Str path = w->path.len ? buf_str(&w->path) : STR(".");
    *PUSH(w->arena, &w->warnings) =
        (ContextWarning){str_copy(w->arena, path), str_copy(w->arena, str_from(why))};
}

static InodeKind kind_of(mode_t mode)
{
    if (S_ISREG(mode))
        return INODE_FILE;
    if (S_ISDIR(mode))
        return INODE_DIRECTORY;
    if (S_ISLNK(mode))
        return INODE_LINK;
    return S_ISSOCK(mode) ? INODE_SOCKET : INODE_OTHER;
}

static void add_entry(Worker *w, Entries *found, const char *name, const struct stat *info)
{
    ContextEntry *entry = PUSH(w->scratch, found);
    Str kept = str_from(name);
    entry->name = str_copy(w->arena, kept).at;
    entry->name_len = (uint16_t)kept.len;
    entry->kind = (uint8_t)kind_of(info->st_mode);
    if (entry->kind != INODE_FILE)
        return;
    entry->size = info->st_size > 0 ? (uint64_t)info->st_size : 0;
    entry->blocks = (uint64_t)info->st_blocks * BLOCK;
}

static int by_name(const void *a, const void *b)
{
    return str_order(entry_name(a), entry_name(b));
}

/* The entries as they are on the disk; what has gone in between was never there. */
static Entries list(Worker *w, DIR *dir, HardLinks *many)
{
    Entries found = {0};
    int fd = dirfd(dir);
    errno = 0;
    for (struct dirent *at = readdir(dir); at && !is_over(w->limit); at = readdir(dir)) {
        struct stat info;
        const char *name = at->d_name;
        if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0')))
            continue;
        w->limit->found++;
        if (fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
            add_entry(w, &found, name, &info);
            if (S_ISREG(info.st_mode) && info.st_nlink > 1)
                hard_link_add(w->scratch, many, info.st_dev, info.st_ino,
                              found.at[found.len - 1].name);
        } else if (errno != ENOENT) {
            break;
        }
        errno = 0;
    }
    if (errno != 0)
        warn(w, io_reason(errno));
    if (found.len > 1)
        qsort(found.at, found.len, sizeof *found.at, by_name);
    return found;
}

static bool read_directory(Worker *w, ContextEntry *directory)
{
    buf_char(&w->path, '\0');
    const char *path = w->path.len > 1 ? w->path.at : ".";
    int fd = openat(w->root, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    w->path.len--;
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        warn(w, io_reason(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    ArenaMark mark = arena_mark(w->scratch);
    HardLinks many = {0};
    Entries found = list(w, dir, &many);
    closedir(dir);
    directory->count = (uint32_t)found.len;
    directory->entries = NEW_ARRAY(w->arena, found.len, ContextEntry);
    if (found.len)
        memcpy(directory->entries, found.at, found.len * sizeof *found.at);
    hard_links_place(w->arena, &w->links, &many, directory);
    arena_rewind(w->scratch, mark);
    return true;
}

static void walk_directory(Worker *w, ContextEntry *directory, const IgnoreHits *around);

static void enter(Worker *w, ContextEntry *entry, const IgnoreHits *hits)
{
    if (!w->later) {
        walk_directory(w, entry, hits);
        return;
    }
    IgnoreHits *kept = NEW_ARRAY(w->arena, w->ignore->len, IgnoreHits);
    if (w->ignore->len)
        memcpy(kept, hits, w->ignore->len);
    *PUSH(w->arena, w->later) = (Task){entry, str_copy(w->arena, buf_str(&w->path)), kept};
}

static void walk_directory(Worker *w, ContextEntry *directory, const IgnoreHits *around)
{
    if (is_over(w->limit) || !read_directory(w, directory))
        return;
    ArenaMark mark = arena_mark(w->scratch);
    IgnoreHits *hits = NEW_ARRAY(w->scratch, w->ignore->len, IgnoreHits);
    size_t len = w->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        ContextEntry *entry = &directory->entries[i];
        if (len)
            buf_char(&w->path, '/');
        buf_add(&w->path, entry_name(entry));
        IgnoreVerdict verdict = ignore_judge(w->ignore, buf_str(&w->path), around, hits);
        entry->out = verdict.out;
        entry->by = verdict.by;
        if (verdict.by)
            w->deciding[verdict.by - 1] = 1;
        if (entry->kind == INODE_DIRECTORY) {
            entry->pruned = verdict.out && !ignore_may_keep_below(w->ignore, buf_str(&w->path));
            if (!entry->pruned)
                enter(w, entry, hits);
        }
        w->path.len = len;
    }
    arena_rewind(w->scratch, mark);
}

static void run_task(Worker *w, const Task *task)
{
    buf_clear(&w->path);
    buf_add(&w->path, task->path);
    walk_directory(w, task->entry, task->hits);
}

static void *work(void *context, size_t index)
{
    Walk *walk = context;
    Worker *w = &walk->workers[index];
    size_t from = walk->tasks.len * index / walk->batches;
    size_t to = walk->tasks.len * (index + 1) / walk->batches;
    for (size_t i = from; i < to; i++)
        run_task(w, &walk->tasks.at[i]);
    return NULL;
}

static void deliver(void *context, size_t index, void *result)
{
    (void)context, (void)index, (void)result;
}

/* ---- all together ---- */

static void take_over(Arena *arena, ContextTree *tree, uint8_t *deciding, HardLinks *links,
                      const Worker *w)
{
    for (size_t i = 0; i < w->ignore->len; i++)
        deciding[i] |= w->deciding[i];
    for (size_t i = 0; i < w->warnings.len; i++)
        *PUSH(arena, &tree->warnings) = w->warnings.at[i];
    for (size_t i = 0; i < w->links.len; i++)
        *PUSH(arena, links) = w->links.at[i];
    arena_close(w->scratch);
}

static void add_up(ContextEntry *directory)
{
    directory->gone = directory->out;
    for (uint32_t i = 0; i < directory->count; i++) {
        ContextEntry *entry = &directory->entries[i];
        bool is_directory = entry->kind == INODE_DIRECTORY;
        if (is_directory)
            add_up(entry);
        else
            entry->gone = entry->out || entry->kind == INODE_SOCKET;
        directory->gone = directory->gone && entry->gone;
        if (entry->gone)
            continue;
        directory->size += entry->again ? 0 : entry->size;
        directory->blocks += entry->again ? 0 : entry->blocks;
        directory->files += is_directory ? entry->files : 1;
        directory->several = directory->several || entry->several;
    }
}

static int by_path(const void *a, const void *b)
{
    const ContextWarning *one = a, *other = b;
    return str_order(one->path, other->path);
}

/* Level by level, until there is enough to share out. */
static void begin(Walk *walk, Worker *first, ContextEntry *root)
{
    IgnoreHits *none = NEW_ARRAY(first->arena, walk->ignore->len, IgnoreHits);
    *PUSH(first->arena, &walk->tasks) = (Task){.entry = root, .hits = none};
    for (int level = 0; level < LEVELS && walk->tasks.len && walk->tasks.len < BATCHES; level++) {
        Tasks below = {0};
        first->later = &below;
        for (size_t i = 0; i < walk->tasks.len; i++)
            run_task(first, &walk->tasks.at[i]);
        walk->tasks = below;
    }
    first->later = NULL;
}

static void walk_all(Arena *arena, Walk *walk, unsigned jobs, ContextTree *tree)
{
    uint8_t *deciding = NEW_ARRAY(arena, walk->ignore->len, uint8_t);
    HardLinks links = {0};
    Worker first;
    worker_init(&first, arena, walk);
    begin(walk, &first, &tree->root);
    walk->batches = walk->tasks.len < BATCHES ? walk->tasks.len : BATCHES;
    walk->workers = NEW_ARRAY(arena, walk->batches, Worker);
    for (size_t i = 0; i < walk->batches; i++)
        worker_init(&walk->workers[i], arena, walk);
    PoolTask task = {work, deliver, walk};
    pool_run(&task, walk->batches, jobs);
    take_over(arena, tree, deciding, &links, &first);
    for (size_t i = 0; i < walk->batches; i++)
        take_over(arena, tree, deciding, &links, &walk->workers[i]);
    tree->deciding = deciding;
    hard_links_settle(&links);
    add_up(&tree->root);
    if (tree->warnings.len > 1)
        qsort(tree->warnings.at, tree->warnings.len, sizeof *tree->warnings.at, by_path);
}

bool context_walk(Arena *arena, Str directory, const IgnoreFile *ignore, WalkLimits limits,
                  ContextTree *tree, Fail *fail)
{
    *tree = (ContextTree){.root = {.name = "", .kind = INODE_DIRECTORY},
                          .directory = str_copy(arena, directory),
                          .ignore = *ignore};
    const char *path = str_terminated(arena, directory);
    int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return errno == ENOTDIR ? fail_set(fail, "%s is no directory", path)
                                : fail_set(fail, "cannot read %s: %s", path, io_reason(errno));
    Walk walk = {.ignore = &tree->ignore, .root = root, .limit.most = limits.most};
    walk_all(arena, &walk, limits.jobs, tree);
    close(root);
    return !is_over(&walk.limit) ||
           fail_set(fail, "%s holds more than %u files", path, (unsigned)limits.most);
}
