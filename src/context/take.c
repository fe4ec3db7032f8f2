/* What a source takes, as BuildKit's copy finds it. */
#include "base/buf.h"
#include "base/path.h"
#include "context/count.h"
#include "context/places.h"
#include "context/wildcard.h"

typedef struct {
    Arena *arena;
    const ContextTree *tree;
    IgnoreFile parents, exclude;
    Take *take;
    Str place; /* of the directory that is copied */
    Buf path;  /* below it */
} Taking;

/* ---- pieces ---- */

static TakenPiece *add(Taking *t, const ContextEntry *entry, Str to)
{
    TakenPiece *piece = PUSH(t->arena, t->take);
    Str below = buf_str(&t->path);
    *piece = (TakenPiece){.entry = entry, .to = str_copy(t->arena, to)};
    piece->from = t->place.len && below.len ? path_join(t->arena, t->place, below)
                                            : str_copy(t->arena, below.len ? below : t->place);
    piece->directory = entry->kind == INODE_DIRECTORY;
    return piece;
}

static Str path_into(Taking *t, const ContextEntry *entry)
{
    if (t->path.len)
        buf_char(&t->path, '/');
    buf_add(&t->path, entry_name(entry));
    return buf_str(&t->path);
}

/* Whether it is all that is sent of the directory. The hits are those of both lists of patterns. */
static bool take_below(Taking *t, const ContextEntry *directory, const IgnoreHits *around)
{
    IgnoreHits *hits = NEW_ARRAY(t->arena, t->parents.len + t->exclude.len, IgnoreHits);
    size_t len = t->path.len, excludes = t->parents.len;
    bool all = true;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (entry->gone)
            continue;
        Str path = path_into(t, entry);
        bool out = ignore_judge(&t->exclude, path, around + excludes, hits + excludes).out;
        bool in = ignore_judge(&t->parents, path, around, hits).out || t->parents.len == 0;
        bool whole = in && !out;
        size_t before = t->take->len;
        if (entry->kind == INODE_DIRECTORY && (!out || t->exclude.any_exception))
            whole = take_below(t, entry, hits) && whole;
        if (whole) {
            t->take->len = before;
            add(t, entry, path);
        }
        all = all && whole;
        t->path.len = len;
    }
    return all;
}

/* ---- sources ---- */

/* A file that is named itself is taken whatever --exclude says. */
static void take_path(Taking *t, Str path)
{
    const ContextEntry *entry = tree_resolve(t->arena, t->tree, path, &t->place);
    if (!entry || (t->parents.len && entry->kind != INODE_DIRECTORY))
        return;
    size_t before = t->take->len, patterns = t->parents.len + t->exclude.len;
    t->take->found = true;
    buf_clear(&t->path);
    if (entry->kind != INODE_DIRECTORY) {
        add(t, entry, path_base(path))->lone = true;
    } else if (patterns == 0 || take_below(t, entry, NEW_ARRAY(t->arena, patterns, IgnoreHits))) {
        t->take->len = before;
        add(t, entry, (Str){0});
    }
    Counted counted = {0};
    for (size_t i = before; i < t->take->len; i++) {
        TakenPiece *piece = &t->take->at[i];
        ContextSize size = {0};
        count_entry(t->arena, &counted, piece->entry, &size);
        piece->files = size.files;
        piece->bytes = size.bytes;
    }
}

/* What matches ends the way down: the content of a directory comes along as it is. */
static void find_matches(Taking *t, const ContextEntry *directory, Str pattern, unsigned deeper,
                         Strs *found)
{
    size_t len = t->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (entry->gone)
            continue;
        Str path = path_into(t, entry);
        if (wildcard_match(pattern, path))
            *PUSH(t->arena, found) = path_join(t->arena, t->place, path);
        else if (deeper > 0)
            find_matches(t, entry, pattern, deeper - 1, found);
        t->path.len = len;
    }
}

