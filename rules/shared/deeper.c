#include "shared/deeper.h"

#include "base/path.h"

typedef struct {
    Arena *arena;
    Deeper *at;
    size_t len;
} Search;

static bool lies_in(Str path, Str directory)
{
    return directory.len > 0 && path.len > directory.len && path.at[directory.len] == '/' &&
           str_starts(path, directory);
}

/* What lies in a directory of that name is a part of it. */
static bool look(void *state, const ContextEntry *entry, Str path)
{
    Search *search = state;
    IgnoreHits none = 0, hit = 0;
    bool open = false; /* for one of the names */
    for (size_t i = 0; i < search->len; i++) {
        Deeper *deeper = &search->at[i];
        if (deeper->name.len == 0 || lies_in(path, deeper->last))
            continue;
        if (path.len == 0 || !ignore_judge(&deeper->name, path_base(path), &none, &hit).out) {
            open = true;
            continue;
        }
        deeper->last = str_copy(search->arena, path);
        deeper->first = deeper->size.files ? deeper->first : deeper->last;
        deeper->size.files += entry->kind == INODE_DIRECTORY ? entry->files : 1;
        deeper->size.bytes += entry->size;
    }
    return open;
}

const Deeper *find_deeper(Report *out, const ContextTree *tree, const Strs *names)
{
    Arena *arena = report_arena(out);
    Search search = {arena, NEW_ARRAY(arena, names->len, Deeper), names->len};
    bool any = false;
    for (size_t i = 0; i < names->len; i++) {
        if (names->at[i].len == 0)
            continue;
        search.at[i].name = ignore_read(arena, names->at[i]);
        any = true;
    }
    if (any)
        context_visit(arena, tree, NULL, look, &search);
    return search.at;
}
