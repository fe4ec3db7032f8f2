#include "base/utf8.h"
#include "report/table.h"
#include "report/weigh_text.h"

enum { COLUMN = 9, WIDE = 140, LONGEST_XATTR = 60 };

/* ---- what was lost ---- */

static void add_layer_name(const Text *text, size_t layer)
{
    size_t room = text->run->terminal.width >= WIDE ? 40 : 24;
    Str maker = weigh_maker(text->run->scratch, text->image, layer);
    text_say(text, "layer %zu", layer);
    if (maker.len > 0)
        text_say(text, " `%.*s`", STR_ARG(table_line(text->run->scratch, maker, room)));
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
        text_say(text, "of no use: %.*s", STR_ARG(cause_id(loss->cause)));
        return;
    }
    text_say(text, "%s", fates[loss->cause][0]);
    add_layer_name(text, loss->killer);
    text_say(text, "%s", fates[loss->cause][1]);
    if (loss->cause == CAUSE_METADATA)
        text_say(text, "%s", changes[loss_change(text->cost, loss)]);
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
           str_among(loss_path(text->cost, text->run->scratch, loss),
                     "stargz.index.json .prefetch.landmark .no.prefetch.landmark");
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
    text_say(&part, "stored %s", again ? "more than once by " : "by ");
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
    Arena *arena = text->run->scratch;
    buf_visible(text->out,
                weigh_shown_path(arena, text->image, loss_path(text->cost, arena, loss)));
    if (loss->files > 1)
        text_say(text, ", %u files", (unsigned)loss->files);
}

void weigh_loss(WeighRun *run, const WeighedImage *image, const Loss *loss)
{
    Text text = {run, run->out, image, image->cost};
    Strs parts = parts_of(&text, loss);
    weigh_bytes(run, run->out, loss->bytes);
    text_say(&text, " of ");
    add_lost(&text, loss);
    for (size_t i = 0; i < parts.len; i++)
        text_say(&text, "%s%.*s", i == 0 ? ": " : ", ", STR_ARG(parts.at[i]));
}

static void add_loss(const Text *text, const Loss *loss, size_t column)
{
    Strs parts = parts_of(text, loss);
    Str size = weigh_bytes_of(text->run, loss->bytes);
    size_t start = text->out->len, width = text->run->terminal.width, used = 0, all = 0;
    buf_repeat(text->out, ' ', column - size.len);
    text_say(text, "%.*s  ", STR_ARG(size));
    add_lost(text, loss);
    used = text_width(str_tail(buf_str(text->out), start));
    for (size_t i = 0; i < parts.len; i++)
        all += text_width(parts.at[i]) + 2;
    bool breaks = used + all > width;
    for (size_t i = 0; i < parts.len; i++) {
        size_t room = text_width(parts.at[i]) + 3;
        bool anew = breaks && (i == 0 || used + room > width);
        if (anew) {
            text_say(text, "%s\n", i == 0 ? "" : ",");
            buf_repeat(text->out, ' ', used = column + 4);
        } else {
            text_say(text, "%s", i == 0 ? ": " : ", ");
        }
        buf_add(text->out, parts.at[i]);
        used += room - 1;
    }
    text_say(text, "\n");
}

void text_losses(const Text *text)
{
    const Losses *losses = &text->cost->losses;
    size_t column = COLUMN;
    if (losses->len == 0)
        return;
    text_say(text, "\n");
    ink(text->out, &text->run->terminal, INK_BOLD, STR("wasted"));
    text_say(text, "\n");
    for (size_t i = 0; i < losses->len && i < text->run->top; i++) {
        size_t width = weigh_bytes_of(text->run, losses->at[i].bytes).len;
        column = width > column ? width : column;
    }
    for (size_t i = 0; i < losses->len && i < text->run->top; i++)
        add_loss(text, &losses->at[i], column);
    if (losses->len > text->run->top)
        text_say(text, "%*sand %zu more (--top 0 for all)\n", (int)column + 2, "",
                 losses->len - text->run->top);
}

/* ---- layers that only copy ---- */

