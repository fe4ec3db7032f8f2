/* The walk over a directory of every kind of thing. */
#define _XOPEN_SOURCE 700

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "check.h"
#include "context/context.h"

static void make_file(const char *path, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CHECK(fd >= 0 && ftruncate(fd, (off_t)size) == 0 && close(fd) == 0);
}

static void make_directory(const char *path)
{
    CHECK(mkdir(path, 0700) == 0);
}

static void make_tree(void)
{
    make_directory("src");
    make_file("src/a", 1000);
    make_file("src/b\nc", 20);
    CHECK(link("src/a", "src/z") == 0);
    CHECK(symlink("..", "src/up") == 0);
    CHECK(symlink("/", "root") == 0);
    CHECK(mkfifo("pipe", 0600) == 0);
    make_directory("out");
    make_directory("out/deep");
    make_file("out/deep/lost", 7);
    CHECK(link("src/a", "a.first") == 0);
    make_directory("half");
    make_file("half/keep", 3);
    make_file("half/drop", 5);
    make_directory("many");
    for (int i = 0; i < 200; i++) {
        char path[64];
        snprintf(path, sizeof path, "many/d%03d", i);
        make_directory(path);
        snprintf(path, sizeof path, "many/d%03d/f", i);
        make_file(path, 10);
    }
}

static const ContextEntry *find(const ContextEntry *directory, Str name)
{
    for (uint32_t i = 0; i < directory->count; i++)
        if (str_eq(entry_name(&directory->entries[i]), name))
            return &directory->entries[i];
    return NULL;
}

static void check_tree(const ContextTree *tree)
{
    const ContextEntry *src = find(&tree->root, STR("src")), *out = find(&tree->root, STR("out"));
    CHECK(src && src->count == 4 && src->files == 4 && src->size == 1020);
    CHECK(src && find(src, STR("b\nc"))->size == 20);
    CHECK(src && find(src, STR("up"))->kind == INODE_LINK && find(src, STR("z"))->again);
    CHECK(find(&tree->root, STR("root"))->kind == INODE_LINK);
    CHECK(find(&tree->root, STR("pipe"))->kind == INODE_OTHER);
    CHECK(find(&tree->root, STR("a.first"))->gone && find(&tree->root, STR("a.first"))->by == 4);
    CHECK(out && out->pruned && out->gone && out->count == 0 && out->by == 1);
    const ContextEntry *half = find(&tree->root, STR("half"));
    CHECK(half && half->out && !half->gone && half->size == 3 && half->files == 1);
    CHECK(half && find(half, STR("keep"))->by == 3 && find(half, STR("drop"))->gone);
    CHECK(find(&tree->root, STR("many"))->files == 200);
    CHECK(tree->root.files == 207 && tree->root.size == 1020 + 3 + 2000);
    CHECK(tree->warnings.len == 0);
    CHECK(tree->deciding[0] && tree->deciding[1] && tree->deciding[2] && !tree->deciding[4]);
    for (uint32_t i = 1; i < tree->root.count; i++)
        CHECK(str_order(entry_name(&tree->root.entries[i - 1]),
                        entry_name(&tree->root.entries[i])) < 0);
}

static void check_same(const ContextEntry *a, const ContextEntry *b)
{
    CHECK(str_eq(entry_name(a), entry_name(b)) && a->count == b->count && a->size == b->size &&
          a->files == b->files && a->by == b->by && a->gone == b->gone && a->again == b->again);
    for (uint32_t i = 0; i < a->count && i < b->count; i++)
        check_same(&a->entries[i], &b->entries[i]);
}

static void check_walks(Arena *arena)
{
    IgnoreFile ignore = ignore_read(arena, STR("out\nhalf\n!half/keep\na.*\nout/deep\n"));
    ContextTree tree, again;
    Fail fail = {0};
    CHECK(context_walk(arena, STR("."), &ignore, (WalkLimits){1, 0}, &tree, &fail));
    check_tree(&tree);
    CHECK(context_walk(arena, STR("."), &ignore, (WalkLimits){8, 0}, &again, &fail));
    check_same(&tree.root, &again.root);
    CHECK(!context_walk(arena, STR("nowhere"), &ignore, (WalkLimits){0, 0}, &tree, &fail) &&
          fail.text[0]);
    fail = (Fail){0};
    CHECK(!context_walk(arena, STR("pipe"), &ignore, (WalkLimits){0, 0}, &tree, &fail) &&
          fail.text[0]);
    fail = (Fail){0};
    CHECK(context_walk(arena, STR("root/proc/self/fdinfo"), &ignore, (WalkLimits){0, 0}, &tree,
                       &fail));
}

