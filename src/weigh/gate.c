#include <math.h>

#include "base/buf.h"
#include "text/glob.h"
#include "weigh/metric.h"
#include "weigh/parts.h"

typedef struct {
    Arena *scratch;
    const ImageCost *cost;
    const Scope *scope;
    Str glob, met;
    uint64_t bytes, count;
} Hunt;

static void hunt(void *context, const Stored *stored)
{
    Hunt *of = context;
    ArenaMark mark = arena_mark(of->scratch);
    Str path = stored_path(of->cost, of->scratch, stored);
    bool meets = scope_has_layer(of->cost, of->scope, stored->layer) && glob_match(of->glob, path);
    of->bytes += meets ? cost_entry(of->cost, stored->layer, stored->entry)->stored : 0;
    of->count += meets;
    if (meets && of->met.len == 0)
        of->met = path;
    else
        arena_rewind(of->scratch, mark);
}

static void look_for_paths(Arena *arena, const ImageCost *cost, const Scope *scope,
                           BudgetResult *result)
{
    Hunt of = {.scratch = arena, .cost = cost, .scope = scope, .glob = result->rule->forbidden};
    cost_each(cost, hunt, &of);
    result->bytes = of.bytes;
    result->count = of.count;
    result->what = of.met;
}

static void look_for_warnings(const ImageCost *cost, BudgetResult *result)
{
    for (size_t i = 0; i < cost->warnings.len; i++) {
        const Warning *warning = &cost->warnings.at[i];
        if (!str_eq(warning_id(warning->kind), result->rule->forbidden))
            continue;
        result->count += warning->count;
        if (result->what.len == 0)
            result->what = warning->first;
    }
}

/* ---- secrets ---- */

typedef struct {
    Arena *arena;
    const ImageCost *cost;
    const BudgetSecrets *known;
    BudgetResult *result;
    uint64_t here; /* in the layer that is looked at */
    bool unseen;   /* some files were too many to be kept */
} SecretHunt;

static void note_secret(SecretHunt *hunt, const char *what, Str where)
{
    BudgetResult *result = hunt->result;
    result->count++;
    hunt->here++;
    if (result->what.len > 0)
        return;
    Buf text;
    buf_init(&text, hunt->arena);
    buf_fmt(&text, "%.*s (%s)", STR_ARG(where), what);
    result->what = buf_str(&text);
}

static void hunt_in_files(SecretHunt *hunt, size_t layer, const LayerRecord *record)
{
    const LayerBodies *bodies = layer_bodies(record);
    Str which = hunt->result->rule->forbidden;
    for (size_t i = 0; i < bodies->len; i++) {
        uint32_t entry = bodies->at[i].entry;
        bool live = cost_is_live(hunt->cost, (uint32_t)layer, entry);
        if (str_eq(which, live ? STR("dead") : STR("live")))
            continue;
        hunt->unseen = hunt->unseen || bodies->at[i].body.len == 0;
        Arena *scratch = arena_open();
        const char *what = hunt->known->in_file(scratch, record, entry);
        if (what)
            note_secret(hunt, what, layer_path(record, hunt->arena, entry));
        arena_close(scratch);
    }
}

/* Of what made the layers, and of variables: whoever has the image can read them. */
static void hunt_in_config(SecretHunt *hunt, const Image *image)
{
    for (size_t i = 0; i < image->config.env.len; i++) {
        StrCut cut = str_cut(image->config.env.at[i], '=');
        const char *what = hunt->known->in_text(cut.tail);
        if (what)
            note_secret(hunt, what, cut.head);
    }
    for (size_t i = 0; i < image->history.len; i++) {
        const char *what = hunt->known->in_text(image->history.at[i].created_by);
        if (what)
            note_secret(hunt, what, STR("the history"));
    }
}

