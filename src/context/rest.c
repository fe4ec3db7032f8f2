/* What no instruction takes. */
#include "base/buf.h"
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

/* False where a path hangs on a variable: it may mean anything. */
static bool mark_step(ContextTree *tree, const Step *step)
{
    const Transfer *transfer = step->transfer;
    bool known = true;
    for (size_t i = 0; i < step->mounts.len; i++) {
        const Mount *mount = &step->mounts.at[i];
        if (mount->kind != MOUNT_BIND || mount->from.kind != ORIGIN_CONTEXT)
            continue;
        known = known && mount->take;
        if (mount->take)
            mark(tree, mount->take);
    }
    if (!transfer || transfer->from.kind != ORIGIN_CONTEXT)
        return known;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        known = known && (source->take || source->kind != SOURCE_PATH);
        if (source->take)
            mark(tree, source->take);
    }
    return known;
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

/* What stands under ONBUILD is taken by a build with a context of its own. */
ContextRest context_never_taken(Arena *arena, ContextTree *tree, const Dockerfile *file)
{
    Rest r = {.arena = arena};
    buf_init(&r.path, arena);
    for (size_t i = 0; i < file->stages.len; i++) {
        const Stage *stage = &file->stages.at[i];
        for (size_t j = 0; stage->needed && j < stage->steps.len; j++)
            if (!stage->steps.at[j].onbuild && !mark_step(tree, &stage->steps.at[j]))
                r.rest.unknown = true;
    }
    if (!tree->root.taken)
        look_for_rest(&r, &tree->root);
    return r.rest;
}
