#include "base/utf8.h"
#include "report/compare.h"
#include "report/table.h"

typedef struct {
    WeighRun *run;
    Buf *out;
    const CompareReport *report;
    const Comparison *comparison;
} Text;

static void add_side(const Text *text, Str name, const Snapshot *side)
{
    buf_visible(text->out, name);
    if (side->baseline)
        buf_add(text->out, STR(", a baseline"));
    if (side->platform.len > 0 &&
        !str_eq(text->comparison->old->platform, text->comparison->now->platform)) {
        buf_add(text->out, STR(", "));
        buf_visible(text->out, side->platform);
    }
}

static void add_title(const Text *text)
{
    Buf *out = text->out;
    add_side(text, text->report->old, text->comparison->old);
    buf_add(out, STR(" -> "));
    add_side(text, text->report->now, text->comparison->now);
    buf_char(out, '\n');
    if (!text->comparison->old->complete || !text->comparison->now->complete)
        buf_add(out, STR("incomplete: a layer is missing or damaged, and sums are lower bounds\n"));
    buf_char(out, '\n');
}

/* ---- the sums ---- */

static Str count_growth(const Text *text, const GrowthFigure *figure)
{
    Buf buf;
    if (figure->old == figure->now)
        return STR("-");
    buf_init(&buf, text->run->scratch);
    buf_fmt(&buf, "%+lld", (long long)growth(figure->old, figure->now));
    return buf_str(&buf);
}

static void add_figure(const Text *text, const GrowthFigure *figure, TableRows *rows)
{
    Growth at = {.old = figure->old, .now = figure->now};
    *PUSH(text->run->scratch, rows) = (TableRow){
        .cells = {str_from(figure->name),
                  figure->count ? weigh_number_of(text->run, figure->old)
                                : weigh_bytes_of(text->run, figure->old),
                  figure->count ? weigh_number_of(text->run, figure->now)
                                : weigh_bytes_of(text->run, figure->now),
                  figure->count ? count_growth(text, figure) : growth_text(text->run, &at)},
        .text = growth_percent(text->run->scratch, figure->old, figure->now)};
}

static void add_figures(const Text *text)
{
    GrowthFigure figures[GROWTH_FIGURES];
    size_t count = growth_figures(text->comparison, figures);
    TableRows rows = {0};
    *PUSH(text->run->scratch, &rows) =
        (TableRow){.cells = {[1] = STR("old"), STR("new"), STR("growth")}};
    for (size_t i = 0; i < count; i++)
        add_figure(text, &figures[i], &rows);
    table_print(text->out, &text->run->terminal, text->run->scratch, &rows);
}

static void add_fresh(const Text *text)
{
    const Comparison *c = text->comparison;
    if (c->fresh_layers == 0) {
        buf_add(text->out, STR("\nall layers are the same\n"));
        return;
    }
    Str size = weigh_bytes_of(text->run, c->has_fresh_wire ? c->fresh_wire : c->fresh_tar);
    buf_fmt(text->out, "\nto pull for who has the old one: %zu of %zu layers, %.*s %s\n",
            c->fresh_layers, c->now->layers.len, STR_ARG(size),
            c->has_fresh_wire ? "over the wire" : "of tar");
}

/* ---- why ---- */

static TableRow growth_row(const Text *text, const Growth *at, Str what)
{
    return (TableRow){.cells = {growth_side(text->run, at, at->old),
                                growth_side(text->run, at, at->now), growth_text(text->run, at)},
                      .text = what};
}

static void add_heading(const Text *text, TableRows *rows, const char *by)
{
    *PUSH(text->run->scratch, rows) =
        (TableRow){.cells = {STR("old"), STR("new"), STR("growth")}, .text = str_from(by)};
}

static void add_rows(const Text *text, TableRows *rows, size_t all)
{
    buf_char(text->out, '\n');
    table_print(text->out, &text->run->terminal, text->run->scratch, rows);
    if (all > text->run->top)
        buf_fmt(text->out, "and %zu more (--top 0 for all)\n", all - text->run->top);
}

static Str layer_text(const Text *text, const LayerGrowth *layer)
{
    Buf buf;
    uint32_t line = growth_line(text->report, layer);
    buf_init(&buf, text->run->scratch);
    if (line > 0)
        buf_fmt(&buf, "%.*s:%u, ", STR_ARG(text->report->file->name), (unsigned)line);
    if (layer->fate != FATE_GONE)
        buf_fmt(&buf, "layer %zu, ", layer->index);
    buf_fmt(&buf, "%s: %.*s", fate_names[layer->fate],
            STR_ARG(growth_maker(layer->now ? layer->now : layer->old)));
    if (layer->fate == FATE_CHANGED)
        buf_fmt(&buf, " (was %.*s)", STR_ARG(growth_maker(layer->old)));
    return buf_str(&buf);
}

static void add_layers(const Text *text)
{
    LayerGrowths layers = growth_layers(text->run->scratch, text->comparison);
    TableRows rows = {0};
    if (layers.len == 0)
        return;
    add_heading(text, &rows, "instruction");
    for (size_t i = 0; i < layers.len && i < text->run->top; i++) {
        Growth at = growth_of_layer(&layers.at[i]);
        *PUSH(text->run->scratch, &rows) = growth_row(text, &at, layer_text(text, &layers.at[i]));
    }
    add_rows(text, &rows, layers.len);
}

static Str row_text(const Text *text, const Growth *at)
{
    Str name = growth_name(text->run->scratch, at);
    return at->rest ? str_joined(text->run->scratch, name, STR(", the rest of it")) : name;
}

static void add_list(const Text *text, const GrowthList *list)
{
    TableRows rows = {0};
    if (list->rows->len == 0)
        return;
    add_heading(text, &rows, list->title);
    for (size_t i = 0; i < list->rows->len && i < text->run->top; i++) {
        const Growth *at = &list->rows->at[i];
        *PUSH(text->run->scratch, &rows) = growth_row(text, at, row_text(text, at));
    }
    add_rows(text, &rows, list->rows->len);
}

static void print(WeighRun *run, const CompareReport *report)
{
    Text text = {run, run->out, report, report->comparison};
    GrowthList lists[GROWTH_LISTS];
    growth_lists(report->comparison, lists);
    add_title(&text);
    add_figures(&text);
    add_fresh(&text);
    add_layers(&text);
    for (size_t i = 0; i < GROWTH_LISTS; i++)
        add_list(&text, &lists[i]);
    Str limits = growth_limits(run, report->comparison);
    if (limits.len > 0)
        buf_fmt(run->out, "\nnote: %.*s\n", STR_ARG(limits));
    weigh_budget_text(run, &report->budget);
}

const CompareFormat compare_text = {"text", print};