/* "another mode, another uid and gid" */
static void add_fields(const Text *text, const LayerCopy *copy)
{
    static const char *const names[] = {
        [COPY_MODE] = "mode",
        [COPY_UID] = "uid",
        [COPY_GID] = "gid",
        [COPY_XATTR] = "extended attribute",
    };
    const char *before = "with another ";
    for (CopyField field = 0; field < COPY_TIMES; field++) {
        if (copy->by_field[field] == 0)
            continue;
        text_say(text, "%s%s", before, names[field]);
        if (field == COPY_XATTR && copy->xattr.len > 0) {
            text_say(text, " ");
            buf_add(text->out, table_line(text->run->scratch, copy->xattr, LONGEST_XATTR));
        }
        before = ", ";
    }
    if (copy->by_field[COPY_TIMES] > 0)
        text_say(text, "%sthe same metadata%s",
                 copy->by_field[COPY_TIMES] < copy->bytes ? ", some with " : "with ",
                 " but for times");
}

static void add_copy(const Text *text, const LayerCopy *copy, size_t column)
{
    Str size = weigh_bytes_of(text->run, copy->bytes);
    uint64_t content = text->cost->layers[copy->layer].content;
    buf_repeat(text->out, ' ', column - size.len);
    text_say(text, "%.*s  ", STR_ARG(size));
    add_layer_name(text, copy->layer);
    text_say(text, ": %.0f %% of its content, %llu file%s ",
             100 * (double)copy->bytes / (double)content, (unsigned long long)copy->files,
             text_plural(copy->files));
    add_fields(text, copy);
    text_say(text, "\n%*s%s\n", (int)column + 4, "", copy_advice(copy));
}

void text_copies(const Text *text)
{
    const LayerCopies *copies = &text->cost->copies;
    size_t column = COLUMN;
    if (copies->len == 0)
        return;
    text_say(text, "\n");
    ink(text->out, &text->run->terminal, INK_BOLD, STR("stored again"));
    text_say(text, ": layers whose content lower ones mostly have already\n");
    for (size_t i = 0; i < copies->len && i < text->run->top; i++) {
        size_t width = weigh_bytes_of(text->run, copies->at[i].bytes).len;
        column = width > column ? width : column;
    }
    for (size_t i = 0; i < copies->len && i < text->run->top; i++)
        add_copy(text, &copies->at[i], column);
    if (copies->len > text->run->top)
        text_say(text, "%*sand %zu more (--top 0 for all)\n", (int)column + 2, "",
                 copies->len - text->run->top);
}

/* ---- what could be left out ---- */

/* The layers that have most of it. */
static void add_where(const Text *text, const CategoryCost *category)
{
    const char *before = "layer";
    for (size_t i = 0; i < text->cost->layer_count; i++) {
        if (category->layers[i] < category->live / 10 + 1)
            continue;
        text_say(text, "%s %zu", before, i);
        before = ",";
    }
}

static void add_category(const Text *text, const CategoryCost *category, size_t column)
{
    Str size = weigh_bytes_of(text->run, category->live);
    buf_repeat(text->out, ' ', column - size.len);
    text_say(text, "%.*s  %-19s %-6s  ", STR_ARG(size), category->id,
             reclaim_names[category->level]);
    add_where(text, category);
    text_say(text, ": %s", category->advice);
    if (category->dead > 0)
        text_say(text, "; %.*s more are wasted already",
                 STR_ARG(weigh_bytes_of(text->run, category->dead)));
    text_say(text, "\n");
}

void text_reclaimable(const Text *text)
{
    const ImageCost *cost = text->cost;
    size_t column = COLUMN;
    if (cost->categories.len == 0 || cost->categories.at[0].live == 0)
        return;
    text_say(text, "\n");
    ink(text->out, &text->run->terminal, INK_BOLD, STR("could be left out"));
    text_say(text,
             ", though not by a later layer: %.*s surely, %.*s likely, "
             "%.*s to be looked at\n",
             STR_ARG(weigh_bytes_of(text->run, cost->reclaimable[RECLAIM_SAFE])),
             STR_ARG(weigh_bytes_of(text->run, cost->reclaimable[RECLAIM_LIKELY])),
             STR_ARG(weigh_bytes_of(text->run, cost->reclaimable[RECLAIM_REVIEW])));
    if (weigh_bytes_of(text->run, cost->categories.at[0].live).len > column)
        column = weigh_bytes_of(text->run, cost->categories.at[0].live).len;
    size_t shown = 0, live = 0;
    for (size_t i = 0; i < cost->categories.len; i++)
        live += cost->categories.at[i].live > 0;
    for (; shown < live && shown < text->run->top; shown++)
        add_category(text, &cost->categories.at[shown], column);
    if (live > shown)
        text_say(text, "%*sand %zu more (--top 0 for all)\n", (int)column + 2, "", live - shown);
}
