#include "base/utf8.h"
#include "report/bill.h"
#include "report/table.h"

enum { LONGEST_NAME = 100, COLUMN = 9, WIDE = 140 };

typedef struct {
    WeighRun *run;
    Buf *out;
    const WeighedImage *image;
    const ImageCost *cost;
} Text;

/* ---- words ---- */

static Str bytes(const Text *text, uint64_t count)
{
    Buf buf;
    buf_init(&buf, text->run->scratch);
    weigh_bytes(text->run, &buf, count);
    return buf_str(&buf);
}

static Str wire(const Text *text, bool known, uint64_t count, uint64_t about)
{
    Buf buf;
    buf_init(&buf, text->run->scratch);
    weigh_wire(text->run, &buf, known, count, about);
    return buf_str(&buf);
}

/* What may be more, since a layer is missing or damaged. */
static Str at_least(const Text *text, uint64_t count)
{
    Str all = bytes(text, count);
    return text->cost->complete ? all : str_joined(text->run->scratch, STR(">= "), all);
}

static void say(const Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(const Text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vfmt(text->out, format, args);
    va_end(args);
}

static const char *plural(uint64_t count)
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
    say(&answer, "%.*s of content", STR_ARG(at_least(text, cost->content)));
    if (cost->wasted > 0)
        say(&answer, ", %.*s of it wasted (%.0f %%)", STR_ARG(at_least(text, cost->wasted)),
            100 * (1 - cost->efficiency));
    else
        say(&answer, ", none of it wasted");
    if (safe > 0)
        say(&answer, "; %.*s %scould surely be left out", STR_ARG(at_least(text, safe)),
            cost->wasted > 0 ? "more " : "");
    ink(text->out, &text->run->terminal, cost->wasted > 0 ? INK_WARNING : INK_HELP,
        buf_str(&sentence));
    say(text, "\n\n");
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

static const char *state_of(const ImageLayer *layer)
{
    static const char *const states[] = {
        [LAYER_READ] = "",
        [LAYER_MISSING] = "(not in the archive) ",
        [LAYER_FOREIGN] = "(fetched from elsewhere) ",
        [LAYER_OPAQUE] = "(encrypted, or no tar) ",
    };
    return states[layer->state];
}

/* What another tool calls its size; only the registry's needs the bytes over the wire. */
static Str as_tool(const Text *text, bool has_wire, const uint64_t *as, bool all)
{
    if (text->run->as == AS_REGISTRY && !has_wire)
        return STR("-");
    uint64_t count = as[text->run->as];
    return all ? at_least(text, count) : bytes(text, count);
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
    Buf number;
    buf_init(&number, text->run->scratch);
    buf_fmt(&number, "%zu", index);
    row.cells[0] = buf_str(&number);
    row.cells[1] = wire(text, stored->has_wire, stored->wire, stored->wire_about);
    if (layer->known) {
        row.cells[2] = bytes(text, layer->tar);
        row.cells[3] = bytes(text, layer->content);
        row.cells[4] = layer->dead > 0 ? bytes(text, layer->dead) : STR("-");
    }
    if (text->run->as >= 0)
        row.cells[5] = as_tool(text, stored->has_wire, layer->as, false);
    Buf made;
    buf_init(&made, text->run->scratch);
    buf_add(&made, str_from(state_of(stored)));
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
    TableRow row = {.cells = {STR("total"),
                              wire(text, cost->has_wire, cost->wire, cost->wire_about),
                              at_least(text, cost->tar), at_least(text, cost->content),
                              at_least(text, cost->wasted)}};
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

/* ---- what was lost ---- */

static void add_layer_name(const Text *text, size_t layer)
{
    size_t room = text->run->terminal.width >= WIDE ? 40 : 24;
    Str maker = weigh_maker(text->run->scratch, text->image, layer);
    say(text, "layer %zu", layer);
    if (maker.len > 0)
        say(text, " `%.*s`", STR_ARG(table_line(text->run->scratch, maker, room)));
}

/* What became of it: "deleted by layer 1 `rm -r x`". */
static void add_end(const Text *text, const Loss *loss)
{
    static const char *const changes[] = {
        [META_SAME] = "",
        [META_MODE] = ", another mode",
        [META_OWNER] = ", another owner",
        [META_XATTRS] = ", another extended attribute",
    };
    static const char *const fates[][2] = {
        [CAUSE_DELETED] = {"deleted by ", ""},
        [CAUSE_OPAQUE] = {"hidden by ", ", which starts its directory anew"},
        [CAUSE_SHADOWED] = {"replaced by ", " with something of another kind"},
        [CAUSE_OVERWRITTEN] = {"overwritten by ", ""},
        [CAUSE_METADATA] = {"stored again by ", ": the same content"},
        [CAUSE_IDENTICAL] = {"stored again by ", " unchanged"},
    };
    if (loss->cause > CAUSE_IDENTICAL) {
        say(text, "of no use: %.*s", STR_ARG(cause_id(loss->cause)));
        return;
    }
    say(text, "%s", fates[loss->cause][0]);
    add_layer_name(text, loss->killer);
    say(text, "%s", fates[loss->cause][1]);
    if (loss->cause == CAUSE_METADATA)
        say(text, "%s", changes[loss_change(text->cost, loss)]);
}

/* What would have stored it once; empty when nothing surely would. */
static Str spared_by(const Text *text, const Loss *loss)
{
    Str maker = weigh_maker(text->run->scratch, text->image, loss->layer);
    if (loss->cause != CAUSE_METADATA || loss->layer < text->cost->image->base_layers ||
        !(str_starts(maker, STR("COPY ")) || str_starts(maker, STR("ADD "))))
        return (Str){0};
    MetaChange change = loss_change(text->cost, loss);
    return change == META_OWNER  ? STR("COPY --chown stores it once")
           : change == META_MODE ? STR("COPY --chmod stores it once")
                                 : (Str){0};
}

static bool is_lazy_index(const Text *text, const Loss *loss)
{
    return weigh_lazy(&text->cost->image->layers.at[loss->layer]) &&
           str_listed(STR("stargz.index.json .prefetch.landmark .no.prefetch.landmark"),
                      loss_path(text->cost, text->run->scratch, loss));
}

/* What is said about a loss, part by part; lines are broken between them. */
static Strs parts_of(const Text *text, const Loss *loss)
{
    Strs parts = {0};
    Arena *arena = text->run->scratch;
    Buf stored, end;
    Text part = *text;
    part.out = &stored;
    buf_init(&stored, arena);
    buf_init(&end, arena);
    bool again = loss->cause == CAUSE_DUPLICATE_ENTRY;
    say(&part, "stored %s", again ? "more than once by " : "by ");
    add_layer_name(&part, loss->layer);
    *PUSH(arena, &parts) = buf_str(&stored);
    if (again)
        return parts;
    if (is_lazy_index(text, loss))
        *PUSH(arena, &parts) = STR("for lazy pulling, and each such layer has its own");
    part.out = &end;
    add_end(&part, loss);
    *PUSH(arena, &parts) = buf_str(&end);
    Str spared = spared_by(text, loss);
    if (spared.len > 0)
        *PUSH(arena, &parts) = spared;
    return parts;
}

static void add_lost(const Text *text, const Loss *loss)
{
    buf_visible(text->out, loss_path(text->cost, text->run->scratch, loss));
    if (loss->files > 1)
        say(text, ", %u files", (unsigned)loss->files);
}

void weigh_loss(WeighRun *run, const WeighedImage *image, const Loss *loss)
{
    Text text = {run, run->out, image, image->cost};
    Strs parts = parts_of(&text, loss);
    weigh_bytes(run, run->out, loss->bytes);
    say(&text, " of ");
    add_lost(&text, loss);
    for (size_t i = 0; i < parts.len; i++)
        say(&text, "%s%.*s", i == 0 ? ": " : ", ", STR_ARG(parts.at[i]));
}

static void add_loss(const Text *text, const Loss *loss, size_t column)
{
    Strs parts = parts_of(text, loss);
    Str size = bytes(text, loss->bytes);
    size_t start = text->out->len, width = text->run->terminal.width, used = 0, all = 0;
    buf_repeat(text->out, ' ', column - size.len);
    say(text, "%.*s  ", STR_ARG(size));
    add_lost(text, loss);
    used = text_width(str_tail(buf_str(text->out), start));
    for (size_t i = 0; i < parts.len; i++)
        all += text_width(parts.at[i]) + 2;
    bool breaks = used + all > width;
    for (size_t i = 0; i < parts.len; i++) {
        size_t room = text_width(parts.at[i]) + 3;
        bool anew = breaks && (i == 0 || used + room > width);
        if (anew) {
            say(text, "%s\n", i == 0 ? "" : ",");
            buf_repeat(text->out, ' ', used = column + 4);
        } else {
            say(text, "%s", i == 0 ? ": " : ", ");
        }
        buf_add(text->out, parts.at[i]);
        used += room - 1;
    }
    say(text, "\n");
}

static void add_losses(const Text *text)
{
    const Losses *losses = &text->cost->losses;
    size_t column = COLUMN;
    if (losses->len == 0)
        return;
    say(text, "\n");
    ink(text->out, &text->run->terminal, INK_BOLD, STR("wasted"));
    say(text, "\n");
    for (size_t i = 0; i < losses->len && i < text->run->top; i++) {
        size_t width = bytes(text, losses->at[i].bytes).len;
        column = width > column ? width : column;
    }
    for (size_t i = 0; i < losses->len && i < text->run->top; i++)
        add_loss(text, &losses->at[i], column);
    if (losses->len > text->run->top)
        say(text, "%*sand %zu more (--top 0 for all)\n", (int)column + 2, "",
            losses->len - text->run->top);
}

/* ---- what could be left out ---- */

/* The layers that have most of it. */
static void add_where(const Text *text, const CategoryCost *category)
{
    const char *before = "layer";
    for (size_t i = 0; i < text->cost->layer_count; i++) {
        if (category->layers[i] < category->live / 10 + 1)
            continue;
        say(text, "%s %zu", before, i);
        before = ",";
    }
}

static void add_category(const Text *text, const CategoryCost *category, size_t column)
{
    Str size = bytes(text, category->live);
    buf_repeat(text->out, ' ', column - size.len);
    say(text, "%.*s  %-19s %-6s  ", STR_ARG(size), category->id, reclaim_names[category->level]);
    add_where(text, category);
    say(text, ": %s", category->advice);
    if (category->dead > 0)
        say(text, "; %.*s more are wasted already", STR_ARG(bytes(text, category->dead)));
    say(text, "\n");
}

static void add_reclaimable(const Text *text)
{
    const ImageCost *cost = text->cost;
    size_t column = COLUMN;
    if (cost->categories.len == 0 || cost->categories.at[0].live == 0)
        return;
    say(text, "\n");
    ink(text->out, &text->run->terminal, INK_BOLD, STR("could be left out"));
    say(text,
        ", though not by a later layer: %.*s surely, %.*s likely, "
        "%.*s to be looked at\n",
        STR_ARG(bytes(text, cost->reclaimable[RECLAIM_SAFE])),
        STR_ARG(bytes(text, cost->reclaimable[RECLAIM_LIKELY])),
        STR_ARG(bytes(text, cost->reclaimable[RECLAIM_REVIEW])));
    if (bytes(text, cost->categories.at[0].live).len > column)
        column = bytes(text, cost->categories.at[0].live).len;
    size_t shown = 0, live = 0;
    for (size_t i = 0; i < cost->categories.len; i++)
        live += cost->categories.at[i].live > 0;
    for (; shown < live && shown < text->run->top; shown++)
        add_category(text, &cost->categories.at[shown], column);
    if (live > shown)
        say(text, "%*sand %zu more (--top 0 for all)\n", (int)column + 2, "", live - shown);
}

/* ---- the sums ---- */

static void add_efficiency(const Text *text)
{
    const ImageCost *cost = text->cost;
    say(text, "efficiency %.2f %%", 100 * cost->efficiency);
    if (cost->wasted > 0)
        say(text, ": %.*s of the content are dead", STR_ARG(at_least(text, cost->wasted)));
    if (cost->hidden > 0)
        say(text, ", of which %.*s are hidden: gone for the container, there for who pulls it",
            STR_ARG(at_least(text, cost->hidden)));
    say(text, "\n");
}

static void add_user(const Text *text)
{
    const ImageCost *cost = text->cost;
    size_t base = cost->image->base_layers;
    if (base == 0)
        return;
    say(text, "above the base, which is layer 0");
    if (base > 1)
        say(text, " to %zu", base - 1);
    say(text, " (%s): content %.*s, wasted %.*s, efficiency %.2f %%\n", cost->image->base_rule,
        STR_ARG(at_least(text, cost->user_total)), STR_ARG(at_least(text, cost->user_wasted)),
        100 * cost->user_efficiency);
}

static void add_twins(const Text *text)
{
    const ImageCost *cost = text->cost;
    if (cost->duplicate == 0)
        return;
    say(text, "duplicates: %.*s in files that hold the same bytes",
        STR_ARG(bytes(text, cost->duplicate)));
    if (cost->twins.len > 0) {
        const Twins *most = &cost->twins.at[0];
        say(text, ", most of all ");
        buf_visible(text->out, entry_path(cost, text->run->scratch, most->layer, most->entry));
        say(text, ", %u files of %.*s", (unsigned)most->files, STR_ARG(bytes(text, most->stored)));
    }
    say(text, "\n");
}

static void add_lazy(const Text *text)
{
    const ImageCost *cost = text->cost;
    const char *last = NULL;
    for (size_t i = 0; i < cost->layer_count; i++) {
        const char *kind = weigh_lazy(&cost->image->layers.at[i]);
        if (kind)
            say(text, last ? ", %zu" : "for lazy pulling: layer %zu", i);
        last = kind ? kind : last;
    }
    if (last)
        say(text, " (%s); %.*s over the wire are only there for that\n", last,
            STR_ARG(bytes(text, cost->lazy_index)));
}

static void add_sums(const Text *text)
{
    const ImageCost *cost = text->cost;
    say(text, "\n%llu file%s, %.*s unpacked\n", (unsigned long long)cost->files,
        plural(cost->files), STR_ARG(at_least(text, cost->unpacked)));
    add_efficiency(text);
    add_user(text);
    add_twins(text);
    if (cost->squashed < cost->tar) {
        say(text, "in one layer: a tar of %.*s, %.*s less", STR_ARG(at_least(text, cost->squashed)),
            STR_ARG(bytes(text, cost->tar - cost->squashed)));
        if (cost->has_wire)
            say(text, "; ~%.*s less over the wire", STR_ARG(bytes(text, cost->wire_wasted)));
        say(text, "\n");
    }
    add_lazy(text);
}

/* ---- an image ---- */

static void add_warnings(const Text *text, const Warnings *warnings)
{
    for (size_t i = 0; i < warnings->len; i++) {
        const Warning *warning = &warnings->at[i];
        ink(text->out, &text->run->terminal,
            warning_is_damage(warning->kind) ? INK_ERROR : INK_WARNING,
            warning_is_damage(warning->kind) ? STR("damage: ") : STR("warning: "));
        if (warning->layer != NO_LAYER)
            say(text, "layer %u: ", (unsigned)warning->layer);
        say(text, "%.*s", STR_ARG(warning_sentence(warning->kind)));
        if (warning->first.len > 0) {
            say(text, ": ");
            buf_add(text->out, table_line(text->run->scratch, warning->first, LONGEST_NAME));
        }
        if (warning->count > 1)
            say(text, " and %u more", (unsigned)warning->count - 1);
        say(text, " [%.*s]\n", STR_ARG(warning_id(warning->kind)));
    }
}

static void add_platforms(const Text *text, const char *what, const Strs *platforms)
{
    for (size_t i = 0; i < platforms->len; i++) {
        say(text, "%s", i == 0 ? what : ", ");
        buf_visible(text->out, platforms->at[i]);
    }
    if (platforms->len > 0)
        say(text, "\n");
}

/* What the archive has beside this image, or should have. */
static void add_archive(const Text *text)
{
    const Images *archive = text->image->archive;
    if (archive->platforms_left.len + archive->platforms_absent.len > 0 ||
        archive->attestation_bytes + archive->unreferenced_bytes > 0)
        say(text, "\n");
    add_platforms(text, "also there, with --platform: ", &archive->platforms_left);
    add_platforms(text, "named, but not in the archive: ", &archive->platforms_absent);
    if (archive->attestation_bytes > 0)
        say(text, "attestations: %.*s\n", STR_ARG(bytes(text, archive->attestation_bytes)));
    if (archive->unreferenced_bytes > 0)
        say(text, "blobs that nothing names: %.*s\n",
            STR_ARG(bytes(text, archive->unreferenced_bytes)));
}

static void add_all_warnings(const Text *text)
{
    const Warnings *of_archive = &text->image->archive->warnings;
    if (of_archive->len + text->cost->warnings.len > 0)
        say(text, "\n");
    add_warnings(text, of_archive);
    add_warnings(text, &text->cost->warnings);
}

static void add_image(WeighRun *run, const WeighedImage *image)
{
    Text text = {run, run->out, image, image->cost};
    weigh_title(run, image);
    add_answer(&text);
    add_layers(&text);
    add_sums(&text);
    add_losses(&text);
    if (image->bill)
        bill_text(run, image);
    add_reclaimable(&text);
    add_archive(&text);
    add_all_warnings(&text);
    weigh_budget_text(run, &image->budget);
    run->relieve(run->context);
}

const WeighFormat weigh_text = {"text", NULL, add_image, NULL};
