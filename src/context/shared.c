#include "context/shared.h"

#include <stdlib.h>

#include "base/pool.h"

typedef struct SharedTree SharedTree;

struct SharedTree {
    Str ignored_by; /* the path of the ignore file */
    ContextTree tree;
    Fail fail;
    SharedTree *next;
};

struct SharedContext {
    Str directory;
    Arena *arena; /* who has the lock may use it */
    Lock *lock;
    SharedTree *trees;
};

struct SharedContexts {
    SharedContext *at; /* by directory */
    size_t len, cap;
};

static int by_text(const void *a, const void *b)
{
    return str_order(*(const Str *)a, *(const Str *)b);
}

static void close_arena(void *arena)
{
    arena_close(arena);
}

static void share(Arena *arena, SharedContexts *shared, Str directory)
{
    SharedContext *one = PUSH(arena, shared);
    *one = (SharedContext){.directory = directory, .arena = arena_open(), .lock = lock_new(arena)};
    arena_own(arena, one->arena, close_arena);
}

SharedContexts *contexts_share(Arena *arena, Strs directories)
{
    SharedContexts *shared = NEW(arena, SharedContexts);
    if (directories.len > 1)
        qsort(directories.at, directories.len, sizeof *directories.at, by_text);
    for (size_t i = 1; i < directories.len; i++) {
        Str directory = directories.at[i];
        bool again = str_eq(directory, directories.at[i - 1]);
        bool listed = shared->len && str_eq(directory, shared->at[shared->len - 1].directory);
        if (again && !listed)
            share(arena, shared, directory);
    }
    return shared;
}

static int to_directory(const void *directory, const void *context)
{
    return str_order(*(const Str *)directory, ((const SharedContext *)context)->directory);
}

SharedContext *shared_context(const SharedContexts *shared, Str directory)
{
    return shared && shared->len
               ? bsearch(&directory, shared->at, shared->len, sizeof *shared->at, to_directory)
               : NULL;
}

/* The ignore file is read anew, for what belongs to its first reader goes before the tree does. */
static SharedTree *walk(SharedContext *shared, const IgnoreSource *source, WalkLimits limits)
{
    Arena *arena = shared->arena;
    SharedTree *tree = NEW(arena, SharedTree);
    IgnoreFile ignore = ignore_read(arena, str_copy(arena, source->text));
    tree->ignored_by = str_copy(arena, source->path);
    tree->next = shared->trees;
    shared->trees = tree;
    context_walk(arena, shared->directory, &ignore, limits, &tree->tree, &tree->fail);
    return tree;
}

ContextTree *shared_tree(SharedContext *shared, const ContextIgnore *ignore, WalkLimits limits,
                         Fail *fail)
{
    lock_take(shared->lock);
    SharedTree *tree = shared->trees;
    while (tree && !str_eq(tree->ignored_by, ignore->source.path))
        tree = tree->next;
    if (!tree)
        tree = walk(shared, &ignore->source, limits);
    lock_give(shared->lock);
    *fail = tree->fail;
    return fail->text[0] ? NULL : &tree->tree;
}
