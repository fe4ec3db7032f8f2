#include "report/compare.h"

static void key_growth(JsonOut *out, uint64_t old, uint64_t now)
{
    key_u64(out, "old", old);
    key_u64(out, "new", now);
    json_key(out, STR("growth"));
    json_i64(out, growth(old, now));
}

static void add_side(JsonOut *out, const char *key, Str source, const Snapshot *side)
{
    key_object(out, key);
    key_str(out, "source", source);
    key_bool(out, "baseline", side->baseline);
    key_if_str(out, "platform", side->platform);
    key_if_str(out, "config_digest", side->config_digest);
    key_bool(out, "complete", side->complete);
    if (side->baseline)
        key_u64(out, "kept_from", side->kept_from);
    json_object_end(out);
}

static void add_figures(JsonOut *out, const Comparison *comparison)
{
    GrowthFigure figures[GROWTH_FIGURES];
    size_t count = growth_figures(comparison, figures);
    key_object(out, "totals");
    for (size_t i = 0; i < count; i++) {
        key_object(out, figures[i].name);
        key_growth(out, figures[i].old, figures[i].now);
        json_object_end(out);
    }
    json_object_end(out);
}

static void add_fresh(JsonOut *out, const Comparison *comparison)
{
    key_object(out, "to_pull");
    key_u64(out, "layers", comparison->fresh_layers);
    key_u64(out, "tar", comparison->fresh_tar);
    if (comparison->has_fresh_wire)
        key_u64(out, "wire", comparison->fresh_wire);
    json_object_end(out);
}

static void add_layer(JsonOut *out, const CompareReport *report, const LayerGrowth *layer)
{
    Growth at = growth_of_layer(layer);
    uint32_t line = growth_line(report, layer);
    json_object(out);
    key_str(out, "fate", str_from(fate_names[layer->fate]));
    if (layer->now)
        key_u64(out, "layer", layer->index);
    if (line > 0)
        key_u64(out, "line", line);
    if (layer->now)
        key_str(out, "instruction", layer->now->instruction);
    if (layer->fate == FATE_GONE || layer->fate == FATE_CHANGED)
        key_str(out, "old_instruction", layer->old->instruction);
    key_growth(out, at.old, at.now);
    json_object_end(out);
}

static void add_list(WeighRun *run, const GrowthList *list)
{
    JsonOut *out = &run->json;
    key_array(out, list->plural);
    for (size_t i = 0; i < list->rows->len && i < run->top; i++) {
        const Growth *at = &list->rows->at[i];
        json_object(out);
        key_str(out, "name", at->name);
        key_if_str(out, "old_version", at->old_version);
        key_if_str(out, "new_version", at->now_version);
        key_growth(out, at->old, at->now);
        key_if_true(out, "rest", at->rest);
        if (at->slack > 0)
            key_u64(out, "slack", at->slack);
        json_object_end(out);
    }
    json_array_end(out);
}

static void print(WeighRun *run, const CompareReport *report)
{
    JsonOut *out = &run->json;
    const Comparison *comparison = report->comparison;
    GrowthList lists[GROWTH_LISTS];
    growth_lists(comparison, lists);
    json_out_init(out, run->out, true);
    json_object(out);
    key_str(out, "plimsoll", str_from(run->version));
    key_u64(out, "schema", 1);
    add_side(out, "old", report->old, comparison->old);
    add_side(out, "new", report->now, comparison->now);
    add_figures(out, comparison);
    add_fresh(out, comparison);
    if (report->file)
        key_str(out, "dockerfile", report->file->name);
    key_array(out, "layers");
    for (size_t i = 0; i < comparison->layers.len; i++)
        add_layer(out, report, &comparison->layers.at[i]);
    json_array_end(out);
    for (size_t i = 0; i < GROWTH_LISTS; i++)
        add_list(run, &lists[i]);
    weigh_budget_json(out, &report->budget);
    json_object_end(out);
    buf_char(run->out, '\n');
}

const CompareFormat compare_json = {"json", print};
