#include "report/weigh_text.h"

#include "base/utf8.h"
#include "report/bill.h"
#include "report/table.h"

/* ---- words ---- */

Str text_at_least(const Text *text, uint64_t count)
{
    Str all = weigh_bytes_of(text->run, count);
    return text->cost->complete ? all : str_joined(text->run->scratch, STR(">= "), all);
}

void text_say(const Text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vfmt(text->out, format, args);
    va_end(args);
}

const char *text_plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- the answer, in a sentence ---- */

static void add_answer(const Text *text)
{
    const ImageCost *cost = text->cost;
    uint64_t safe = cost->reclaimable[RECLAIM_SAFE];
    Buf sentence;
    Text answer = *text;
    buf_init(&sentence, text->run->scratch);
    answer.out = &sentence;
    text_say(&answer, "%.*s of content", STR_ARG(text_at_least(text, cost->content)));
    if (cost->wasted > 0)
        text_say(&answer, ", %.*s of it wasted (%.0f %%)",
                 STR_ARG(text_at_least(text, cost->wasted)), 100 * (1 - cost->efficiency));
    else
        text_say(&answer, ", none of it wasted");
    if (safe > 0)
        text_say(&answer, "; %.*s %scould surely be left out",
                 STR_ARG(weigh_bytes_of(text->run, safe)), cost->wasted > 0 ? "more " : "");
    ink(text->out, &text->run->terminal, cost->wasted > 0 ? INK_WARNING : INK_HELP,
        buf_str(&sentence));
    text_say(text, "\n\n");
}

/* ---- the table of layers ---- */

static TableRow heading(const Text *text)
{
    TableRow row = {.cells = {STR("layer"), STR("wire"), STR("tar"), STR("content"), STR("dead")},
                    .text = STR("made by")};
    if (text->run->as >= 0)
        row.cells[5] = str_from(tool_names[text->run->as]);
    return row;
}

/* What another tool calls its size; only the registry's needs the bytes over the wire. */
static Str as_tool(const Text *text, bool has_wire, const uint64_t *as, bool all)
{
    if (text->run->as == AS_REGISTRY && !has_wire)
        return STR("-");
    uint64_t count = as[text->run->as];
    return all ? text_at_least(text, count) : weigh_bytes_of(text->run, count);
}

static TableRow layer_row(const Text *text, size_t index, uint64_t most)
{
    const LayerCost *layer = &text->cost->layers[index];
    const ImageLayer *stored = &text->cost->image->layers.at[index];
    TableRow row = {.cells = {[1] = STR("-"), [2] = STR("?"), [3] = STR("?"), [4] = STR("?")},
                    .bar = true,
                    .most = most,
                    .full = layer->content,
                    .dead = layer->dead};
    Buf wire;
    buf_init(&wire, text->run->scratch);
    weigh_wire(text->run, &wire, stored->has_wire, stored->wire, stored->wire_about);
    row.cells[0] = weigh_number_of(text->run, index);
    row.cells[1] = buf_str(&wire);
    if (layer->known) {
        row.cells[2] = weigh_bytes_of(text->run, layer->tar);
        row.cells[3] = weigh_bytes_of(text->run, layer->content);
        row.cells[4] = layer->dead > 0 ? weigh_bytes_of(text->run, layer->dead) : STR("-");
    }
    if (text->run->as >= 0)
        row.cells[5] = as_tool(text, stored->has_wire, layer->as, false);
    Buf made;
    buf_init(&made, text->run->scratch);
    buf_add(&made, str_from(weigh_layer_state(stored)));
    buf_add(&made, stored->empty ? STR("(empty layer) ") : STR(""));
    buf_add(&made, stored->single_entry ? STR("(single entry) ") : STR(""));
    buf_add(&made, stored->history ? weigh_maker(text->run->scratch, text->image, index)
                                   : STR("(no history)"));
    row.text = buf_str(&made);
    return row;
}

static TableRow total_row(const Text *text)
{
    const ImageCost *cost = text->cost;
    Buf wire;
    buf_init(&wire, text->run->scratch);
    weigh_wire_of_all(text->run, &wire, cost);
    TableRow row = {.cells = {STR("total"), buf_str(&wire), text_at_least(text, cost->tar),
                              text_at_least(text, cost->content),
                              text_at_least(text, cost->wasted)}};
    if (text->run->as >= 0)
        row.cells[5] = as_tool(text, cost->has_wire, cost->as, true);
    return row;
}

static void add_layers(const Text *text)
{
    size_t count = text->cost->layer_count;
    Arena *arena = text->run->scratch;
    TableRows rows = {0};
    uint64_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = text->cost->layers[i].content > most ? text->cost->layers[i].content : most;
    *PUSH(arena, &rows) = heading(text);
    for (size_t i = 0; i < count; i++)
        *PUSH(arena, &rows) = layer_row(text, i, most);
    *PUSH(arena, &rows) = total_row(text);
    table_print(text->out, &text->run->terminal, arena, &rows);
}

/* ---- the sums ---- */

static void add_efficiency(const Text *text)
{
    const ImageCost *cost = text->cost;
    text_say(text, "efficiency %.2f %%", 100 * cost->efficiency);
    if (cost->wasted > 0)
        text_say(text, ": %.*s of the content are dead",
                 STR_ARG(text_at_least(text, cost->wasted)));
    if (cost->hidden > 0)
        text_say(text, ", of which %.*s are hidden: gone for the container, there for who pulls it",
                 STR_ARG(weigh_bytes_of(text->run, cost->hidden)));
    text_say(text, "\n");
}

