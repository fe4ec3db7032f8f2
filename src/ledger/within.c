#include "ledger/within.h"

#include "ledger/bodies.h"

/* How many parts of the place lead to a directory; or one of: */
enum { OUTSIDE = UINT16_MAX, INSIDE = UINT16_MAX - 1 };

typedef struct {
    uint16_t *at; /* of each directory; NULL until the layer is asked about */
    bool reached; /* the place, or what it lies in, is there */
} Directories;

struct Within {
    Arena *arena;
    const Effect *effect;
    const ImageCost *cost;
    Strs parts; /* of the place; of a glob only the directories before it */
    Directories *of_layer;
};

static bool is_special(char c)
{
    return strchr("*?[\\{", c) != NULL;
}

Within *within_open(Arena *arena, const Effect *effect, const ImageCost *cost)
{
    Within *within = NEW(arena, Within);
    *within = (Within){.arena = arena, .effect = effect, .cost = cost};
    within->of_layer = NEW_ARRAY(arena, cost->layer_count + 1, Directories);
    Str place = effect->path.text;
    if (effect->glob) {
        size_t end = 0;
        while (end < place.len && !is_special(place.at[end]))
            end++;
        end = str_rfind_char(str_head(place, end), '/');
        place = str_head(place, end);
    }
    for (StrCut cut = {.tail = place, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '/');
        if (cut.head.len > 0)
            *PUSH(arena, &within->parts) = cut.head;
    }
    return within;
}

/* Behind one more name. */
static uint16_t step(const Within *within, uint16_t above, const char *name)
{
    if (above == INSIDE || above == OUTSIDE)
        return above;
    if (!str_eq(within->parts.at[above], str_from(name)))
        return OUTSIDE;
    return above + 1u == within->parts.len ? INSIDE : (uint16_t)(above + 1);
}

static uint16_t start(const Within *within)
{
    if (within->parts.len == 0)
        return INSIDE;
    return within->parts.len < INSIDE ? 0 : OUTSIDE;
}

static const Directories *directories(Within *within, size_t layer)
{
    Directories *dirs = &within->of_layer[layer];
    if (dirs->at)
        return dirs;
    const LayerRecord *record = bodies_record(within->cost, layer);
    uint32_t count = layer_dirs(record);
    dirs->at = NEW_ARRAY(within->arena, count, uint16_t);
    for (uint32_t i = 0; i < count; i++) {
        const LayerDir *dir = layer_dir(record, i);
        uint16_t at = i == 0 ? start(within) : step(within, dirs->at[dir->parent], dir->name);
        dirs->at[i] = at;
        dirs->reached |= at == INSIDE || at + 1u == within->parts.len;
    }
    return dirs;
}

bool within_reaches(Within *within, size_t layer)
{
    return directories(within, layer)->reached;
}

bool within_holds(Within *within, size_t layer, uint32_t entry)
{
    const LayerRecord *record = bodies_record(within->cost, layer);
    const LayerEntry *from = layer_entry(record, entry);
    uint16_t at = directories(within, layer)->at[from->dir];
    if (step(within, at, layer_name(record, from)) != INSIDE)
        return false;
    if (!within->effect->glob)
        return true;
    ArenaMark mark = arena_mark(within->arena);
    Str path = layer_path(record, within->arena, entry);
    bool holds = effect_holds(within->effect, str_joined(within->arena, STR("/"), path));
    arena_rewind(within->arena, mark);
    return holds;
}
