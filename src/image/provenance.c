/* Provenance: a statement about a build, in which the images that it took are named as materials.
 */
#include "image/provenance.h"

#include "image/digest.h"

static int hex_of(char c)
{
    return char_is_digit(c) ? c - '0' : char_is_hex(c) ? (c | 0x20) - 'a' + 10 : -1;
}

/* "a%2Fb" is "a/b". */
static Str decoded(Arena *arena, Str text)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        int high = text.at[i] == '%' && i + 2 < text.len ? hex_of(text.at[i + 1]) : -1;
        int low = high >= 0 ? hex_of(text.at[i + 2]) : -1;
        buf_char(&out, low >= 0 ? (char)(high * 16 + low) : text.at[i]);
        i += low >= 0 ? 2 : 0;
    }
    return buf_str(&out);
}

/* What builds the image, or looks through it, is no part of it. */
static bool is_tool(Str name)
{
    static const Str tools[] = {
        STR_INIT("docker/dockerfile"),
        STR_INIT("docker/dockerfile-upstream"),
        STR_INIT("docker/buildkit-syft-scanner"),
    };
    size_t slash = str_find_char(name, '/');
    Str registry = str_head(name, slash);
    if (str_find_char(registry, '.') < registry.len)
        name = str_tail(name, slash + 1);
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
        if (str_eq(name, tools[i]))
            return true;
    return false;
}

static void add_material(Arena *arena, const Json *material, ImagePairs *images)
{
    Str uri = document_text(material, "uri"), kind = STR("pkg:docker/");
    if (!str_starts(uri, kind))
        return;
    Str package = str_cut(str_tail(uri, kind.len), '?').head;
    size_t at = str_rfind_char(package, '@');
    Str name = decoded(arena, str_head(package, at)),
        tag = decoded(arena, str_tail(package, at + 1));
    if (is_tool(name))
        return;
    if (tag.len > 0)
        name = str_joined(arena, str_joined(arena, name, STR(":")), tag);
    Str digest = str_joined(arena, STR("sha256:"),
                            document_text(document_member(material, "digest"), "sha256"));
    *PUSH(arena, images) = (ImagePair){name, digest_is_sound(digest) ? digest : (Str){0}};
}

static void add_statement(Arena *arena, const Json *statement, ImagePairs *images)
{
    const Json *predicate = document_member(statement, "predicate");
    const Json *definition = document_member(predicate, "buildDefinition");
    const Json *lists[] = {document_member(predicate, "materials"),
                           document_member(definition, "resolvedDependencies")};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (json_is_array(lists[i]))
            for (const Json *at = json_item(lists[i], 0); at; at = json_next(at))
                add_material(arena, at, images);
}

ImagePairs provenance_images(Arena *arena, Source *source, Manifests *manifests, Str subject)
{
    ImagePairs images = {0};
    for (size_t i = 0; i < manifests->len && subject.len > 0; i++) {
        const Manifest *note = &manifests->at[i];
        if (note->kind != MANIFEST_ATTESTATION || !str_eq(note->subject, subject))
            continue;
        for (size_t j = 0; j < note->layers.len; j++) {
            const Descriptor *layer = &note->layers.at[j];
            if (str_starts(layer->predicate, STR("https://slsa.dev/provenance/")))
                add_statement(arena, manifest_blob(arena, source, layer, manifests), &images);
        }
    }
    return images;
}
