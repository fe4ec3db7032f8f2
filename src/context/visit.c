/* One after the other, all that is sent. */
#include "base/buf.h"
#include "context/context.h"

typedef struct {
    Buf path;
    ContextVisit *visit;
    void *state;
} Visitor;

static void visit_entry(Visitor *v, const ContextEntry *entry)
{
    if (!v->visit(v->state, entry, buf_str(&v->path)) || entry->kind != INODE_DIRECTORY)
        return;
    size_t len = v->path.len;
    for (uint32_t i = 0; i < entry->count; i++) {
        const ContextEntry *child = &entry->entries[i];
        if (child->gone)
            continue;
        if (len)
            buf_char(&v->path, '/');
        buf_add(&v->path, entry_name(child));
        visit_entry(v, child);
        v->path.len = len;
    }
}

void context_visit(Arena *arena, const ContextTree *tree, const Take *take, ContextVisit *visit,
                   void *state)
{
    Visitor v = {.visit = visit, .state = state};
    buf_init(&v.path, arena);
    if (!take)
        visit_entry(&v, &tree->root);
    for (size_t i = 0; take && i < take->len; i++) {
        buf_clear(&v.path);
        buf_add(&v.path, take->at[i].from);
        visit_entry(&v, take->at[i].entry);
    }
}
