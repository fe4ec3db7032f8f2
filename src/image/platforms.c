#include "image/platforms.h"

#include "image/config.h"
#include "image/record.h"

/* While a part is taken out of the whole. */
typedef struct {
    Arena *arena;
    const LayerRecord *whole;
    LayerRecord *part;
    uint32_t top;   /* the directory of the platform */
    uint32_t *dirs; /* of each directory of the whole: its number in the part */
    uint64_t start, end;
    size_t sparse, elf, body; /* of the whole: the next ones */
} Taking;

/* ---- "linux_arm_v7" ---- */

/* Empty when it is no name of a platform. */
static Str platform_of(Arena *arena, Str name)
{
    static const Str systems = STR_INIT("linux windows darwin freebsd wasip1 wasi");
    static const Str machines = STR_INIT(
        "amd64 arm64 arm 386 ppc64le ppc64 s390x riscv64 mips64le mips64 mips mipsle loong64 wasm");
    StrCut system = str_cut(name, '_'), machine = str_cut(system.tail, '_');
    if (!str_listed(systems, system.head) || !str_listed(machines, machine.head))
        return (Str){0};
    return platform_text(arena, system.head, machine.head, machine.tail);
}

static bool is_attestation(const LayerRecord *whole, const LayerEntry *entry)
{
    Str name = str_from(layer_name(whole, entry));
    return entry->kind == ENTRY_FILE && str_ends(name, STR(".json")) &&
           (str_starts(name, STR("sbom")) || str_starts(name, STR("provenance")));
}

/* ---- a part ---- */

/* Hard links are named from the root of the whole. */
static Str target_of(const Taking *taking, const LayerEntry *entry)
{
    Str whole = layer_target(taking->whole, entry), target = whole;
    if (entry->kind != ENTRY_HARDLINK)
        return whole;
    Str top =
        str_joined(taking->arena, str_from(layer_dir(taking->whole, taking->top)->name), STR("/"));
    while (str_starts(target, STR("/")) || str_starts(target, STR("./")))
        target = str_tail(target, str_find_char(target, '/') + 1);
    return str_starts(target, top) ? str_tail(target, top.len) : whole;
}

/* What is kept beside the entries, each list in their order. */
static void take_beside(Taking *taking, uint32_t index, uint32_t as)
{
    const LayerRecord *whole = taking->whole;
    LayerRecord *part = taking->part;
    while (taking->sparse < whole->sparse.len && whole->sparse.at[taking->sparse].entry < index)
        taking->sparse++;
    if (taking->sparse < whole->sparse.len && whole->sparse.at[taking->sparse].entry == index)
        *PUSH(taking->arena, &part->sparse) =
            (SparseSize){as, whole->sparse.at[taking->sparse].logical};
    while (taking->elf < whole->elves.len && whole->elves.at[taking->elf].entry < index)
        taking->elf++;
    if (taking->elf < whole->elves.len && whole->elves.at[taking->elf].entry == index)
        *PUSH(taking->arena, &part->elves) = (ElfFile){as, whole->elves.at[taking->elf].extra};
    while (taking->body < whole->bodies.len && whole->bodies.at[taking->body].entry < index)
        taking->body++;
    if (taking->body < whole->bodies.len && whole->bodies.at[taking->body].entry == index)
        *PUSH(taking->arena, &part->bodies) = (LayerBody){as, whole->bodies.at[taking->body].body};
}

static void take_entry(Taking *taking, uint32_t index)
{
    const LayerEntry *from = layer_entry(taking->whole, index);
    LayerSums *sums = &taking->part->sums;
    LayerEntry *entry =
        record_entry(taking->part, layer_start(taking->whole, index) - taking->start);
    *entry = *from;
    bool root = from->dir == DIR_ROOT; /* the directory of the platform itself */
    entry->flags |= root ? ENTRY_ROOT : 0;
    entry->dir = taking->dirs[from->dir];
    record_name(taking->part, entry, root ? STR("") : str_from(layer_name(taking->whole, from)),
                target_of(taking, from));
    take_beside(taking, index, sums->entries - 1);
    sums->content += entry->stored;
    sums->logical += layer_logical(taking->whole, index);
}

