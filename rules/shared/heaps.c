#include "shared/heaps.h"

/* The heap's place, or the directory above it, that holds the path too. */
static Str place_of_both(Str place, Str path)
{
    size_t same = 0, end = 0;
    while (same < place.len && same < path.len && place.at[same] == path.at[same]) {
        if (place.at[same] == '/')
            end = same;
        same++;
    }
    bool ends =
        (same == place.len || place.at[same] == '/') && (same == path.len || path.at[same] == '/');
    return str_head(place, ends ? same : end);
}

static Heap *find(Heaps *heaps, const BuiltLayer *layer, const char *kind)
{
    if (heaps->last < heaps->len && heaps->at[heaps->last].layer == layer &&
        heaps->at[heaps->last].kind == kind)
        return &heaps->at[heaps->last];
    for (size_t i = 0; i < heaps->len; i++)
        if (heaps->at[i].layer == layer && heaps->at[i].kind == kind) {
            heaps->last = i;
            return &heaps->at[i];
        }
    return NULL;
}

Heap *heaps_add(Heaps *heaps, const BuiltLayer *layer, const char *kind, const BuiltEntry *entry,
                Report *out)
{
    Str path = built_path(out, entry);
    Heap *heap = find(heaps, layer, kind);
    if (!heap) {
        heap = PUSH(report_arena(out), heaps);
        heap->layer = layer;
        heap->kind = kind;
        heap->place = str_copy(report_arena(out), path);
        heaps->last = heaps->len - 1;
    }
    heap->place = place_of_both(heap->place, path);
    heap->bytes += entry->category && !entry->dead ? entry->spare : entry->stored;
    heap->files++;
    if (entry->stored > heap->most) {
        heap->most = entry->stored;
        heap->largest = str_copy(report_arena(out), path);
    }
    return heap;
}

const Heap *heaps_next(const Heaps *heaps, const Heap *from, const BuiltLayer *layer,
                       uint64_t least)
{
    for (size_t i = from ? (size_t)(from - heaps->at) + 1 : 0; i < heaps->len; i++)
        if (heaps->at[i].layer == layer && heaps->at[i].bytes >= least)
            return &heaps->at[i];
    return NULL;
}

Str heap_where(const Heap *heap)
{
    return heap->place.len > 1 ? heap->place : heap->largest;
}
