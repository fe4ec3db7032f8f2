/* For a comment on a pull request: the sums first, the reasons folded. */
#include "report/compare.h"
#include "report/markdown.h"

static void add_code(WeighRun *run, Str text)
{
    markdown_code(run->out, run->scratch, text);
}

static void add_bytes(WeighRun *run, uint64_t bytes)
{
    weigh_bytes(run, run->out, bytes);
}

static void add_headline(WeighRun *run, const Comparison *comparison)
{
    Growth whole = {.old = comparison->old->content, .now = comparison->now->content};
    Str percent = growth_percent(run->scratch, whole.old, whole.now);
    buf_add(run->out, STR("### Content: "));
    if (whole.old == whole.now)
        buf_add(run->out, STR("unchanged at "));
    add_bytes(run, whole.now);
    if (whole.old != whole.now)
        buf_fmt(run->out, ", %.*s", STR_ARG(growth_text(run, &whole)));
    if (percent.len > 0)
        buf_fmt(run->out, " (%.*s)", STR_ARG(percent));
    buf_add(run->out, STR("\n\n"));
}

static void add_figures(WeighRun *run, const Comparison *comparison)
{
    GrowthFigure figures[GROWTH_FIGURES];
    size_t count = growth_figures(comparison, figures);
    buf_add(run->out, STR("| | old | new | growth | |\n|---|--:|--:|--:|--:|\n"));
    for (size_t i = 0; i < count; i++) {
        const GrowthFigure *figure = &figures[i];
        Growth at = {.old = figure->old, .now = figure->now};
        buf_fmt(run->out, "| %s | ", figure->name);
        if (figure->count) {
            buf_fmt(run->out, "%llu | %llu | %+lld", (unsigned long long)figure->old,
                    (unsigned long long)figure->now, (long long)growth(figure->old, figure->now));
        } else {
            add_bytes(run, figure->old);
            buf_add(run->out, STR(" | "));
            add_bytes(run, figure->now);
            buf_fmt(run->out, " | %.*s", STR_ARG(growth_text(run, &at)));
        }
        buf_fmt(run->out, " | %.*s |\n",
                STR_ARG(growth_percent(run->scratch, figure->old, figure->now)));
    }
}

static void add_cells(WeighRun *run, const Growth *at)
{
    buf_fmt(run->out, "| %.*s | %.*s | %.*s | ", STR_ARG(growth_side(run, at, at->old)),
            STR_ARG(growth_side(run, at, at->now)), STR_ARG(growth_text(run, at)));
}

static void open_list(WeighRun *run, const char *by)
{
    buf_fmt(run->out, "\n| old | new | growth | %s |\n|--:|--:|--:|---|\n", by);
}

static void close_list(WeighRun *run, size_t all)
{
    if (all > run->top)
        buf_fmt(run->out, "\nand %zu more\n", all - run->top);
}

static void add_layers(WeighRun *run, const CompareReport *report)
{
    LayerGrowths layers = growth_layers(run->scratch, report->comparison);
    if (layers.len == 0)
        return;
    open_list(run, "instruction");
    for (size_t i = 0; i < layers.len && i < run->top; i++) {
        const LayerGrowth *layer = &layers.at[i];
        Growth at = growth_of_layer(layer);
        uint32_t line = growth_line(report, layer);
        add_cells(run, &at);
        if (line > 0)
            buf_fmt(run->out, "line %u, ", (unsigned)line);
        buf_fmt(run->out, "%s: ", fate_names[layer->fate]);
        add_code(run, growth_maker(layer->now ? layer->now : layer->old));
        if (layer->fate == FATE_CHANGED) {
            buf_add(run->out, STR(", was "));
            add_code(run, growth_maker(layer->old));
        }
        buf_add(run->out, STR(" |\n"));
    }
    close_list(run, layers.len);
}

static void add_list(WeighRun *run, const GrowthList *list)
{
    if (list->rows->len == 0)
        return;
    open_list(run, list->title);
    for (size_t i = 0; i < list->rows->len && i < run->top; i++) {
        add_cells(run, &list->rows->at[i]);
        add_code(run, growth_name(run->scratch, &list->rows->at[i]));
        buf_add(run->out, list->rows->at[i].rest ? STR(", the rest of it |\n") : STR(" |\n"));
    }
    close_list(run, list->rows->len);
}

static void add_verdict(WeighRun *run, const BudgetResult *result)
{
    buf_fmt(run->out, "**%s**: ", verdict_names[result->verdict]);
    add_code(run, result->rule->text);
    buf_add(run->out, STR(", "));
    weigh_figure(run, run->out, result);
    buf_add(run->out, STR("\n\n"));
}

static void print(WeighRun *run, const CompareReport *report)
{
    const Comparison *comparison = report->comparison;
    GrowthList lists[GROWTH_LISTS];
    growth_lists(comparison, lists);
    add_headline(run, comparison);
    for (size_t i = 0; i < report->budget.len; i++)
        add_verdict(run, &report->budget.at[i]);
    add_figures(run, comparison);
    buf_add(run->out, STR("\n<details><summary>Why</summary>\n"));
    add_layers(run, report);
    for (size_t i = 0; i < GROWTH_LISTS; i++)
        add_list(run, &lists[i]);
    Str limits = growth_limits(run, comparison);
    if (limits.len > 0)
        buf_fmt(run->out, "\nNote: %.*s.\n", STR_ARG(limits));
    buf_add(run->out, STR("\n</details>\n"));
}

const CompareFormat compare_markdown = {"markdown", print};