/* Parents come before their children. */
static void take_dirs(Taking *taking)
{
    uint32_t count = layer_dirs(taking->whole);
    taking->dirs = NEW_ARRAY(taking->arena, count, uint32_t);
    bool *below = NEW_ARRAY(taking->arena, count, bool);
    below[taking->top] = true;
    for (uint32_t dir = taking->top + 1; dir < count; dir++) {
        const LayerDir *at = layer_dir(taking->whole, dir);
        below[dir] = below[at->parent];
        if (below[dir])
            taking->dirs[dir] =
                record_dir(taking->part, taking->dirs[at->parent], str_from(at->name));
    }
}

static LayerRecord *take(Arena *arena, const LayerRecord *whole, uint32_t top, uint32_t first,
                         uint32_t end)
{
    Taking taking = {.arena = arena, .whole = whole, .top = top};
    const LayerSums *sums = layer_sums(whole);
    LayerRecord *part = taking.part = record_new(arena, whole->key, whole->wish);
    taking.start = layer_start(whole, first);
    taking.end = end < sums->entries ? layer_start(whole, end) : sums->tar - sums->trailer;
    part->lies = whole->lies;
    part->ground = ground_part(&whole->ground, taking.start, taking.end - taking.start);
    part->metas = whole->metas;
    part->warnings = whole->warnings;
    part->sums.tar = taking.end - taking.start;
    part->sums.whole = sums->whole;
    take_dirs(&taking);
    for (uint32_t i = first; i < end; i++)
        take_entry(&taking, i);
    record_end(part);
    return part;
}

/* ---- the whole ---- */

static uint32_t *tops_of(Arena *arena, const LayerRecord *whole)
{
    uint32_t count = layer_dirs(whole);
    uint32_t *tops = NEW_ARRAY(arena, count, uint32_t);
    for (uint32_t dir = 1; dir < count; dir++) {
        uint32_t parent = layer_dir(whole, dir)->parent;
        tops[dir] = parent == DIR_ROOT ? dir : tops[parent];
    }
    return tops;
}

/* The name of the directory below the root in which it lies, or which it is. */
static Str top_name(const LayerRecord *whole, const uint32_t *tops, const LayerEntry *entry)
{
    if (entry->dir != DIR_ROOT)
        return str_from(layer_dir(whole, tops[entry->dir])->name);
    return entry->kind == ENTRY_DIR ? str_from(layer_name(whole, entry)) : (Str){0};
}

static bool is_among(const PlatformParts *parts, Str platform)
{
    for (size_t i = 0; i < parts->len; i++)
        if (str_eq(parts->at[i].platform, platform))
            return true;
    return false;
}

/* How far the directory goes that begins at an entry; false when it is none of a platform. */
static bool add_part(Arena *arena, const LayerRecord *whole, const uint32_t *tops, uint32_t *index,
                     PlatformParts *parts)
{
    uint32_t first = *index, count = layer_sums(whole)->entries, top = DIR_ROOT;
    Str name = top_name(whole, tops, layer_entry(whole, first));
    Str platform = platform_of(arena, name);
    if (platform.len == 0 || is_among(parts, platform))
        return false;
    for (; *index < count; ++*index) {
        const LayerEntry *entry = layer_entry(whole, *index);
        if (!str_eq(top_name(whole, tops, entry), name))
            break;
        top = entry->dir != DIR_ROOT ? tops[entry->dir] : top;
    }
    if (top != DIR_ROOT)
        *PUSH(arena, parts) = (PlatformPart){platform, take(arena, whole, top, first, *index)};
    return true;
}

PlatformParts platforms_split(Arena *arena, const LayerRecord *whole)
{
    PlatformParts parts = {0};
    Arena *scratch = arena_open();
    const uint32_t *tops = tops_of(scratch, whole);
    uint32_t count = layer_sums(whole)->entries;
    for (uint32_t i = 0; i < count;) {
        const LayerEntry *entry = layer_entry(whole, i);
        bool beside = entry->dir == DIR_ROOT &&
                      ((entry->flags & ENTRY_ROOT) != 0 || is_attestation(whole, entry));
        if (beside) {
            parts.beside += entry->stored;
            i++;
        } else if (!add_part(arena, whole, tops, &i, &parts)) {
            parts = (PlatformParts){0};
            break;
        }
    }
    arena_close(scratch);
    return parts;
}
