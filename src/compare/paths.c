/* The trees of two snapshots as one, and the directories and files that tell where it grew. */
#include "base/path.h"
#include "compare/parts.h"

/* A path that at least one side has; its children stand together. */
typedef struct {
    uint32_t old, now; /* nodes of the outlines; OUTLINE_NONE where a side does not have it */
    uint32_t parent, first, count;
    uint64_t slack; /* bytes that it may have on that side all the same */
} Pair;

typedef struct {
    Pair *at;
    size_t len, cap;
} Pairs;

typedef struct {
    Arena *arena, *scratch;
    const Snapshot *old, *now;
    Pairs pairs;
} Merge;

static const OutlineNode *side(const Snapshot *snapshot, uint32_t node)
{
    return node == OUTLINE_NONE ? NULL : &snapshot->outline.at[node];
}

static uint64_t bytes_of(const Snapshot *snapshot, uint32_t node)
{
    return node == OUTLINE_NONE ? 0 : snapshot->outline.at[node].bytes;
}

/* Bytes of a directory that its children on this side do not account for: those that are too small
   to be kept. A directory that the side does not have may have its own slack. */
static uint64_t unlisted(const Snapshot *snapshot, uint32_t node, uint64_t slack)
{
    if (node == OUTLINE_NONE)
        return slack;
    const OutlineNode *at = &snapshot->outline.at[node];
    uint64_t left = at->bytes;
    for (uint32_t i = at->first; i < at->first + at->count; i++)
        left -= snapshot->outline.at[i].bytes;
    return left;
}

/* What a side does not have may be there as far as it keeps nothing so small. */
static uint64_t slack_of(const Snapshot *snapshot, uint64_t left)
{
    if (snapshot->kept_from == 0)
        return 0;
    return left < snapshot->kept_from ? left : snapshot->kept_from - 1;
}

/* Both lists of children are in the order of their names. */
static void add_children(Merge *m, uint32_t parent)
{
    Pair above = m->pairs.at[parent];
    const OutlineNode *old = side(m->old, above.old), *now = side(m->now, above.now);
    uint64_t old_slack = slack_of(m->old, unlisted(m->old, above.old, above.slack));
    uint64_t now_slack = slack_of(m->now, unlisted(m->now, above.now, above.slack));
    uint32_t first = (uint32_t)m->pairs.len;
    uint32_t a = old ? old->first : 0, a_end = old ? a + old->count : 0;
    uint32_t b = now ? now->first : 0, b_end = now ? b + now->count : 0;
    while (a < a_end || b < b_end) {
        int order = a == a_end ? 1
                    : b == b_end
                        ? -1
                        : str_order(m->old->outline.at[a].name, m->now->outline.at[b].name);
        *PUSH(m->scratch, &m->pairs) = (Pair){.old = order <= 0 ? a : OUTLINE_NONE,
                                              .now = order >= 0 ? b : OUTLINE_NONE,
                                              .parent = parent,
                                              .slack = order > 0   ? old_slack
                                                       : order < 0 ? now_slack
                                                                   : 0};
        a += order <= 0;
        b += order >= 0;
    }
    m->pairs.at[parent].first = first;
    m->pairs.at[parent].count = (uint32_t)m->pairs.len - first;
}

static Growth growth_at(const Merge *m, const Pair *pair)
{
    return (Growth){.old = bytes_of(m->old, pair->old),
                    .now = bytes_of(m->now, pair->now),
                    .slack = pair->slack};
}

static bool is_told(const Merge *m, const Pair *pair)
{
    Growth at = growth_at(m, pair);
    return growth_is_told(&at);
}

static bool is_directory(const Merge *m, const Pair *pair)
{
    const OutlineNode *old = side(m->old, pair->old), *now = side(m->now, pair->now);
    return (old && old->directory) || (now && now->directory);
}

static Str path_of(const Merge *m, uint32_t id)
{
    const Pair *pair = &m->pairs.at[id];
    if (id == 0)
        return STR("/");
    return pair->now != OUTLINE_NONE ? outline_path(&m->now->outline, m->arena, pair->now)
                                     : outline_path(&m->old->outline, m->arena, pair->old);
}

/* One of its directories has at least a third of what changed: those tell more. */
static bool is_split(const Merge *m, const Pair *pair)
{
    Growth whole = growth_at(m, pair);
    for (uint32_t i = pair->first; i < pair->first + pair->count; i++) {
        Growth part = growth_at(m, &m->pairs.at[i]);
        if (is_told(m, &m->pairs.at[i]) && is_directory(m, &m->pairs.at[i]) &&
            growth_change(&part) >= growth_change(&whole) / 3)
            return true;
    }
    return false;
}

/* Its directories are looked at in turn; what is left is a row. */
static void split(Merge *m, uint32_t id, Numbers *open, Growths *rows)
{
    const Pair *pair = &m->pairs.at[id];
    Growth rest = growth_at(m, pair);
    rest.rest = true;
    for (uint32_t i = pair->first; i < pair->first + pair->count; i++) {
        const Pair *child = &m->pairs.at[i];
        if (!is_told(m, child) || !is_directory(m, child))
            continue;
        Growth part = growth_at(m, child);
        rest.old -= part.old;
        rest.now -= part.now;
        rest.slack += part.slack;
        *PUSH(m->scratch, open) = i;
    }
    if (!growth_is_told(&rest))
        return;
    rest.name = path_of(m, id);
    *PUSH(m->arena, rows) = rest;
}

static void list_directories(Merge *m, Growths *rows)
{
    Numbers open = {0};
    *PUSH(m->scratch, &open) = 0;
    while (open.len > 0) {
        uint32_t id = open.at[--open.len];
        const Pair *pair = &m->pairs.at[id];
        Growth at = growth_at(m, pair);
        if (is_split(m, pair)) {
            split(m, id, &open, rows);
        } else if (growth_is_told(&at)) {
            at.name = path_of(m, id);
            *PUSH(m->arena, rows) = at;
        }
    }
    growths_sort(rows);
}

static void list_files(Merge *m, Growths *rows)
{
    for (uint32_t id = 1; id < m->pairs.len; id++) {
        const Pair *pair = &m->pairs.at[id];
        if (is_directory(m, pair) || !is_told(m, pair))
            continue;
        Growth at = growth_at(m, pair);
        at.name = path_of(m, id);
        *PUSH(m->arena, rows) = at;
    }
    growths_sort(rows);
}

void compare_paths(Arena *arena, const Snapshot *old, const Snapshot *now, Growths *directories,
                   Growths *files)
{
    Merge m = {.arena = arena, .scratch = arena_open(), .old = old, .now = now};
    *PUSH(m.scratch, &m.pairs) = (Pair){0};
    for (uint32_t id = 0; id < m.pairs.len; id++)
        add_children(&m, id);
    list_directories(&m, directories);
    list_files(&m, files);
    arena_close(m.scratch);
}
