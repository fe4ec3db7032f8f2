#include "base/path.h"
#include "image/digest.h"
#include "image/history.h"
#include "image/manifest.h"

/* The digest that a file is named by: "blobs/sha256/HEX", "HEX.json", "HEX/layer.tar",
   "sha256:HEX", "HEX.tar.gz". What is no digest is left empty. */
static Str digest_in_name(Arena *arena, Str name)
{
    Str base = path_base(name);
    if (str_starts(base, STR("sha256:")))
        base = str_tail(base, STR("sha256:").len);
    Str digest = str_joined(arena, STR("sha256:"), str_cut(base, '.').head);
    return digest_is_sound(digest) ? digest : (Str){0};
}

static Descriptor descriptor_of_file(Arena *arena, Source *source, Str path)
{
    Descriptor descriptor = {.member = source_find(source, path)};
    if (descriptor.member) {
        descriptor.member->referenced = true;
        descriptor.size = descriptor.member->size;
    }
    descriptor.digest = digest_in_name(arena, path);
    return descriptor;
}

/* What docker knows about layers that it need not store. */
static void add_layer_source(Descriptor *layer, const Json *sources)
{
    const Json *told = NULL;
    if (json_is_object(sources))
        for (const Json *at = json_item(sources, 0); at && !told; at = json_next(at))
            if (layer->digest.len && str_eq(json_name(at), layer->digest))
                told = at;
    if (!told)
        return;
    layer->media_type = document_text(told, "mediaType");
    layer->foreign = json_count(document_member(told, "urls")) > 0;
    if (!layer->member)
        layer->size = document_count(told, "size");
}

static void add_image(Arena *arena, Source *source, const Json *element, Manifests *out)
{
    const Json *layers = document_member(element, "Layers");
    if (!json_is_array(layers))
        return;
    Manifest *manifest = PUSH(arena, out);
    manifest->names = document_texts(arena, document_member(element, "RepoTags"));
    manifest->group = out->groups++;
    manifest->config = descriptor_of_file(arena, source, document_text(element, "Config"));
    manifest->more_layers = json_count(layers) > source->limits.layers;
    for (const Json *at = json_item(layers, 0); at && manifest->layers.len < source->limits.layers;
         at = json_next(at)) {
        Descriptor *layer = PUSH(arena, &manifest->layers);
        *layer = descriptor_of_file(arena, source, json_as_str(at));
        add_layer_source(layer, document_member(element, "LayerSources"));
    }
}

void docker_manifests(Arena *arena, Source *source, const Json *list, Manifests *out)
{
    for (const Json *at = json_item(list, 0); at; at = json_next(at))
        if (json_member(at, "Layers"))
            add_image(arena, source, at, out);
        else
            manifest_broken(arena, source_find(source, STR("manifest.json")),
                            "it names an image without layers", out);
}

/* ---- before docker 1.10 ---- */

static Str file_of_layer(Arena *arena, Str id, const char *file)
{
    return path_join(arena, id, str_from(file));
}

/* What such a layer says of itself, in the form of an entry of a history. */
static HistoryEntry entry_of_layer(Arena *arena, const Json *layer)
{
    Strs words =
        document_texts(arena, document_member(document_member(layer, "container_config"), "Cmd"));
    Buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < words.len; i++) {
        if (i > 0)
            buf_char(&text, ' ');
        buf_add(&text, words.at[i]);
    }
    HistoryEntry entry = {
        .created = document_text(layer, "created"),
        .created_by = buf_str(&text),
        .author = document_text(layer, "author"),
        .comment = document_text(layer, "comment"),
    };
    history_clean(arena, &entry);
    return entry;
}

/* From the top down to the layer without a parent; what names itself again ends, too. */
static void follow_chain(Arena *arena, Source *source, Str top, Manifest *manifest, Manifests *out)
{
    Descriptors layers = {0};
    HistoryEntries history = {0};
    for (Str id = top; id.len && !manifest->more_layers;) {
        Member *member = source_find(source, file_of_layer(arena, id, "json"));
        const Json *layer = manifest_document(arena, source, member, out);
        *PUSH(arena, &layers) =
            descriptor_of_file(arena, source, file_of_layer(arena, id, "layer.tar"));
        *PUSH(arena, &history) = entry_of_layer(arena, layer);
        if (layers.len == 1 && layer) {
            manifest->facts = config_facts(arena, layer);
            manifest->has_config = true;
        }
        id = document_text(layer, "parent");
        manifest->more_layers = id.len > 0 && layers.len == source->limits.layers;
    }
    manifest->facts.history = (HistoryEntries){0};
    for (size_t i = layers.len; i-- > 0;) {
        *PUSH(arena, &manifest->layers) = layers.at[i];
        *PUSH(arena, &manifest->facts.history) = history.at[i];
    }
}

void docker_chains(Arena *arena, Source *source, Manifests *out)
{
    const Json *names =
        manifest_document(arena, source, source_find(source, STR("repositories")), out);
    if (!json_is_object(names))
        return;
    out->layout = STR("docker-archive before docker 1.10");
    for (const Json *name = json_item(names, 0); name; name = json_next(name)) {
        for (const Json *tag = json_item(name, 0); tag; tag = json_next(tag)) {
            Manifest *manifest = PUSH(arena, out);
            Str colon = str_joined(arena, json_name(name), STR(":"));
            *PUSH(arena, &manifest->names) = str_joined(arena, colon, json_name(tag));
            manifest->group = out->groups++;
            follow_chain(arena, source, json_as_str(tag), manifest, out);
        }
    }
}
