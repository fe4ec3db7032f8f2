/* Where the files of a COPY lie in the image. */
#include "base/buf.h"
#include "base/path.h"
#include "context/count.h"
#include "text/glob.h"

typedef struct {
    Str place;
    bool glob;
    Arena *arena;
    Buf path; /* in the image */
    Counted counted;
    ContextSize size;
} Looking;

static bool is_around(Str directory, Str path)
{
    bool root = str_eq(directory, STR("/"));
    return str_starts(path, directory) &&
           (root || path.len == directory.len || path.at[directory.len] == '/');
}

static bool is_there(const Looking *l, Str path)
{
    return l->glob ? glob_match(l->place, path) : is_around(l->place, path);
}

/* The path or a directory around it. */
static bool is_below(const Looking *l, Str path)
{
    for (size_t end = 1; end < path.len; end++)
        if (path.at[end] == '/' && is_there(l, str_head(path, end)))
            return true;
    return is_there(l, path);
}

static void look(Looking *l, const ContextEntry *entry)
{
    Str path = buf_str(&l->path);
    Str between = str_ends(path, STR("/")) ? STR("") : STR("/");
    size_t len = path.len;
    if (is_there(l, path)) {
        count_entry(l->arena, &l->counted, entry, &l->size);
        return;
    }
    if (!l->glob && !is_around(path, l->place))
        return;
    for (uint32_t i = 0; i < entry->count; i++) {
        const ContextEntry *child = &entry->entries[i];
        if (child->gone)
            continue;
        buf_add(&l->path, between);
        buf_add(&l->path, entry_name(child));
        look(l, child);
        l->path.len = len;
    }
}

ContextSize context_landed(Arena *arena, const Effect *effect, Str place, bool glob)
{
    Looking l = {.place = place, .glob = glob, .arena = arena};
    const Take *taken = effect->taken;
    if (!taken || effect->path.known != VALUE_KNOWN)
        return l.size;
    if (is_below(&l, effect->path.text))
        return (ContextSize){taken->files, taken->bytes};
    buf_init(&l.path, arena);
    for (size_t i = 0; i < taken->len; i++) {
        const TakenPiece *piece = &taken->at[i];
        Str path = path_join(arena, effect->path.text, piece->to);
        buf_clear(&l.path);
        buf_add(&l.path, path);
        if (is_below(&l, path))
            count_entry(arena, &l.counted, piece->entry, &l.size);
        else
            look(&l, piece->entry);
    }
    return l.size;
}
