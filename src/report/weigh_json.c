#include "report/bill.h"

static void key_share(JsonOut *out, const char *key, double value)
{
    json_key(out, str_from(key));
    json_share(out, value);
}

/* Null where it is not known. */
static void key_known(JsonOut *out, const char *key, bool known, uint64_t value)
{
    json_key(out, str_from(key));
    if (known)
        json_u64(out, value);
    else
        json_null(out);
}

static void key_strs(JsonOut *out, const char *key, const Strs *strs)
{
    key_array(out, key);
    for (size_t i = 0; i < strs->len; i++)
        json_str(out, strs->at[i]);
    json_array_end(out);
}

static void add_totals(JsonOut *out, const ImageCost *cost)
{
    key_object(out, "totals");
    key_u64(out, "content", cost->content);
    key_u64(out, "tar", cost->tar);
    key_u64(out, "logical", cost->logical);
    key_known(out, "wire", cost->has_wire, cost->wire);
    if (cost->wire_about > 0)
        key_u64(out, "wire_about", cost->wire_about);
    if (cost->lazy_index > 0)
        key_u64(out, "lazy_index", cost->lazy_index);
    key_u64(out, "live", cost->live);
    key_u64(out, "wasted", cost->wasted);
    key_u64(out, "hidden", cost->hidden);
    key_u64(out, "duplicate", cost->duplicate);
    key_u64(out, "entries", cost->entries);
    key_u64(out, "files", cost->files);
    key_u64(out, "unpacked", cost->unpacked);
    key_u64(out, "tar_squashed", cost->squashed);
    key_known(out, "wire_wasted", cost->has_wire, cost->wire_wasted);
    json_object_end(out);
    key_share(out, "efficiency", cost->efficiency);
}

/* What is known of the image that it was built on. */
static void add_base(JsonOut *out, const Image *image)
{
    if (!image->base_told && image->materials.len == 0)
        return;
    key_object(out, "base");
    key_if_str(out, "name", image->base_name);
    key_if_str(out, "digest", image->base_digest);
    key_if_str(out, "told_by", str_from(image->base_told));
    key_array(out, "materials");
    for (size_t i = 0; i < image->materials.len; i++) {
        json_object(out);
        key_str(out, "name", image->materials.at[i].name);
        key_if_str(out, "digest", image->materials.at[i].value);
        json_object_end(out);
    }
    json_array_end(out);
    json_object_end(out);
}

static void add_windows(JsonOut *out, const ImageCost *cost)
{
    if (!image_is_windows(cost->image))
        return;
    WindowsParts parts = cost_windows(cost);
    key_object(out, "windows");
    key_u64(out, "files", parts.files);
    key_u64(out, "hives", parts.hives);
    key_u64(out, "utility_vm", parts.utility_vm);
    key_u64(out, "other", parts.other);
    json_object_end(out);
}

static void add_user(JsonOut *out, const ImageCost *cost)
{
    key_object(out, "user");
    key_u64(out, "base_layers", cost->image->base_layers);
    key_if_str(out, "base_rule", str_from(cost->image->base_rule));
    key_u64(out, "total", cost->user_total);
    key_u64(out, "wasted", cost->user_wasted);
    key_u64(out, "base_sunk", cost->base_sunk);
    key_share(out, "efficiency", cost->user_efficiency);
    json_object_end(out);
}

static void add_as(JsonOut *out, const uint64_t *as, bool has_wire)
{
    key_object(out, "as");
    for (size_t tool = 0; tool < AS_COUNT; tool++)
        key_known(out, tool_names[tool], tool != AS_REGISTRY || has_wire, as[tool]);
    json_object_end(out);
}

static void add_causes(JsonOut *out, const LayerCost *layer)
{
    key_object(out, "causes");
    for (Cause cause = 0; cause < CAUSE_COUNT; cause++)
        if (layer->by_cause[cause] > 0) {
            json_key(out, cause_id(cause));
            json_u64(out, layer->by_cause[cause]);
        }
    json_object_end(out);
}