static void look_for_secrets(Arena *arena, const ImageCost *cost, const Scope *scope,
                             const BudgetSecrets *known, BudgetResult *result)
{
    SecretHunt hunt = {arena, cost, known, result, 0, false};
    result->known = known != NULL;
    result->why = known ? NULL : "nobody looks for secrets here";
    for (size_t i = 0; known && i < cost->layer_count; i++) {
        const LayerBlob *blob = cost->image->layers.at[i].blob;
        hunt.here = 0;
        if (blob && blob->record && scope_has_layer(cost, scope, i))
            hunt_in_files(&hunt, i, blob->record);
        if (hunt.here > result->reason.amount) {
            result->reason.amount = hunt.here;
            reason_layer(cost, i, &result->reason);
        }
    }
    if (known && scope->kind == SCOPE_IMAGE && !str_eq(result->rule->forbidden, STR("dead")))
        hunt_in_config(&hunt, cost->image);
    if (result->count == 0 && hunt.unseen) {
        result->known = false;
        result->why = "there are too many files to look into";
    }
}

static bool is_over(const BudgetRule *rule, const BudgetResult *result)
{
    switch (metrics[rule->metric].kind) {
    case METRIC_PATH:
    case METRIC_SECRET:
    case METRIC_WARNING:
        return result->count > 0;
    case METRIC_SHARE:
        return result->value < rule->share;
    case METRIC_COUNT:
        return result->count > rule->limit;
    case METRIC_BYTES:
    case METRIC_GROWTH:
    case METRIC_COST:
        break;
    }
    return rule->relative ? result->value > rule->share : result->bytes > rule->limit;
}

/* Whether the figure is what it would be if nothing were missing. */
static bool measure(Arena *arena, const ImageCost *cost, const Scope *scope, BudgetResult *result)
{
    const BudgetRule *rule = result->rule;
    const Metric *metric = &metrics[rule->metric];
    Measure whole = {0}, part = metric->measure(cost, scope, arena);
    result->known = part.known;
    result->about = part.about;
    result->why = part.known ? NULL : "layers are stored uncompressed (--estimate-wire)";
    result->bytes = metric->kind == METRIC_COUNT ? 0 : part.value;
    result->count = metric->kind == METRIC_COUNT ? part.value : 0;
    result->share = rule->relative;
    if (!rule->relative)
        return cost->complete || part.exact;
    whole = measure_content(cost, scope, arena);
    double share = whole.value > 0 ? (double)part.value / (double)whole.value : 0;
    result->value = metric->least ? 1 - share : share;
    return cost->complete;
}

/* Of the whole, of the base, or of what lies above it. */
static uint64_t part_of(const BudgetExtent *extent, Str scope)
{
    return scope.len == 0               ? extent->content
           : str_eq(scope, STR("base")) ? extent->base
                                        : extent->content - extent->base;
}

static void measure_growth(const BudgetGrowth *growth, BudgetResult *result)
{
    Str scope = result->rule->scope;
    result->share = result->rule->relative;
    if (!growth)
        result->why = "there is no --baseline FILE to compare with";
    else if (scope.len > 0 && !(growth->old.has_base && growth->now.has_base))
        result->why = "nothing tells which layers are the base's";
    result->known = !result->why;
    if (!result->known)
        return;
    uint64_t old = part_of(&growth->old, scope), now = part_of(&growth->now, scope);
    result->bytes = now > old ? now - old : 0;
    if (!result->share || result->bytes == 0)
        return;
    result->share = old > 0;
    result->value = old > 0 ? (double)result->bytes / (double)old : HUGE_VAL;
}

static Verdict verdict_over(const BudgetRule *rule)
{
    return rule->warns ? VERDICT_WARN : VERDICT_FAIL;
}

/* By how much, and what has most of it. */
static void explain(Arena *arena, const ImageCost *cost, const Scope *scope, BudgetResult *result)
{
    const BudgetRule *rule = result->rule;
    const Metric *metric = &metrics[rule->metric];
    uint64_t amount = metric->kind == METRIC_COUNT ? result->count : result->bytes;
    if (result->share)
        result->over_share =
            metric->least ? rule->share - result->value : result->value - rule->share;
    else if (metric->kind == METRIC_BYTES || metric->kind == METRIC_COUNT)
        result->over = amount > rule->limit ? amount - rule->limit : 0;
    if (cost && metric->reason)
        metric->reason(cost, scope, arena, &result->reason);
}

typedef struct {
    const ImageCost *cost;
    const BudgetMeans *means;
    const PackageBook *book; /* NULL when it is not asked for, or there is none */
} Check;

