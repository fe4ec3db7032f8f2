#include "compare/parts.h"

enum { LONGEST_INSTRUCTION = 160 };

/* Digests of what is copied change with the files: "COPY file:1d2... in /app". */
static bool is_digest(Str word)
{
    static const char *const kinds[] = {"file:", "dir:", "multi:"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str kind = str_from(kinds[i]);
        size_t at = kind.len;
        if (!str_starts(word, kind))
            continue;
        while (at < word.len && char_is_hex(word.at[at]))
            at++;
        return at == word.len && at >= kind.len + 32;
    }
    return false;
}

static uint64_t hash_of(Arena *scratch, Str instruction)
{
    Buf words;
    buf_init(&words, scratch);
    while (instruction.len > 0) {
        StrCut cut = str_cut(instruction, ' ');
        instruction = cut.tail;
        if (cut.head.len == 0 || is_digest(cut.head))
            continue;
        buf_add(&words, cut.head);
        buf_char(&words, ' ');
    }
    return str_hash(buf_str(&words));
}

static Str cut_short(Arena *arena, Str text)
{
    if (text.len <= LONGEST_INSTRUCTION)
        return text;
    size_t end = LONGEST_INSTRUCTION;
    while (end > 0 && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    return str_joined(arena, str_head(text, end), STR("…"));
}

static SnapshotLayer layer_of(Arena *arena, const ImageCost *cost, size_t index)
{
    const ImageLayer *layer = &cost->image->layers.at[index];
    const LayerCost *costs = &cost->layers[index];
    Str instruction = layer->history ? layer->history->command : (Str){0};
    if (layer->history && instruction.len == 0)
        instruction = layer->history->comment;
    return (SnapshotLayer){.diff_id = layer->diff_id,
                           .instruction = cut_short(arena, instruction),
                           .hash = hash_of(arena, instruction),
                           .has_wire = layer->has_wire,
                           .wire = layer->wire,
                           .tar = costs->tar,
                           .content = costs->content,
                           .dead = costs->dead};
}

/* What the database of the distribution says stands first. */
static void add_installed(Arena *arena, Snapshot *snapshot, const ImageCost *cost)
{
    InstalledPackages installed;
    const char *kind;
    snapshot->databases = packages_installed(arena, cost, &installed, &kind);
    for (size_t i = 0; snapshot->databases && i < installed.len; i++) {
        Buf name;
        buf_init(&name, arena);
        buf_fmt(&name, "%s %.*s", kind, STR_ARG(installed.at[i].name));
        *PUSH(arena, &snapshot->packages) =
            (Weight){buf_str(&name), installed.at[i].live, installed.at[i].version};
    }
}

const Snapshot *snapshot_of(Arena *arena, const ImageCost *cost)
{
    Snapshot *snapshot = NEW(arena, Snapshot);
    const Image *image = cost->image;
    *snapshot = (Snapshot){.config_digest = image->config_digest,
                           .platform = image->platform,
                           .complete = cost->complete,
                           .base_layers = image->base_layers,
                           .has_wire = cost->has_wire,
                           .content = cost->content,
                           .tar = cost->tar,
                           .wire = cost->wire,
                           .live = cost->live,
                           .wasted = cost->wasted,
                           .hidden = cost->hidden,
                           .duplicate = cost->duplicate,
                           .unpacked = cost->unpacked,
                           .files = cost->files,
                           .entries = cost->entries};
    for (size_t i = 0; i < cost->layer_count && i < MOST_SNAPSHOT_LAYERS; i++)
        *PUSH(arena, &snapshot->layers) = layer_of(arena, cost, i);
    for (size_t i = 0; i < cost->categories.len; i++)
        if (cost->categories.at[i].live > 0)
            *PUSH(arena, &snapshot->categories) = (Weight){
                .name = str_from(cost->categories.at[i].id), .bytes = cost->categories.at[i].live};
    weights_sort(&snapshot->categories);
    snapshot->outline = outline_of(arena, cost);
    snapshot->packages = packages_of(arena, &snapshot->outline);
    add_installed(arena, snapshot, cost);
    weights_sort(&snapshot->packages);
    return snapshot;
}
