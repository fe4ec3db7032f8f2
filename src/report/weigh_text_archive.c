#include "base/utf8.h"
#include "report/table.h"
#include "report/weigh_text.h"

static void add_warnings(const Text *text, const Warnings *warnings)
{
    for (size_t i = 0; i < warnings->len; i++) {
        const Warning *warning = &warnings->at[i];
        ink(text->out, &text->run->terminal,
            warning_is_damage(warning->kind) ? INK_ERROR : INK_WARNING,
            warning_is_damage(warning->kind) ? STR("damage: ") : STR("warning: "));
        weigh_warning(text->run, text->out, warning);
        text_say(text, "\n");
    }
}

static void add_platforms(const Text *text, const char *what, const Strs *platforms)
{
    for (size_t i = 0; i < platforms->len; i++) {
        text_say(text, "%s", i == 0 ? what : ", ");
        buf_visible(text->out, platforms->at[i]);
    }
    if (platforms->len > 0)
        text_say(text, "\n");
}

static void add_layer_bytes(const Text *text, const LayerBytes *layers)
{
    text_say(text, "%zu layer%s", layers->layers, text_plural(layers->layers));
    if (layers->has_wire)
        text_say(text, ", %.*s wire", STR_ARG(weigh_bytes_of(text->run, layers->wire)));
    text_say(text, ", %.*s tar, %.*s content", STR_ARG(weigh_bytes_of(text->run, layers->tar)),
             STR_ARG(weigh_bytes_of(text->run, layers->content)));
}

/* What the images of the archive have in common; all of it behind the last one. */
static void add_shares(const Text *text)
{
    const WeighedImage *image = text->image;
    if (!image->shares)
        return;
    const ImageShare *share = &image->shares->images[image->index];
    text_say(text, "\nshared with other images of the archive: ");
    add_layer_bytes(text, &share->shared);
    text_say(text, "\nits own: ");
    add_layer_bytes(text, &share->own);
    text_say(text, "\n");
    if (image->index + 1 < image->archive->len)
        return;
    text_say(text, "all %zu images: ", image->archive->len);
    add_layer_bytes(text, &image->shares->all);
    text_say(text, "; each layer once: ");
    add_layer_bytes(text, &image->shares->distinct);
    text_say(text, "\n");
}

/* What the archive has beside this image, or should have. */
static void add_beside(const Text *text)
{
    const Images *archive = text->image->archive;
    if (archive->platforms_left.len + archive->platforms_absent.len > 0 ||
        archive->attestation_bytes + archive->unreferenced_bytes > 0)
        text_say(text, "\n");
    add_platforms(text, "also there, with --platform: ", &archive->platforms_left);
    add_platforms(text, "named, but not in the archive: ", &archive->platforms_absent);
    if (archive->attestation_bytes > 0)
        text_say(text, "attestations: %.*s\n",
                 STR_ARG(weigh_bytes_of(text->run, archive->attestation_bytes)));
    if (archive->unreferenced_bytes > 0)
        text_say(text, "blobs that nothing names: %.*s\n",
                 STR_ARG(weigh_bytes_of(text->run, archive->unreferenced_bytes)));
}

static void add_all_warnings(const Text *text)
{
    const Warnings *of_archive = &text->image->archive->warnings;
    if (of_archive->len + text->cost->warnings.len > 0)
        text_say(text, "\n");
    add_warnings(text, of_archive);
    add_warnings(text, &text->cost->warnings);
}

void text_archive(const Text *text)
{
    add_shares(text);
    add_beside(text);
    add_all_warnings(text);
}