/* Whether the figure is what it would be if nothing were missing. */
static bool find_out(Arena *arena, const Check *on, const Scope *scope, BudgetResult *result)
{
    const ImageCost *cost = on->cost;
    switch (metrics[result->rule->metric].kind) {
    case METRIC_PATH:
        look_for_paths(arena, cost, scope, result);
        return cost->complete;
    case METRIC_SECRET:
        look_for_secrets(arena, cost, scope, on->means->secrets, result);
        return cost->complete;
    case METRIC_WARNING:
        look_for_warnings(cost, result);
        return cost->complete;
    case METRIC_GROWTH:
        measure_growth(on->means->growth, result);
        return cost->complete;
    case METRIC_BYTES:
    case METRIC_COUNT:
    case METRIC_SHARE:
    case METRIC_COST:
        break;
    }
    return measure(arena, cost, scope, result);
}

/* What only grows and is over its limit stays so, whatever is missing. */
static BudgetResult check(Arena *arena, const BudgetRule *rule, const Check *on)
{
    BudgetResult result = {.rule = rule};
    Scope scope;
    scope_read(arena, rule->scope, &scope);
    result.known = scope_settle(arena, on->book, &scope, &result.why);
    bool exact = result.known && find_out(arena, on, &scope, &result);
    bool counts_up = !rule->relative && metric_only_grows(&metrics[rule->metric], &scope);
    if (result.known && is_over(rule, &result) && (exact || counts_up)) {
        result.verdict = verdict_over(rule);
        explain(arena, on->cost, &scope, &result);
    } else if (!result.known || !exact) {
        result.verdict = VERDICT_UNKNOWN;
        result.why = result.known ? "the image is not complete" : result.why;
    }
    return result;
}

/* An image has no findings: those are lint's. */
static bool is_about_cost(const BudgetRule *rule)
{
    return metrics[rule->metric].kind == METRIC_COST;
}

const BudgetRule *budget_over_cost(const Budget *budget, uint64_t bytes)
{
    const BudgetRule *warns = NULL;
    for (size_t i = 0; i < budget->len; i++) {
        const BudgetRule *rule = &budget->at[i];
        if (!is_about_cost(rule) || bytes <= rule->limit)
            continue;
        if (!rule->warns)
            return rule;
        warns = warns ? warns : rule;
    }
    return warns;
}

bool budget_is_for_lint(const Budget *budget)
{
    for (size_t i = 0; i < budget->len; i++)
        if (!is_about_cost(&budget->at[i]))
            return false;
    return true;
}

bool budget_asks_packages(const Budget *budget)
{
    for (size_t i = 0; i < budget->len; i++)
        if (str_starts(budget->at[i].scope, STR("package:")))
            return true;
    return false;
}

bool budget_asks_secrets(const Budget *budget)
{
    for (size_t i = 0; i < budget->len; i++)
        if (metrics[budget->at[i].metric].kind == METRIC_SECRET)
            return true;
    return false;
}

BudgetResults budget_check(Arena *arena, const Budget *budget, const ImageCost *cost,
                           const BudgetMeans *means)
{
    BudgetResults results = {0};
    Check on = {.cost = cost, .means = means};
    if (budget_asks_packages(budget))
        on.book = packages_read(arena, cost);
    for (size_t i = 0; i < budget->len; i++)
        if (!is_about_cost(&budget->at[i]))
            *PUSH(arena, &results) = check(arena, &budget->at[i], &on);
    return results;
}

static bool is_about_growth(const BudgetRule *rule)
{
    return metrics[rule->metric].kind == METRIC_GROWTH;
}

bool budget_limits_growth(const Budget *budget)
{
    for (size_t i = 0; i < budget->len; i++)
        if (is_about_growth(&budget->at[i]))
            return true;
    return false;
}

BudgetResults budget_check_growth(Arena *arena, const Budget *budget, const BudgetGrowth *growth)
{
    BudgetResults results = {0};
    for (size_t i = 0; i < budget->len; i++) {
        const BudgetRule *rule = &budget->at[i];
        BudgetResult result = {.rule = rule};
        if (!is_about_growth(rule))
            continue;
        measure_growth(growth, &result);
        if (!result.known) {
            result.verdict = VERDICT_UNKNOWN;
        } else if (is_over(rule, &result)) {
            result.verdict = verdict_over(rule);
            explain(arena, NULL, NULL, &result);
        }
        *PUSH(arena, &results) = result;
    }
    return results;
}
