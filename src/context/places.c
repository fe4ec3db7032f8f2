#define _XOPEN_SOURCE 700

#include "context/places.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/guess.h"
#include "base/path.h"

enum { MOST_LINKS = 255 };

ContextEntry *entry_find(const ContextEntry *directory, Str name)
{
    uint32_t low = 0, high = directory->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_order(entry_name(&directory->entries[middle]), name);
        if (order == 0)
            return &directory->entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const char *on_disk(Arena *arena, const ContextTree *tree, Str path)
{
    return str_terminated(arena, path_join(arena, tree->directory, path));
}

/* Where a link leads, from the root of the context; empty when it cannot be read. */
static Str read_link(Arena *arena, const ContextTree *tree, Str path)
{
    char target[4096];
    ssize_t len = readlink(on_disk(arena, tree, path), target, sizeof target);
    if (len <= 0)
        return (Str){0};
    Str around = str_joined(arena, STR("/"), str_head(path, str_rfind_char(path, '/')));
    if (str_find_char(path, '/') == path.len)
        around = STR("/");
    return path_join(arena, around, (Str){target, (size_t)len});
}

const ContextEntry *tree_resolve(Arena *arena, const ContextTree *tree, Str path, Str *place)
{
    const ContextEntry *entry = &tree->root;
    Buf at;
    buf_init(&at, arena);
    for (unsigned links = 0; path.len && links < MOST_LINKS;) {
        StrCut cut = str_cut(path, '/');
        path = cut.tail;
        if (cut.head.len == 0)
            continue;
        entry = entry->gone ? NULL : entry_find(entry, cut.head);
        if (!entry || entry->gone)
            return NULL;
        if (at.len)
            buf_char(&at, '/');
        buf_add(&at, cut.head);
        if (entry->kind != INODE_LINK)
            continue;
        Str target = read_link(arena, tree, buf_str(&at));
        if (target.len == 0)
            return NULL;
        path = path_join(arena, target, path.len ? str_joined(arena, STR("./"), path) : STR("."));
        entry = &tree->root;
        buf_clear(&at);
        links++;
    }
    *place = buf_str(&at);
    return path.len ? NULL : entry;
}

bool tree_holds(Arena *arena, const ContextTree *tree, Str path)
{
    struct stat info;
    return lstat(on_disk(arena, tree, path), &info) == 0;
}

/* ---- what may be meant ---- */

static const ContextEntry *nearest_entry(const ContextEntry *directory, Str name)
{
    Guess guess = guess_new(name);
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (entry->gone)
            continue;
        if (str_eq_nocase(entry_name(entry), name))
            return entry;
        guess_consider(&guess, entry_name(entry));
    }
    return guess.best.len ? entry_find(directory, guess.best) : NULL;
}

/* Component by component; where one is not there, the one that looks like it. */
static bool respell(const ContextTree *tree, Str path, Buf *out)
{
    const ContextEntry *entry = &tree->root;
    for (StrCut cut = {.tail = path, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '/');
        const ContextEntry *next = entry_find(entry, cut.head);
        entry = next && !next->gone ? next : nearest_entry(entry, cut.head);
        if (!entry)
            return false;
        if (out->len)
            buf_char(out, '/');
        buf_add(out, entry_name(entry));
    }
    return true;
}

/* The same name elsewhere, as near to the root as can be. */
static bool find_name(const ContextEntry *directory, Str name, unsigned depth, Buf *out)
{
    size_t len = out->len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        bool may_be = depth == 0 ? str_eq(entry_name(entry), name) : entry->count > 0;
        if (entry->gone || !may_be)
            continue;
        if (len)
            buf_char(out, '/');
        buf_add(out, entry_name(entry));
        if (depth == 0 || find_name(entry, name, depth - 1, out))
            return true;
        out->len = len;
    }
    return false;
}

Str tree_nearest(Arena *arena, const ContextTree *tree, Str path)
{
    enum { DEEPEST = 6 };
    Buf out;
    buf_init(&out, arena);
    if (respell(tree, path, &out)) /* the same: a link that leads nowhere */
        return str_eq(buf_str(&out), path) ? (Str){0} : buf_str(&out);
    for (unsigned depth = 0; depth < DEEPEST; depth++) {
        buf_clear(&out);
        if (find_name(&tree->root, path_base(path), depth, &out))
            return buf_str(&out);
    }
    return (Str){0};
}