/* A '/' is matched by itself, or by a class. */
static unsigned deepest_match(Str pattern)
{
    unsigned slashes = 0;
    for (size_t i = 0; i < pattern.len; i++)
        slashes += pattern.at[i] == '/' || pattern.at[i] == '[';
    return slashes;
}

static void take_pattern(Taking *t, Str path)
{
    size_t from = 0; /* of the first name that has a wildcard */
    while (!wildcard_has(str_cut(str_tail(path, from), '/').head))
        from += str_find_char(str_tail(path, from), '/') + 1;
    const ContextEntry *directory =
        tree_resolve(t->arena, t->tree, str_head(path, from), &t->place);
    Str pattern = str_tail(path, from);
    Strs found = {0};
    if (directory)
        find_matches(t, directory, pattern, deepest_match(pattern), &found);
    for (size_t i = 0; i < found.len; i++)
        take_path(t, found.at[i]);
}

/* Nothing is there by that name: it may be left out, or misspelt. path: without a '/' before it. */
static void explain(Taking *t, Str path)
{
    t->take->ignored =
        ignore_walk_to(t->arena, &t->tree->ignore, path).out && tree_holds(t->arena, t->tree, path);
    if (!t->take->ignored)
        t->take->nearest = tree_nearest(t->arena, t->tree, path);
}

const Take *context_take(Arena *arena, const ContextTree *tree, const TakeRequest *request)
{
    Taking t = {.arena = arena, .tree = tree, .take = NEW(arena, Take)};
    Value parents = value_of(request->parents);
    bool pattern = request->pattern && wildcard_has(request->path);
    buf_init(&t.path, arena);
    t.parents = ignore_patterns(arena, &(Values){&parents, parents.text.len > 0, 1});
    if (request->exclude)
        t.exclude = ignore_patterns(arena, request->exclude);
    if (pattern)
        take_pattern(&t, request->path);
    else
        take_path(&t, request->path);
    for (size_t i = 0; i < t.take->len; i++) {
        t.take->files += t.take->at[i].files;
        t.take->bytes += t.take->at[i].bytes;
    }
    if (parents.text.len)
        t.take->found = t.take->len > 0;
    if (!t.take->found && !pattern && !wildcard_has(parents.text))
        explain(&t, str_tail(path_join(arena, request->path, parents.text), 1));
    return t.take;
}

/* ---- file by file ---- */

typedef struct {
    Arena *arena;
    Take *files;
    size_t most;
    Buf from, to;
} Listing;

static bool list(Listing *l, const ContextEntry *entry)
{
    if (entry->kind != INODE_DIRECTORY) {
        if (l->files->len == l->most)
            return false;
        Str to = str_copy(l->arena, buf_str(&l->to)), from = str_copy(l->arena, buf_str(&l->from));
        *PUSH(l->arena, l->files) = (TakenPiece){entry, from, to, .files = 1, .bytes = entry->size};
        return true;
    }
    size_t from = l->from.len, to = l->to.len;
    bool all = true;
    for (uint32_t i = 0; i < entry->count && all; i++) {
        const ContextEntry *child = &entry->entries[i];
        if (child->gone)
            continue;
        buf_add(&l->from, from ? STR("/") : STR(""));
        buf_add(&l->from, entry_name(child));
        buf_add(&l->to, to ? STR("/") : STR(""));
        buf_add(&l->to, entry_name(child));
        all = list(l, child);
        l->from.len = from;
        l->to.len = to;
    }
    return all;
}

const Take *context_files(Arena *arena, const Take *take, size_t most)
{
    Listing l = {.arena = arena, .files = NEW(arena, Take), .most = most};
    *l.files = (Take){.found = take->found, .files = take->files, .bytes = take->bytes};
    buf_init(&l.from, arena);
    buf_init(&l.to, arena);
    for (size_t i = 0; i < take->len; i++) {
        buf_clear(&l.from);
        buf_add(&l.from, take->at[i].from);
        buf_clear(&l.to);
        buf_add(&l.to, take->at[i].to);
        if (!list(&l, take->at[i].entry))
            return NULL;
    }
    return l.files;
}
