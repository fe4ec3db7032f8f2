#include "base/buf.h"
#include "base/path.h"
#include "context/context.h"
#include "context/pattern.h"

typedef struct {
    Arena *arena;
    const IgnoreFile *exclude;
    Buf path; /* below the directory that is copied */
    ContextTaken taken;
} Taking;

static void add(ContextTaken *taken, const ContextEntry *entry)
{
    taken->files += entry->kind == INODE_DIRECTORY ? entry->files : 1;
    taken->bytes += entry->size;
}

/* With --exclude each file is asked for. */
static void take_below(Taking *t, ContextEntry *directory, const IgnoreHits *around)
{
    IgnoreHits *hits = NEW_ARRAY(t->arena, t->exclude->len, IgnoreHits);
    size_t len = t->path.len;
    directory->touched = true;
    for (uint32_t i = 0; i < directory->count; i++) {
        ContextEntry *entry = &directory->entries[i];
        if (entry->gone)
            continue;
        if (len)
            buf_char(&t->path, '/');
        buf_add(&t->path, entry_name(entry));
        bool out = ignore_judge(t->exclude, buf_str(&t->path), around, hits).out;
        if (entry->kind == INODE_DIRECTORY) {
            if (!out || ignore_may_keep_below(t->exclude, buf_str(&t->path)))
                take_below(t, entry, hits);
        } else if (!out) {
            entry->taken = true;
            add(&t->taken, entry);
        }
        t->path.len = len;
    }
}

static void take(Taking *t, ContextEntry *entry)
{
    t->taken.found = true;
    if (!t->exclude || t->exclude->len == 0) {
        entry->taken = true;
        add(&t->taken, entry);
        return;
    }
    IgnoreHits *hits = NEW_ARRAY(t->arena, t->exclude->len, IgnoreHits);
    if (entry->kind == INODE_DIRECTORY) {
        take_below(t, entry, hits);
    } else if (!ignore_judge(t->exclude, entry_name(entry), hits, hits).out) {
        entry->taken = true;
        add(&t->taken, entry);
    }
}

/* filepath.Match knows no ** and no ^ outside of a class. */
static Pattern component_pattern(Arena *arena, Str text)
{
    Pattern pattern;
    Buf plain;
    buf_init(&plain, arena);
    bool in_class = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '*' && !in_class && i > 0 && text.at[i - 1] == '*')
            continue;
        if (c == '^' && !in_class)
            buf_char(&plain, '\\');
        if (c == '[')
            in_class = true;
        else if (c == ']')
            in_class = false;
        buf_char(&plain, c);
        if (c == '\\' && i + 1 < text.len)
            buf_char(&plain, text.at[++i]);
    }
    pattern_compile(arena, buf_str(&plain), &pattern);
    return pattern;
}

static void descend(Taking *t, ContextEntry *entry, Str path, bool is_pattern)
{
    if (path.len == 0) {
        take(t, entry);
        return;
    }
    StrCut cut = str_cut(path, '/');
    Pattern pattern = {.kind = PATTERN_EXACT, .text = cut.head};
    if (is_pattern)
        pattern = component_pattern(t->arena, cut.head);
    for (uint32_t i = 0; i < entry->count; i++) {
        ContextEntry *child = &entry->entries[i];
        if (!child->gone && pattern_hits(&pattern, entry_name(child)))
            descend(t, child, cut.tail, is_pattern);
    }
    entry->touched = entry->touched || t->taken.found;
}

ContextTaken context_take(Arena *arena, ContextTree *tree, Str path, bool is_pattern,
                          const IgnoreFile *exclude)
{
    Taking t = {.arena = arena, .exclude = exclude};
    buf_init(&t.path, arena);
    descend(&t, &tree->root, str_tail(path, 1), is_pattern);
    return t.taken;
}

/* ---- the rest ---- */

typedef struct {
    Arena *arena;
    Buf path;
    ContextTaken rest;
    const ContextEntry *biggest;
    Str where;
} Rest;

static void leave(Rest *r, const ContextEntry *entry)
{
    add(&r->rest, entry);
    if (r->biggest && r->biggest->size >= entry->size)
        return;
    r->biggest = entry;
    r->where = str_copy(r->arena, buf_str(&r->path));
}

static void look_for_rest(Rest *r, const ContextEntry *directory)
{
    size_t len = r->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (entry->gone || entry->taken)
            continue;
        if (len)
            buf_char(&r->path, '/');
        buf_add(&r->path, entry_name(entry));
        if (entry->kind == INODE_DIRECTORY && entry->touched)
            look_for_rest(r, entry);
        else
            leave(r, entry);
        r->path.len = len;
    }
}

ContextTaken context_never_taken(Arena *arena, const ContextTree *tree,
                                 const ContextEntry **biggest, Str *path)
{
    Rest r = {.arena = arena};
    buf_init(&r.path, arena);
    if (!tree->root.taken)
        look_for_rest(&r, &tree->root);
    r.rest.found = r.rest.files > 0;
    *biggest = r.biggest;
    *path = r.where;
    return r.rest;
}
