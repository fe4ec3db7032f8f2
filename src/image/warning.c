#include "image/warning.h"

#include <assert.h>

typedef struct {
    Str id, sentence;
    bool damage;
} Kind;

static const Kind kinds[] = {
    [WARN_ARCHIVE_BROKEN] = {STR_INIT("archive-broken"),
                             STR_INIT("the archive ends in the middle or cannot be read on"), true},
    [WARN_NO_MANIFEST] = {STR_INIT("no-manifest"),
                          STR_INIT("a tar without a manifest, weighed as a single layer; docker "
                                   "save keeps layers and history, docker export does not"),
                          false},
    [WARN_BROKEN_JSON] = {STR_INIT("broken-json"),
                          STR_INIT("a manifest or configuration cannot be read"), true},
    [WARN_ARTIFACT] = {STR_INIT("artifact"),
                       STR_INIT("something that is no image is stored beside the images"), false},
    [WARN_NO_CONFIG] = {STR_INIT("no-config"),
                        STR_INIT("the image's configuration is not in the archive"), true},
    [WARN_NO_DIFF_IDS] = {STR_INIT("no-diff-ids"),
                          STR_INIT("the configuration does not name the digests of its layers "
                                   "(rootfs.diff_ids); docker and containerd refuse the image"),
                          false},
    [WARN_LAYER_COUNT] = {STR_INIT("layer-count"),
                          STR_INIT("manifest and configuration count the layers differently"),
                          true},
    [WARN_LAYER_ORDER] = {STR_INIT("layer-order"),
                          STR_INIT("the manifest has the layers in another order than the "
                                   "configuration, whose diff_ids their bytes bear out"),
                          false},
    [WARN_EMBEDDED_DATA] = {STR_INIT("embedded-data"),
                            STR_INIT("what a manifest holds of a blob is not what its digest and "
                                     "size say"),
                            true},
    [WARN_TOO_MANY_LAYERS] = {STR_INIT("too-many-layers"),
                              STR_INIT("the image has more layers than are read (--max-layers)"),
                              true},
    [WARN_MANY_LAYERS] = {STR_INIT("many-layers"),
                          STR_INIT("the image has more than the 127 layers that docker takes"),
                          false},
    [WARN_HISTORY_TOO_LONG] = {STR_INIT("history-too-long"),
                               STR_INIT("the history tells of more layers than there are"), false},
    [WARN_NOT_TOLD] = {STR_INIT("not-told"), STR_INIT("something that is wanted cannot be told"),
                       false},
    [WARN_LAYER_MISSING] = {STR_INIT("layer-missing"), STR_INIT("the layer is not in the archive"),
                            true},
    [WARN_LAYER_FOREIGN] = {STR_INIT("layer-foreign"),
                            STR_INIT("the layer is fetched from elsewhere, not in the archive"),
                            true},
    [WARN_LAYER_OPAQUE] = {STR_INIT("layer-opaque"), STR_INIT("the layer is encrypted, or no tar"),
                           true},
    [WARN_ODD_MEDIA_TYPE] = {STR_INIT("odd-media-type"),
                             STR_INIT("a tar of a type that no image layer has, weighed as one"),
                             false},
    [WARN_BLOB_DAMAGED] = {STR_INIT("blob-damaged"),
                           STR_INIT("the layer cannot be unpacked to its end"), true},
    [WARN_TRAILER_BYTES] = {STR_INIT("trailer-bytes"),
                            STR_INIT("bytes behind the end of the compressed layer; engines "
                                     "refuse them"),
                            false},
    [WARN_ODD_RATIO] = {STR_INIT("odd-ratio"),
                        STR_INIT("the layer unpacks to very many times its bytes (--max-ratio)"),
                        false},
    [WARN_SIZE_MISMATCH] = {STR_INIT("size-mismatch"),
                            STR_INIT("the blob has not the size that the manifest says"), true},
    [WARN_DIGEST_MISMATCH] = {STR_INIT("digest-mismatch"),
                              STR_INIT("the blob has not the digest that the manifest says"), true},
    [WARN_DIFF_ID_MISMATCH] = {STR_INIT("diff-id-mismatch"),
                               STR_INIT("the layer has not the diff_id that the configuration "
                                        "says"),
                               true},
    [WARN_LAZY_INDEX] = {STR_INIT("lazy-index"),
                         STR_INIT("the index for lazy pulling does not tell what the layer holds, "
                                  "and who pulls lazily believes it"),
                         false},
    [WARN_LAYER_TRUNCATED] = {STR_INIT("layer-truncated"), STR_INIT("the layer ends in the middle"),
                              true},
    [WARN_LAYER_BROKEN] = {STR_INIT("layer-broken"), STR_INIT("the layer's tar cannot be read on"),
                           true},
    [WARN_TOO_MANY_ENTRIES] =
        {STR_INIT("too-many-entries"),
         STR_INIT("the layer has more entries or longer names than are read (--max-entries)"),
         true},
    [WARN_NO_END_BLOCKS] = {STR_INIT("no-end-blocks"), STR_INIT("the layer's tar has no end mark"),
                            false},
    [WARN_LONE_ZERO_BLOCK] = {STR_INIT("lone-zero-block"),
                              STR_INIT("data after a single block of zeros; engines refuse it"),
                              false},
    [WARN_DATA_AFTER_END] = {STR_INIT("data-after-end"),
                             STR_INIT("data after the end of the layer's tar"), false},
    [WARN_UNKNOWN_TYPE] = {STR_INIT("unknown-type"),
                           STR_INIT("an entry of a type that engines do not know"), false},
    [WARN_ESCAPES_ROOT] = {STR_INIT("escapes-root"), STR_INIT("a path climbs above the root"),
                           false},
    [WARN_LONG_PATH] = {STR_INIT("long-path"),
                        STR_INIT("a path is longer than systems allow (--max-path)"), false},
    [WARN_WHITEOUT_OF_NOTHING] = {STR_INIT("whiteout-of-nothing"),
                                  STR_INIT("removes what no lower layer has"), false},
    [WARN_INVALID_WHITEOUT] = {STR_INIT("invalid-whiteout"),
                               STR_INIT("a whiteout that names nothing"), false},
    [WARN_RAW_OVERLAY_WHITEOUT] = {STR_INIT("raw-overlay-whiteout"),
                                   STR_INIT("a 0/0 device, which is no whiteout in a tar"), false},
    [WARN_WHITEOUT_AND_DIRECTORY] =
        {STR_INIT("whiteout-and-directory"),
         STR_INIT("removed and made again as a directory: overlay engines keep what was in it"),
         false},
    [WARN_OPAQUE_ROOT] = {STR_INIT("opaque-root"),
                          STR_INIT("hides all lower layers, which overlay engines do not do"),
                          false},
    [WARN_WHITEOUT_OF_ADDED] = {STR_INIT("whiteout-of-added"),
                                STR_INIT("added and removed by one layer: overlay engines refuse "
                                         "it, others remove it"),
                                false},
    [WARN_REPLACES_LOWER_SYMLINK] =
        {STR_INIT("replaces-lower-symlink"),
         STR_INIT("a directory takes the place of a lower symbolic link; some engines follow it"),
         false},
    [WARN_REPLACES_LOWER_FILE] =
        {STR_INIT("replaces-lower-file"),
         STR_INIT("a directory takes the place of a lower file; some engines refuse it"), false},
    [WARN_THROUGH_SYMLINK] = {STR_INIT("through-symlink"),
                              STR_INIT("lies behind a symbolic link of the same layer; overlay "
                                       "engines may refuse it"),
                              false},
    [WARN_HARDLINK_TO_LOWER] = {STR_INIT("hardlink-to-lower"),
                                STR_INIT("a hard link into a lower layer; overlay engines may "
                                         "refuse it"),
                                false},
    [WARN_DANGLING_HARDLINK] = {STR_INIT("dangling-hardlink"),
                                STR_INIT("a hard link to what is not there; engines refuse it"),
                                false},
    [WARN_AUFS_METADATA] = {STR_INIT("aufs-metadata"),
                            STR_INIT("metadata of aufs, which other engines leave visible"), false},
};

static_assert(sizeof kinds / sizeof *kinds == WARN_COUNT, "a row for each kind");

static Warning *find(const Warnings *warnings, WarningKind kind, uint32_t layer)
{
    for (size_t i = 0; i < warnings->len; i++)
        if (warnings->at[i].kind == kind && warnings->at[i].layer == layer)
            return &warnings->at[i];
    return NULL;
}

void warn(Warnings *warnings, Arena *arena, WarningKind kind, uint32_t layer, Str first)
{
    Warning *warning = find(warnings, kind, layer);
    if (!warning) {
        warning = PUSH(arena, warnings);
        *warning = (Warning){.kind = kind, .layer = layer, .first = str_copy(arena, first)};
    }
    warning->count++;
}

bool warning_seen(const Warnings *warnings, WarningKind kind, uint32_t layer)
{
    return find(warnings, kind, layer) != NULL;
}

Str warning_id(WarningKind kind)
{
    return kinds[kind].id;
}

Str warning_sentence(WarningKind kind)
{
    return kinds[kind].sentence;
}

bool warning_is_damage(WarningKind kind)
{
    return kinds[kind].damage;
}

bool warning_is_failure(WarningKind kind)
{
    return kinds[kind].damage || kind == WARN_NOT_TOLD;
}