enum { ID_SHOWN = 12 };

static void add_id(const Text *text, const char *before, Str digest, const char *whose)
{
    StrCut cut = str_cut(digest, ':');
    if (cut.tail.len == 0)
        return;
    text_say(text, "%s", before);
    buf_visible(text->out, str_head(cut.tail, ID_SHOWN));
    text_say(text, " %s", whose);
}

/* What engines call the image: what they keep it as differs. */
static void add_ids(const Text *text)
{
    const Image *image = text->cost->image;
    bool both = image->config_digest.len > 0 && image->manifest_digest.len > 0;
    add_id(text, "id ", image->config_digest, "for docker and podman");
    add_id(text, both ? ", " : "id ", image->manifest_digest, "for docker with containerd's store");
    if (image->config_digest.len > 0 || image->manifest_digest.len > 0)
        text_say(text, "\n");
}

static void add_base(const Text *text)
{
    const Image *image = text->cost->image;
    if (image->base_told) {
        text_say(text, "built on ");
        buf_visible(text->out, image->base_name.len ? image->base_name : image->base_digest);
        text_say(text, ", by its %s\n", image->base_told);
    } else if (image->materials.len > 0) {
        text_say(text, "built with %zu images, by its provenance\n", image->materials.len);
    }
}

static void add_user(const Text *text)
{
    const ImageCost *cost = text->cost;
    size_t base = cost->image->base_layers;
    if (base == 0)
        return;
    text_say(text, "above the base, which is layer 0");
    if (base > 1)
        text_say(text, " to %zu", base - 1);
    text_say(text, " (%s): content %.*s, wasted %.*s, efficiency %.2f %%\n", cost->image->base_rule,
             STR_ARG(text_at_least(text, cost->user_total)),
             STR_ARG(text_at_least(text, cost->user_wasted)), 100 * cost->user_efficiency);
}

static void add_twins(const Text *text)
{
    const ImageCost *cost = text->cost;
    if (cost->duplicate == 0)
        return;
    text_say(text, "duplicates: %.*s in files that hold the same bytes",
             STR_ARG(weigh_bytes_of(text->run, cost->duplicate)));
    if (cost->twins.len > 0) {
        const Twins *most = &cost->twins.at[0];
        text_say(text, ", most of all ");
        Str path = entry_path(cost, text->run->scratch, most->layer, most->entry);
        buf_visible(text->out, weigh_shown_path(text->run->scratch, text->image, path));
        text_say(text, ", %u files of %.*s", (unsigned)most->files,
                 STR_ARG(weigh_bytes_of(text->run, most->stored)));
    }
    text_say(text, "\n");
}

static void add_lazy(const Text *text)
{
    const ImageCost *cost = text->cost;
    const char *last = NULL;
    for (size_t i = 0; i < cost->layer_count; i++) {
        const char *kind = weigh_lazy(&cost->image->layers.at[i]);
        if (kind)
            text_say(text, last ? ", %zu" : "for lazy pulling: layer %zu", i);
        last = kind ? kind : last;
    }
    if (last)
        text_say(text, " (%s); %.*s over the wire are only there for that\n", last,
                 STR_ARG(weigh_bytes_of(text->run, cost->lazy_index)));
}

static void add_windows(const Text *text)
{
    if (!image_is_windows(text->cost->image))
        return;
    WindowsParts parts = cost_windows(text->cost);
    text_say(text, "C:\\ %.*s, registry %.*s, utility VM %.*s",
             STR_ARG(weigh_bytes_of(text->run, parts.files)),
             STR_ARG(weigh_bytes_of(text->run, parts.hives)),
             STR_ARG(weigh_bytes_of(text->run, parts.utility_vm)));
    if (parts.other > 0)
        text_say(text, ", elsewhere %.*s", STR_ARG(weigh_bytes_of(text->run, parts.other)));
    text_say(text, "\n");
}

static void add_sums(const Text *text)
{
    const ImageCost *cost = text->cost;
    text_say(text, "\n%llu file%s, %.*s unpacked\n", (unsigned long long)cost->files,
             text_plural(cost->files), STR_ARG(weigh_bytes_of(text->run, cost->unpacked)));
    add_windows(text);
    add_efficiency(text);
    add_base(text);
    add_user(text);
    add_twins(text);
    if (cost->squashed < cost->tar) {
        text_say(text, "in one layer: a tar of %.*s, %.*s less",
                 STR_ARG(weigh_bytes_of(text->run, cost->squashed)),
                 STR_ARG(weigh_bytes_of(text->run, cost->tar - cost->squashed)));
        if (cost->has_wire)
            text_say(text, "; ~%.*s less over the wire",
                     STR_ARG(weigh_bytes_of(text->run, cost->wire_wasted)));
        text_say(text, "\n");
    }
    add_lazy(text);
    add_ids(text);
}

/* ---- an image ---- */

static void add_image(WeighRun *run, const WeighedImage *image)
{
    Text text = {run, run->out, image, image->cost};
    weigh_title(run, image);
    add_answer(&text);
    add_layers(&text);
    add_sums(&text);
    text_losses(&text);
    text_copies(&text);
    if (image->bill)
        bill_text(run, image);
    text_reclaimable(&text);
    text_archive(&text);
    weigh_budget_text(run, &image->budget);
    run->relieve(run->context);
}

const WeighFormat weigh_text = {"text", NULL, add_image, NULL};
