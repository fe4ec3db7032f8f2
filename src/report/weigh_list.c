/* Every entry of every layer, a line each, apart by tabs. */
#include "base/utf8.h"
#include "report/weigh.h"
#include "text/glob.h"

typedef struct {
    WeighRun *run;
    const ImageCost *cost;
    uint32_t *deaths; /* of each entry of the layer being listed: its death, from 1 */
} Printer;

static const char *kind_name(uint8_t kind)
{
    static const char *const names[] = {
        [ENTRY_FILE] = "file",     [ENTRY_DIR] = "dir",         [ENTRY_SYMLINK] = "symlink",
        [ENTRY_HARDLINK] = "link", [ENTRY_CHAR] = "chr",        [ENTRY_BLOCK] = "blk",
        [ENTRY_FIFO] = "fifo",     [ENTRY_UNKNOWN] = "unknown",
    };
    return names[kind];
}

/* "live", the cause and the killer of what is dead, "-" of what stores nothing. */
static void add_state(const Printer *printer, uint32_t entry, const LayerEntry *at)
{
    Buf *out = printer->run->out;
    uint32_t number = printer->deaths[entry];
    const Death *death = number > 0 ? &printer->cost->deaths.at[number - 1] : NULL;
    if (death)
        buf_fmt(out, "%.*s\t%u", STR_ARG(cause_id(death->cause)), (unsigned)death->killer);
    else
        buf_fmt(out, "%s\t-", at->stored > 0 ? "live" : "-");
}

static void add_entry(const Printer *printer, uint32_t layer, uint32_t entry, Str path)
{
    Buf *out = printer->run->out;
    const ImageCost *cost = printer->cost;
    const LayerEntry *at = cost_entry(cost, layer, entry);
    const LayerRecord *record = cost->image->layers.at[layer].blob->record;
    const EntryMeta *meta = layer_meta(record, at->meta);
    buf_fmt(out, "%u\t", (unsigned)layer);
    add_state(printer, entry, at);
    buf_fmt(out, "\t%s\t%04o\t%llu\t%llu\t%llu\t%llu\t%llu\t", kind_name(at->kind),
            (unsigned)meta->mode, (unsigned long long)meta->uid, (unsigned long long)meta->gid,
            (unsigned long long)at->stored, (unsigned long long)layer_logical(record, entry),
            (unsigned long long)layer_cost(record, entry));
    if (cost->image->layers.at[layer].has_wire)
        buf_fmt(out, "%llu\t", (unsigned long long)entry_wire(cost, layer, entry));
    else
        buf_add(out, STR("-\t"));
    buf_visible(out, path);
    buf_char(out, '\t');
    buf_visible(out, layer_target(record, at));
    buf_char(out, '\n');
}

static void add_layer(Printer *printer, uint32_t layer)
{
    WeighRun *run = printer->run;
    const ImageCost *cost = printer->cost;
    ArenaMark mark = arena_mark(run->scratch);
    uint32_t entries = (uint32_t)cost->layers[layer].entries;
    printer->deaths = NEW_ARRAY(run->scratch, (size_t)entries + 1, uint32_t);
    for (uint32_t i = 0; i < cost->deaths.len; i++)
        if (cost->deaths.at[i].layer == layer)
            printer->deaths[cost->deaths.at[i].entry] = i + 1;
    for (uint32_t i = 0; i < entries; i++) {
        ArenaMark line = arena_mark(run->scratch);
        Str path = entry_path(cost, run->scratch, layer, i);
        if (run->path.len == 0 || glob_match(run->path, path))
            add_entry(printer, layer, i, path);
        run->relieve(run->context);
        arena_rewind(run->scratch, line);
    }
    arena_rewind(run->scratch, mark);
}

static void add_image(WeighRun *run, const WeighedImage *image)
{
    Printer printer = {.run = run, .cost = image->cost};
    for (uint32_t layer = 0; layer < image->cost->layer_count; layer++)
        if (run->layer < 0 || run->layer == (long)layer)
            add_layer(&printer, layer);
}

static void start(WeighRun *run)
{
    buf_add(run->out, STR("#layer\tstate\tby\tkind\tmode\tuid\tgid\tcontent\tlogical\ttar\t~wire\t"
                          "path\ttarget\n"));
}

const WeighFormat weigh_list = {"list", start, add_image, NULL};