static void add_layer(JsonOut *out, const WeighedImage *image, size_t index)
{
    static const char *const states[] = {
        [LAYER_READ] = "read",
        [LAYER_MISSING] = "missing",
        [LAYER_FOREIGN] = "foreign",
        [LAYER_OPAQUE] = "encrypted",
    };
    const LayerCost *cost = &image->cost->layers[index];
    const ImageLayer *layer = &image->cost->image->layers.at[index];
    json_object(out);
    key_u64(out, "index", index);
    key_str(out, "state", str_from(states[layer->state]));
    key_str(out, "diff_id", layer->diff_id);
    key_if_str(out, "chain_id", layer->chain_id);
    key_str(out, "digest", layer->digest);
    key_if_str(out, "media_type", layer->media_type);
    key_if_str(out, "command", layer->history ? layer->history->command : (Str){0});
    key_if_str(out, "created_by", layer->history ? layer->history->created_by : (Str){0});
    key_if_true(out, "single_entry", layer->single_entry);
    key_if_true(out, "empty", layer->empty);
    key_known(out, "wire", layer->has_wire, layer->wire);
    if (layer->wire_about > 0)
        key_u64(out, "wire_about", layer->wire_about);
    if (weigh_lazy(layer)) {
        key_str(out, "lazy", str_from(weigh_lazy(layer)));
        key_u64(out, "lazy_index", layer->blob->index);
    }
    key_known(out, "tar", cost->known, cost->tar);
    key_known(out, "content", cost->known, cost->content);
    key_known(out, "logical", cost->known, cost->logical);
    key_known(out, "entries", cost->known, cost->entries);
    key_u64(out, "dead", cost->dead);
    key_u64(out, "culprit", cost->culprit);
    add_causes(out, cost);
    add_as(out, cost->as, layer->has_wire);
    json_object_end(out);
}

