/* For the summary of a job or a comment on a pull request: the verdict and the sums first. */
#include "report/markdown.h"
#include "report/weigh.h"

static void code(const WeighRun *run, Str text)
{
    markdown_code(run->out, run->scratch, text);
}

static void cell(const WeighRun *run, const WeighedImage *image, uint64_t bytes)
{
    buf_add(run->out, image->cost->complete ? STR("| ") : STR("| &ge; "));
    weigh_bytes(run, run->out, bytes);
    buf_char(run->out, ' ');
}

static void add_headline(WeighRun *run, const WeighedImage *image)
{
    const ImageCost *cost = image->cost;
    Buf *out = run->out;
    if (run->images > 0)
        buf_char(out, '\n');
    buf_add(out, cost->complete ? STR("### Content: ") : STR("### Content: &ge; "));
    weigh_bytes(run, out, cost->content);
    buf_fmt(out, ", efficiency %.2f %%\n\n", 100 * cost->efficiency);
    code(run, image->source);
    for (size_t i = 0; i < cost->image->names.len; i++) {
        buf_char(out, ' ');
        code(run, cost->image->names.at[i]);
    }
    buf_add(out, STR("\n\n"));
    if (!cost->complete)
        buf_add(out, STR("**Incomplete**: a layer is missing or damaged; sums with &ge; are lower "
                         "bounds, and all else is of what could be read.\n\n"));
}

static void add_failures(WeighRun *run, const Warnings *warnings)
{
    for (size_t i = 0; i < warnings->len; i++) {
        Buf warning;
        if (!warning_is_failure(warnings->at[i].kind))
            continue;
        buf_init(&warning, run->scratch);
        weigh_warning(run, &warning, &warnings->at[i]);
        buf_add(run->out, STR("- "));
        code(run, buf_str(&warning));
        buf_char(run->out, '\n');
    }
}

/* Why the figures are not all. */
static void add_flaws(WeighRun *run, const WeighedImage *image)
{
    size_t before = run->out->len;
    add_failures(run, &image->archive->warnings);
    add_failures(run, &image->cost->warnings);
    if (run->out->len > before)
        buf_char(run->out, '\n');
}

static void add_budget(WeighRun *run, const BudgetResults *results)
{
    Buf *out = run->out;
    if (results->len == 0)
        return;
    buf_add(out, STR("| | limit | is | most of it |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < results->len; i++) {
        const BudgetResult *result = &results->at[i];
        buf_fmt(out, "| **%s** | ", verdict_names[result->verdict]);
        code(run, result->rule->text);
        buf_add(out, STR(" | "));
        weigh_figure(run, out, result);
        buf_add(out, STR(" | "));
        if (result->reason.amount > 0 || result->what.len > 0) {
            Buf reason;
            buf_init(&reason, run->scratch);
            if (result->reason.amount > 0)
                weigh_reason(run, &reason, result);
            code(run, result->reason.amount > 0 ? buf_str(&reason) : result->what);
        }
        buf_add(out, STR(" |\n"));
    }
    buf_char(out, '\n');
}

static void add_layers(WeighRun *run, const WeighedImage *image)
{
    const ImageCost *cost = image->cost;
    Buf *out = run->out;
    buf_add(out, STR("| layer | wire | tar | content | dead | made by |\n"
                     "|--:|--:|--:|--:|--:|---|\n"));
    for (size_t i = 0; i < cost->layer_count; i++) {
        const ImageLayer *layer = &cost->image->layers.at[i];
        const LayerCost *at = &cost->layers[i];
        buf_fmt(out, "| %zu | ", i);
        weigh_wire(run, out, layer->has_wire, layer->wire, layer->wire_about);
        const uint64_t figures[] = {at->tar, at->content, at->dead};
        for (size_t j = 0; j < sizeof figures / sizeof *figures; j++) {
            buf_add(out, STR(" | "));
            if (at->known)
                weigh_bytes(run, out, figures[j]);
            else
                buf_char(out, '?');
        }
        buf_add(out, STR(" | "));
        buf_add(out, str_from(weigh_layer_state(layer)));
        code(run, weigh_maker(run->scratch, image, i));
        buf_add(out, STR(" |\n"));
    }
    buf_add(out, STR("| total | "));
    weigh_wire_of_all(run, out, cost);
    buf_char(out, ' ');
    cell(run, image, cost->tar);
    cell(run, image, cost->content);
    cell(run, image, cost->wasted);
    buf_add(out, STR("| |\n"));
}

static void add_losses(WeighRun *run, const WeighedImage *image)
{
    const Losses *losses = &image->cost->losses;
    Buf *out = run->out;
    if (losses->len == 0)
        return;
    buf_add(out, STR("\n<details><summary>Wasted</summary>\n\n"));
    for (size_t i = 0; i < losses->len && i < run->top; i++) {
        WeighRun inner = *run;
        Buf sentence;
        buf_init(&sentence, run->scratch);
        inner.out = &sentence;
        weigh_loss(&inner, image, &losses->at[i]);
        buf_add(out, STR("- "));
        code(run, buf_str(&sentence));
        buf_char(out, '\n');
    }
    if (losses->len > run->top)
        buf_fmt(out, "- and %zu more\n", losses->len - run->top);
    buf_add(out, STR("\n</details>\n"));
}

static void add_image(WeighRun *run, const WeighedImage *image)
{
    add_headline(run, image);
    add_flaws(run, image);
    add_budget(run, &image->budget);
    add_layers(run, image);
    add_losses(run, image);
    run->relieve(run->context);
}

const WeighFormat weigh_markdown = {"markdown", NULL, add_image, NULL};