static void check_limits(Arena *arena)
{
    IgnoreFile ignore = ignore_read(arena, STR("many\n")), none = ignore_read(arena, STR(""));
    ContextTree tree;
    for (unsigned jobs = 1; jobs <= 8; jobs += 7) {
        Fail fail = {0};
        CHECK(context_walk(arena, STR("."), &ignore, (WalkLimits){jobs, 100}, &tree, &fail));
        CHECK(!context_walk(arena, STR("."), &none, (WalkLimits){jobs, 100}, &tree, &fail) &&
              str_eq(str_from(fail.text), STR(". holds more than 100 files")));
    }
}

/* One walk for all that have the directory and the ignore file in common. */
static void check_shared(Arena *arena)
{
    Strs directories = {0};
    *PUSH(arena, &directories) = STR("src");
    *PUSH(arena, &directories) = STR("half");
    *PUSH(arena, &directories) = STR("src");
    const SharedContexts *shared = contexts_share(arena, directories);
    ContextTree *trees[4];
    const char *const names[] = {"src/A", "src/B", "src/C", "half/A"};
    Fail fail = {0};
    CHECK(io_create("src/C.dockerignore", STR("b*\n"), &fail));
    for (size_t i = 0; i < 4; i++) {
        Arena *own = arena_open();
        trees[i] = context_tree(context_open(own, path_dir(str_from(names[i])), str_from(names[i]),
                                             (WalkLimits){1, 0}, shared),
                                &fail);
        CHECK(trees[i] && trees[i]->root.count > 0);
        arena_close(own);
    }
    CHECK(trees[0] == trees[1] && trees[0] != trees[2] && trees[2] != trees[3]);
    CHECK(trees[0]->root.files == trees[2]->root.files + 1);
    CHECK(unlink("src/C.dockerignore") == 0);
}

static void write_text(const char *path, Str text)
{
    Fail fail = {0};
    CHECK(io_replace(path, text, &fail));
}

static void check_find(Arena *arena)
{
    IgnoreSource source;
    Fail fail = {0};
    Str none = {0};
    CHECK(ignore_find(arena, STR("."), none, &source, &fail) && source.path.len == 0);
    write_text(".containerignore", STR("c\n"));
    CHECK(ignore_find(arena, STR("."), STR("Dockerfile"), &source, &fail));
    CHECK(source.path.len == 0 && str_eq(source.only_podman, STR(".containerignore")));
    CHECK(ignore_find(arena, STR("."), STR("Containerfile"), &source, &fail));
    CHECK(str_eq(source.path, STR(".containerignore")) && source.only_podman.len == 0);
    write_text(".dockerignore", STR("d\n"));
    CHECK(ignore_find(arena, STR("."), STR("src/web.Dockerfile"), &source, &fail));
    CHECK(str_eq(source.path, STR(".dockerignore")));
    write_text("src/web.Dockerfile.dockerignore", none);
    CHECK(ignore_find(arena, STR("."), STR("src/web.Dockerfile"), &source, &fail));
    CHECK(str_eq(source.path, STR(".dockerignore")));
    write_text("src/web.Dockerfile.dockerignore", STR("e\n"));
    CHECK(ignore_find(arena, STR("."), STR("src/web.Dockerfile"), &source, &fail));
    CHECK(str_eq(source.text, STR("e\n")));
    write_text("Containerfile.containerignore", STR("f\n"));
    CHECK(ignore_find(arena, STR("."), STR("Containerfile"), &source, &fail));
    CHECK(str_eq(source.text, STR("f\n")));
}

int main(void)
{
    char folder[] = "/tmp/plimsoll-walk-XXXXXX", command[64];
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    Arena *arena = arena_open();
    make_tree();
    check_walks(arena);
    check_limits(arena);
    check_shared(arena);
    check_find(arena);
    arena_close(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK(system(command) == 0);
    return check_end();
}
