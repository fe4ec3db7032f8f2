#include "base/json.h"
#include "compare/baseline.h"

#define ANEW "make it anew: plimsoll weigh IMAGE --save-baseline FILE"

typedef struct {
    Arena *arena;
    Str path;
    Fail *fail;
    Snapshot *into;
} Reader;

static bool damaged(const Reader *in, Str what, const char *wrong)
{
    return fail_set(in->fail, "%.*s: a damaged baseline: %.*s %s; " ANEW, STR_ARG(in->path),
                    STR_ARG(str_head(what, 100)), wrong);
}

bool baseline_begins(Str head)
{
    return str_starts(str_trim(head), STR("{"));
}

static bool read_number(const Reader *in, const Json *object, const char *key, uint64_t *number)
{
    return json_as_u64(json_member(object, key), number) ||
           damaged(in, str_from(key), "is no whole number");
}

static bool read_numbers(const Reader *in, const Json *object, const NumberRow *rows, void *into)
{
    for (const NumberRow *row = rows; row->key; row++)
        if (!read_number(in, object, row->key, number_at(into, row)))
            return false;
    return true;
}

/* Not there: not known. */
static bool read_wire(const Reader *in, const Json *object, bool *known, uint64_t *wire)
{
    *known = json_member(object, "wire") != NULL;
    return !*known || read_number(in, object, "wire", wire);
}

static bool read_hash(const Reader *in, const Json *json, uint64_t *hash)
{
    Str text = json_as_str(json);
    for (size_t i = 0; i < text.len && char_is_hex(text.at[i]); i++)
        *hash = *hash << 4 | (uint64_t)(char_is_digit(text.at[i]) ? text.at[i] - '0'
                                                                  : (text.at[i] | 0x20) - 'a' + 10);
    return text.len == 16 || damaged(in, STR("hash"), "has not 16 digits");
}

static bool read_layers(const Reader *in, const Json *json)
{
    SnapshotLayers *layers = &in->into->layers;
    uint64_t content = 0;
    if (!json_is_array(json))
        return damaged(in, STR("layers"), "is no list");
    for (const Json *item = json_item(json, 0); item; item = json_next(item)) {
        SnapshotLayer *layer = PUSH(in->arena, layers);
        layer->diff_id = json_as_str(json_member(item, "diff_id"));
        layer->instruction = json_as_str(json_member(item, "instruction"));
        if (!read_hash(in, json_member(item, "hash"), &layer->hash) ||
            !read_wire(in, item, &layer->has_wire, &layer->wire) ||
            !read_numbers(in, item, baseline_layer, layer))
            return false;
        content += layer->content;
        if (layers->len > MOST_SNAPSHOT_LAYERS)
            return damaged(in, STR("layers"), "has too many");
    }
    return content == in->into->content ||
           damaged(in, STR("content"), "is not the sum of the layers'");
}

static bool read_weights(const Reader *in, const Json *object, const char *key, Weights *weights)
{
    const Json *json = json_member(object, key);
    if (!json_is_object(json))
        return damaged(in, str_from(key), "is no object");
    for (const Json *item = json_item(json, 0); item; item = json_next(item)) {
        Weight *weight = PUSH(in->arena, weights);
        weight->name = json_name(item);
        if (!json_as_u64(item, &weight->bytes))
            return damaged(in, weight->name, "is no whole number");
    }
    return true;
}

/* Both are sorted by name. A baseline of an older plimsoll has none. */
static bool read_versions(const Reader *in, const Json *root)
{
    const Json *json = json_member(root, "versions");
    in->into->databases = json != NULL;
    for (const Json *item = json_item(json, 0); item; item = json_next(item)) {
        Weight *package = weight_find(&in->into->packages, json_name(item));
        if (!package)
            return damaged(in, json_name(item), "has a version, and no bytes");
        package->version = json_as_str(item);
    }
    return !json || json_is_object(json) || damaged(in, STR("versions"), "is no object");
}

static bool read_outline(const Reader *in, const Json *root)
{
    Weights directories = {0}, files = {0};
    Str flaw = {0};
    return read_weights(in, root, "directories", &directories) &&
           read_weights(in, root, "files", &files) &&
           (outline_build(in->arena, &directories, &files, in->into->live, &in->into->outline,
                          &flaw) ||
            damaged(in, flaw, "does not fit the others"));
}

static bool read_all(const Reader *in, const Json *root)
{
    Snapshot *into = in->into;
    uint64_t base;
    const Json *image = json_member(root, "image"), *totals = json_member(root, "totals");
    into->config_digest = json_as_str(json_member(image, "config_digest"));
    into->platform = json_as_str(json_member(image, "platform"));
    if (!read_wire(in, totals, &into->has_wire, &into->wire) ||
        !read_numbers(in, totals, baseline_totals, into) ||
        !read_layers(in, json_member(root, "layers")) ||
        !read_number(in, root, "base_layers", &base) ||
        !read_number(in, root, "kept_from", &into->kept_from) ||
        !read_weights(in, root, "categories", &into->categories) ||
        !read_weights(in, root, "packages", &into->packages) || !read_outline(in, root))
        return false;
    weights_sort(&into->categories);
    weights_sort(&into->packages);
    if (!read_versions(in, root))
        return false;
    into->base_layers = (size_t)base;
    return base <= into->layers.len || damaged(in, STR("base_layers"), "is too large");
}

static bool read_version(const Reader *in, const Json *root)
{
    uint64_t version;
    const Json *json = json_member(root, "baseline");
    if (!json)
        return fail_set(
            in->fail,
            "%.*s: neither an image nor a baseline; one is made by plimsoll weigh IMAGE "
            "--save-baseline FILE",
            STR_ARG(in->path));
    if (!json_as_u64(json, &version))
        return damaged(in, STR("baseline"), "is no whole number");
    return version == BASELINE_VERSION ||
           fail_set(in->fail, "%.*s: a baseline of version %llu, and this plimsoll reads %d; " ANEW,
                    STR_ARG(in->path), (unsigned long long)version, BASELINE_VERSION);
}

const Snapshot *baseline_read(Arena *arena, Str path, Str text, Fail *fail)
{
    Fail why = {0};
    Reader in = {arena, path, fail, NEW(arena, Snapshot)};
    in.into->baseline = true;
    in.into->complete = true;
    const Json *root = json_read(arena, text, &why);
    if (!root) {
        fail_set(fail, "%.*s: a damaged baseline: %s; " ANEW, STR_ARG(path), why.text);
        return NULL;
    }
    return read_version(&in, root) && read_all(&in, root) ? in.into : NULL;
}
