#include <stdlib.h>

#include "base/utf8.h"
#include "compare/parts.h"

/* What is no UTF-8 cannot stand in a baseline, so it is written as it would be shown. */
static Str readable(Arena *arena, Str name)
{
    Buf visible;
    for (size_t at = 0; at < name.len;) {
        Rune rune = utf8_next(name, at);
        if (rune.bad) {
            buf_init(&visible, arena);
            buf_visible(&visible, name);
            return buf_str(&visible);
        }
        at += rune.len;
    }
    return name;
}

/* ---- of an image ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const CostNode *)a)->name, ((const CostNode *)b)->name);
}

/* Only what is alive. */
static void add_children(Arena *arena, Outline *outline, uint32_t parent, CostNodes children,
                         Arena *scratch, Numbers *numbers)
{
    uint32_t first = (uint32_t)outline->len;
    if (children.len > 1)
        qsort(children.at, children.len, sizeof *children.at, by_name);
    for (size_t i = 0; i < children.len; i++) {
        const CostNode *child = &children.at[i];
        if (child->live == 0)
            continue;
        *PUSH(arena, outline) = (OutlineNode){
            .name = readable(arena, str_from(child->name)), .bytes = child->live, .parent = parent};
        *PUSH(scratch, numbers) = child->node;
    }
    OutlineNode *node = &outline->at[parent];
    node->first = first;
    node->count = (uint32_t)outline->len - first;
    node->directory = node->count > 0;
}

/* Level by level, so that no path is too deep. */
Outline outline_of(Arena *arena, const ImageCost *cost)
{
    Outline outline = {0};
    Numbers numbers = {0}; /* of each node in the cost tree */
    Arena *scratch = arena_open(), *level = arena_open();
    const CostTree *tree = cost_tree(scratch, cost, -1, (Str){0});
    *PUSH(arena, &outline) = (OutlineNode){.bytes = cost->live};
    *PUSH(scratch, &numbers) = 0;
    for (uint32_t i = 0; i < outline.len; i++) {
        ArenaMark mark = arena_mark(level);
        CostNodes children = cost_children(level, tree, numbers.at[i]);
        add_children(arena, &outline, i, children, scratch, &numbers);
        arena_rewind(level, mark);
    }
    outline.at[0].directory = true;
    arena_close(level);
    arena_close(scratch);
    return outline;
}

Str outline_path(const Outline *outline, Arena *arena, uint32_t node)
{
    size_t len = 0;
    for (uint32_t at = node; at != 0; at = outline->at[at].parent)
        len += outline->at[at].name.len + 1;
    if (len == 0)
        return (Str){0};
    char *path = NEW_ARRAY(arena, len, char);
    size_t end = len - 1;
    for (uint32_t at = node; at != 0; at = outline->at[at].parent) {
        Str name = outline->at[at].name;
        end -= name.len;
        memcpy(path + end, name.at, name.len);
        if (end > 0)
            path[--end] = '/';
    }
    return (Str){path, len - 1};
}

/* ---- of paths ---- */

typedef struct {
    Str path;
    size_t depth; /* of its directory: 0 is the root */
    uint64_t bytes;
    bool directory;
} Listed;

typedef struct {
    Listed *at;
    size_t len, cap;
} Listing;

/* As they would stand in a tree: '/' comes before every other byte. */
static int path_order(Str a, Str b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < both; i++)
        if (a.at[i] != b.at[i])
            return (a.at[i] == '/'   ? -1
                    : b.at[i] == '/' ? 1
                                     : (unsigned char)a.at[i] - (unsigned char)b.at[i]);
    return (a.len > b.len) - (a.len < b.len);
}

static int by_level(const void *a, const void *b)
{
    const Listed *left = a, *right = b;
    if (left->depth != right->depth)
        return left->depth < right->depth ? -1 : 1;
    return path_order(left->path, right->path);
}

static bool list(Arena *arena, Listing *listing, const Weights *weights, bool directory, Str *flaw)
{
    for (size_t i = 0; i < weights->len; i++) {
        Str path = weights->at[i].name, rest = path;
        size_t depth = 0;
        *flaw = path;
        for (StrCut cut = str_cut(rest, '/'); cut.found; cut = str_cut(rest, '/')) {
            if (cut.head.len == 0)
                return false;
            rest = cut.tail;
            depth++;
        }
        if (rest.len == 0)
            return false;
        *PUSH(arena, listing) = (Listed){path, depth, weights->at[i].bytes, directory};
    }
    return true;
}

/* No directory has less than what lies in it. */
static bool adds_up(const Outline *outline, Arena *arena, Str *flaw)
{
    for (uint32_t i = 0; i < outline->len; i++) {
        const OutlineNode *node = &outline->at[i];
        uint64_t below = 0;
        for (uint32_t child = node->first; child < node->first + node->count; child++)
            below += outline->at[child].bytes;
        *flaw = outline_path(outline, arena, i);
        if (below > node->bytes)
            return false;
    }
    return true;
}

/* The node of the directory that `listed` lies in, from `above` on; those stand in the same order.
 */
static bool find_parent(const Listing *listing, const Listed *listed, uint32_t *above)
{
    size_t len = str_rfind_char(listed->path, '/');
    Str parent = str_head(listed->path, len);
    if (listed->depth == 0)
        return true;
    while (*above < listing->len && listing->at[*above - 1].depth + 1 == listed->depth) {
        int order = path_order(listing->at[*above - 1].path, parent);
        if (order == 0)
            return listing->at[*above - 1].directory;
        if (order > 0)
            return false;
        ++*above;
    }
    return false;
}

bool outline_build(Arena *arena, const Weights *directories, const Weights *files, uint64_t bytes,
                   Outline *outline, Str *flaw)
{
    Listing listing = {0};
    if (!list(arena, &listing, directories, true, flaw) ||
        !list(arena, &listing, files, false, flaw))
        return false;
    if (listing.len > 1)
        qsort(listing.at, listing.len, sizeof *listing.at, by_level);
    *PUSH(arena, outline) = (OutlineNode){.directory = true, .bytes = bytes};
    uint32_t above = 1, level = 1; /* the first node of the level above; of this one */
    for (uint32_t i = 0; i < listing.len; i++) {
        const Listed *listed = &listing.at[i];
        *flaw = listed->path;
        if (i > 0 && listing.at[i - 1].depth < listed->depth) {
            above = level;
            level = i + 1;
        }
        bool twice = i > 0 && str_eq(listing.at[i - 1].path, listed->path);
        if (twice || !find_parent(&listing, listed, &above))
            return false;
        uint32_t id = listed->depth == 0 ? 0 : above;
        OutlineNode *node = PUSH(arena, outline), *parent = &outline->at[id];
        size_t name = listed->depth == 0 ? 0 : str_rfind_char(listed->path, '/') + 1;
        *node = (OutlineNode){.name = str_tail(listed->path, name),
                              .directory = listed->directory,
                              .bytes = listed->bytes,
                              .parent = id};
        parent->first = parent->count == 0 ? i + 1 : parent->first;
        parent->count++;
    }
    return adds_up(outline, arena, flaw);
}
