/* For the log of a build: the verdict, what broke it, the sums, and the worst of what was wasted.
 */
#include "base/utf8.h"
#include "report/table.h"
#include "report/weigh.h"

enum { WORST = 3, MAKER = 60, LOG_WIDTH = 160 };

static void count(const BudgetResults *results, size_t counts[])
{
    for (size_t i = 0; i < results->len; i++)
        counts[results->at[i].verdict]++;
}

static void add_headline(WeighRun *run, const WeighedImage *image)
{
    size_t counts[VERDICT_UNKNOWN + 1] = {0}, all = image->budget.len;
    Buf *out = run->out;
    count(&image->budget, counts);
    size_t broken = counts[VERDICT_FAIL], unknown = counts[VERDICT_UNKNOWN];
    bool damaged = !image->cost->complete;
    if (run->images > 0)
        buf_char(out, '\n');
    ink(out, &run->terminal, broken > 0 || damaged ? INK_ERROR : INK_HELP,
        broken > 0    ? STR("FAIL")
        : damaged     ? STR("INCOMPLETE")
        : unknown > 0 ? STR("UNKNOWN")
        : all > 0     ? STR("PASS")
                      : STR("NO LIMITS"));
    buf_add(out, STR("  "));
    buf_visible(out, image->source);
    for (size_t i = 0; i < image->cost->image->names.len; i++) {
        buf_add(out, i == 0 ? STR("  ") : STR(", "));
        buf_visible(out, image->cost->image->names.at[i]);
    }
    if (all > 0)
        buf_fmt(out, ": %zu of %zu limit%s kept", counts[VERDICT_PASS], all, all == 1 ? "" : "s");
    buf_char(out, '\n');
}

static void add_sum(WeighRun *run, const WeighedImage *image, uint64_t bytes, const char *name)
{
    if (!image->cost->complete)
        buf_add(run->out, STR(">= "));
    weigh_bytes(run, run->out, bytes);
    buf_fmt(run->out, " %s", name);
}

static void add_sums(WeighRun *run, const WeighedImage *image)
{
    const ImageCost *cost = image->cost;
    Buf *out = run->out;
    buf_add(out, STR("  "));
    if (cost->has_wire || cost->wire_about > 0) {
        weigh_wire_of_all(run, out, cost);
        buf_add(out, STR(" wire, "));
    }
    add_sum(run, image, cost->tar, "tar, ");
    add_sum(run, image, cost->content, "content, ");
    add_sum(run, image, cost->wasted, "wasted");
    buf_fmt(out, "; efficiency %.2f %%, %zu layer%s\n", 100 * cost->efficiency, cost->layer_count,
            cost->layer_count == 1 ? "" : "s");
}

static void add_worst(WeighRun *run, const WeighedImage *image)
{
    const ImageCost *cost = image->cost;
    WeighRun wide = *run;
    wide.terminal.width = LOG_WIDTH;
    for (size_t i = 0; i < cost->losses.len && i < WORST && i < run->top; i++) {
        const Loss *loss = &cost->losses.at[i];
        buf_add(run->out, STR("  wasted: "));
        weigh_loss(&wide, image, loss);
        buf_char(run->out, '\n');
    }
    if (cost->losses.len > WORST && run->top > WORST)
        buf_fmt(run->out, "  wasted: %zu more, shown by plimsoll weigh\n",
                cost->losses.len - WORST);
}

static void add_failures(WeighRun *run, const Warnings *warnings)
{
    for (size_t i = 0; i < warnings->len; i++) {
        const Warning *warning = &warnings->at[i];
        if (!warning_is_failure(warning->kind))
            continue;
        buf_add(run->out,
                warning_is_damage(warning->kind) ? STR("  damage: ") : STR("  warning: "));
        weigh_warning(run, run->out, warning);
        buf_char(run->out, '\n');
    }
}

static void add_image(WeighRun *run, const WeighedImage *image)
{
    add_headline(run, image);
    weigh_verdicts(run, &image->budget);
    add_sums(run, image);
    add_worst(run, image);
    add_failures(run, &image->archive->warnings);
    add_failures(run, &image->cost->warnings);
    run->relieve(run->context);
}

const WeighFormat weigh_ci = {"ci", NULL, add_image, NULL};