static void add_losses(WeighRun *run, const ImageCost *cost)
{
    JsonOut *out = &run->json;
    key_array(out, "losses");
    for (size_t i = 0; i < cost->losses.len && i < run->top; i++) {
        const Loss *loss = &cost->losses.at[i];
        json_object(out);
        key_str(out, "path", loss_path(cost, run->scratch, loss));
        key_u64(out, "bytes", loss->bytes);
        key_u64(out, "files", loss->files);
        key_u64(out, "layer", loss->layer);
        key_str(out, "cause", cause_id(loss->cause));
        key_u64(out, "by_layer", loss->killer);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_copies(WeighRun *run, const ImageCost *cost)
{
    static const char *const fields[] = {
        [COPY_MODE] = "mode",   [COPY_UID] = "uid",     [COPY_GID] = "gid",
        [COPY_XATTR] = "xattr", [COPY_TIMES] = "times",
    };
    JsonOut *out = &run->json;
    key_array(out, "copies");
    for (size_t i = 0; i < cost->copies.len && i < run->top; i++) {
        const LayerCopy *copy = &cost->copies.at[i];
        json_object(out);
        key_u64(out, "layer", copy->layer);
        key_u64(out, "bytes", copy->bytes);
        key_u64(out, "files", copy->files);
        key_object(out, "fields");
        for (CopyField field = 0; field < COPY_FIELDS; field++)
            if (copy->by_field[field] > 0)
                key_u64(out, fields[field], copy->by_field[field]);
        json_object_end(out);
        key_if_str(out, "xattr", copy->xattr);
        key_str(out, "advice", str_from(copy_advice(copy)));
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_path(WeighRun *run, const ImageCost *cost, const WastedPath *path)
{
    JsonOut *out = &run->json;
    json_object(out);
    key_str(out, "path", death_path(cost, run->scratch, &cost->deaths.at[path->first]));
    key_u64(out, "bytes", path->bytes);
    key_array(out, "versions");
    for (uint32_t i = path->first; i < path->first + path->count; i++) {
        const Death *death = &cost->deaths.at[i];
        json_object(out);
        key_u64(out, "layer", death->layer);
        key_u64(out, "bytes", death_bytes(cost, death));
        key_str(out, "cause", cause_id(death->cause));
        key_u64(out, "by_layer", death->killer);
        key_bool(out, "hidden", death->hidden);
        json_object_end(out);
    }
    json_array_end(out);
    json_object_end(out);
}

static void add_paths(WeighRun *run, const ImageCost *cost)
{
    key_array(&run->json, "paths");
    for (size_t i = 0; i < cost->paths.len && i < run->top; i++)
        add_path(run, cost, &cost->paths.at[i]);
    json_array_end(&run->json);
}

static void add_twins(WeighRun *run, const ImageCost *cost)
{
    JsonOut *out = &run->json;
    key_array(out, "duplicates");
    for (size_t i = 0; i < cost->twins.len && i < run->top; i++) {
        const Twins *twins = &cost->twins.at[i];
        json_object(out);
        key_str(out, "path", entry_path(cost, run->scratch, twins->layer, twins->entry));
        key_u64(out, "bytes", twins->stored);
        key_u64(out, "files", twins->files);
        json_object_end(out);
    }
    json_array_end(out);
}

static void add_category(WeighRun *run, const ImageCost *cost, const CategoryCost *category)
{
    JsonOut *out = &run->json;
    json_object(out);
    key_str(out, "id", str_from(category->id));
    key_str(out, "level", str_from(reclaim_names[category->level]));
    key_u64(out, "live", category->live);
    key_u64(out, "dead", category->dead);
    key_u64(out, "tar", category->tar);
    key_known(out, "wire", cost->has_wire, category->wire);
    key_u64(out, "files", category->files);
    key_array(out, "layers");
    for (size_t i = 0; i < cost->layer_count; i++)
        json_u64(out, category->layers[i]);
    json_array_end(out);
    if (category->largest_bytes > 0)
        key_str(out, "largest", stored_path(cost, run->scratch, &category->largest));
    key_str(out, "advice", str_from(category->advice));
    json_object_end(out);
}

static void add_reclaimable(WeighRun *run, const ImageCost *cost)
{
    key_object(&run->json, "reclaimable");
    for (size_t level = 0; level < RECLAIM_COUNT; level++)
        key_u64(&run->json, reclaim_names[level], cost->reclaimable[level]);
    json_object_end(&run->json);
    key_array(&run->json, "categories");
    for (size_t i = 0; i < cost->categories.len; i++)
        add_category(run, cost, &cost->categories.at[i]);
    json_array_end(&run->json);
}

static void add_warning(JsonOut *out, const Warning *warning)
{
    json_object(out);
    key_str(out, "id", warning_id(warning->kind));
    key_known(out, "layer", warning->layer != NO_LAYER, warning->layer);
    key_u64(out, "count", warning->count);
    key_if_str(out, "first", warning->first);
    key_str(out, "message", warning_sentence(warning->kind));
    key_if_true(out, "damage", warning_is_damage(warning->kind));
    json_object_end(out);
}

static void add_warnings(JsonOut *out, const Warnings *of_archive, const Warnings *of_image)
{
    key_array(out, "warnings");
    for (size_t i = 0; i < of_archive->len; i++)
        add_warning(out, &of_archive->at[i]);
    for (size_t i = 0; i < of_image->len; i++)
        add_warning(out, &of_image->at[i]);
    json_array_end(out);
}

static void add_layer_bytes(JsonOut *out, const char *key, const LayerBytes *layers)
{
    key_object(out, key);
    key_u64(out, "layers", layers->layers);
    key_u64(out, "stored", layers->stored);
    key_known(out, "wire", layers->has_wire, layers->wire);
    key_u64(out, "tar", layers->tar);
    key_u64(out, "content", layers->content);
    json_object_end(out);
}

/* What the archive has beside this image, or should have. */
static void add_archive(JsonOut *out, const WeighedImage *image)
{
    const Images *archive = image->archive;
    key_object(out, "archive");
    key_u64(out, "images", archive->len);
    if (image->shares) {
        add_layer_bytes(out, "shared", &image->shares->images[image->index].shared);
        add_layer_bytes(out, "own", &image->shares->images[image->index].own);
        add_layer_bytes(out, "all", &image->shares->all);
        add_layer_bytes(out, "distinct", &image->shares->distinct);
    }
    key_strs(out, "platforms_left", &archive->platforms_left);
    key_strs(out, "platforms_absent", &archive->platforms_absent);
    key_u64(out, "attestation_bytes", archive->attestation_bytes);
    key_u64(out, "unreferenced_bytes", archive->unreferenced_bytes);
    json_object_end(out);
}

static void add_image(WeighRun *run, const WeighedImage *image)
{
    JsonOut *out = &run->json;
    const ImageCost *cost = image->cost;
    json_object(out);
    key_str(out, "source", image->source);
    key_str(out, "layout", image->archive->layout);
    key_strs(out, "names", &cost->image->names);
    key_if_str(out, "platform", cost->image->platform);
    key_if_str(out, "config_digest", cost->image->config_digest);
    key_if_str(out, "manifest_digest", cost->image->manifest_digest);
    if (cost->image->origins.len > 0)
        key_strs(out, "origins", &cost->image->origins);
    add_base(out, cost->image);
    if (cost->image->engine != ENGINE_SPEC)
        key_str(out, "apply", str_from(engine_names[cost->image->engine]));
    key_bool(out, "complete", cost->complete);
    add_totals(out, cost);
    add_windows(out, cost);
    add_user(out, cost);
    add_as(out, cost->as, cost->has_wire);
    key_array(out, "layers");
    for (size_t i = 0; i < cost->layer_count; i++)
        add_layer(out, image, i);
    json_array_end(out);
    add_losses(run, cost);
    add_copies(run, cost);
    add_paths(run, cost);
    add_twins(run, cost);
    if (image->bill)
        bill_json(run, image);
    add_reclaimable(run, cost);
    weigh_budget_json(out, &image->budget);
    add_archive(out, image);
    add_warnings(out, &image->archive->warnings, &cost->warnings);
    json_object_end(out);
    run->relieve(run->context);
}

static void start(WeighRun *run)
{
    json_out_init(&run->json, run->out, true);
    json_object(&run->json);
    key_str(&run->json, "plimsoll", str_from(run->version));
    key_u64(&run->json, "schema", 1);
    key_array(&run->json, "images");
}

static void end(WeighRun *run)
{
    json_array_end(&run->json);
    json_object_end(&run->json);
    buf_char(run->out, '\n');
}

const WeighFormat weigh_json = {"json", start, add_image, end};
