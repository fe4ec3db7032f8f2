/* What the instructions take together, and what none of them does. */
#include <stdlib.h>

#include "base/buf.h"
#include "context/count.h"
#include "context/places.h"

static void mark(ContextTree *tree, const Take *take)
{
    for (size_t i = 0; i < take->len; i++) {
        ContextEntry *entry = &tree->root;
        for (Str rest = take->at[i].from; rest.len && entry;) {
            StrCut cut = str_cut(rest, '/');
            rest = cut.tail;
            entry->touched = true;
            entry = entry_find(entry, cut.head);
        }
        if (entry)
            entry->taken = true;
    }
}

/* take: NULL where a path hangs on a variable, so that it may mean anything. */
typedef void TakeUse(void *state, const Take *take);

static void each_of_step(const Step *step, TakeUse *use, void *state)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < step->mounts.len; i++) {
        const Mount *mount = &step->mounts.at[i];
        if (mount->kind == MOUNT_BIND && mount->from.kind == ORIGIN_CONTEXT)
            use(state, mount->take);
    }
    if (!transfer || transfer->from.kind != ORIGIN_CONTEXT)
        return;
    for (size_t i = 0; i < transfer->sources.len; i++)
        if (transfer->sources.at[i].kind == SOURCE_PATH)
            use(state, transfer->sources.at[i].take);
}

/* What stands under ONBUILD is taken by a build with a context of its own. */
static void each_take(const Dockerfile *file, TakeUse *use, void *state)
{
    for (size_t i = 0; i < file->stages.len; i++) {
        const Stage *stage = &file->stages.at[i];
        for (size_t j = 0; stage->needed && j < stage->steps.len; j++)
            if (!stage->steps.at[j].onbuild)
                each_of_step(&stage->steps.at[j], use, state);
    }
}

typedef struct {
    Arena *arena;
    Buf path;
    ContextRest rest;
    uint64_t biggest;
} Rest;

static void leave(Rest *r, const ContextEntry *entry)
{
    uint64_t bytes = entry->again ? 0 : entry->size;
    r->rest.files += entry->kind == INODE_DIRECTORY ? entry->files : 1;
    r->rest.bytes += bytes;
    if (r->rest.biggest.len && bytes <= r->biggest)
        return;
    r->biggest = bytes;
    r->rest.biggest = str_copy(r->arena, buf_str(&r->path));
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

typedef struct {
    ContextTree *tree;
    bool unknown;
} Marking;

static void mark_take(void *state, const Take *take)
{
    Marking *m = state;
    if (take)
        mark(m->tree, take);
    else
        m->unknown = true;
}

ContextRest context_never_taken(Arena *arena, ContextTree *tree, const Dockerfile *file)
{
    Rest r = {.arena = arena};
    Marking m = {.tree = tree};
    buf_init(&r.path, arena);
    each_take(file, mark_take, &m);
    if (!tree->root.taken)
        look_for_rest(&r, &tree->root);
    r.rest.unknown = m.unknown;
    return r.rest;
}

/* ---- what is taken ---- */

typedef struct {
    Arena *arena;
    struct {
        const TakenPiece **at;
        size_t len, cap;
    } pieces;
} Sent;

static void add_take(void *state, const Take *take)
{
    Sent *sent = state;
    for (size_t i = 0; take && i < take->len; i++)
        *PUSH(sent->arena, &sent->pieces) = &take->at[i];
}

/* A directory before what is in it, and that before all others: '/' comes before any letter. */
static int by_place(const void *first, const void *second)
{
    Str a = (*(const TakenPiece *const *)first)->from,
        b = (*(const TakenPiece *const *)second)->from;
    size_t i = 0;
    while (i < a.len && i < b.len && a.at[i] == b.at[i])
        i++;
    if (i == a.len || i == b.len)
        return (a.len > b.len) - (a.len < b.len);
    unsigned char x = (unsigned char)a.at[i], y = (unsigned char)b.at[i];
    return x == '/' ? -1 : y == '/' ? 1 : x - y;
}

static bool is_in(Str path, Str directory)
{
    return directory.len == 0 || (str_starts(path, directory) &&
                                  (path.len == directory.len || path.at[directory.len] == '/'));
}

ContextSize context_sent(Arena *arena, const Dockerfile *file)
{
    Sent sent = {.arena = arena};
    each_take(file, add_take, &sent);
    if (sent.pieces.len > 1)
        qsort(sent.pieces.at, sent.pieces.len, sizeof *sent.pieces.at, by_place);
    ContextSize size = {0};
    Counted counted = {0};
    const TakenPiece *last = NULL;
    for (size_t i = 0; i < sent.pieces.len; i++) {
        const TakenPiece *piece = sent.pieces.at[i];
        if (last && is_in(piece->from, last->from))
            continue;
        count_entry(arena, &counted, piece->entry, &size);
        last = piece;
    }
    return size;
}
