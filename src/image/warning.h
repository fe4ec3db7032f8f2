/* Warnings: what a reader of the figures should know about an image, each kind told once a layer.

   A kind has an id, which gates and JSON use, a sentence, and whether it means that something could
   not be counted: then the figures are a lower bound, and the exit code is 2. It is that, too,
   where all is counted and something else that was wanted cannot be told. A kind that a million
   entries share is one warning with a count, so that no image can make many. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum {
    /* The archive. */
    WARN_ARCHIVE_BROKEN,
    WARN_NO_MANIFEST,
    WARN_BROKEN_JSON,
    WARN_ARTIFACT,
    WARN_NO_CONFIG,
    WARN_NO_DIFF_IDS,
    WARN_LAYER_COUNT,
    WARN_LAYER_ORDER,
    WARN_EMBEDDED_DATA,
    WARN_TOO_MANY_LAYERS,
    WARN_MANY_LAYERS,
    WARN_HISTORY_TOO_LONG,
    WARN_NOT_TOLD,
    /* The blob of a layer. */
    WARN_LAYER_MISSING,
    WARN_LAYER_FOREIGN,
    WARN_LAYER_OPAQUE,
    WARN_ODD_MEDIA_TYPE,
    WARN_BLOB_DAMAGED,
    WARN_TRAILER_BYTES,
    WARN_ODD_RATIO,
    WARN_SIZE_MISMATCH,
    WARN_DIGEST_MISMATCH,
    WARN_DIFF_ID_MISMATCH,
    WARN_LAZY_INDEX,
    /* The tar of a layer, read as Go reads it. */
    WARN_LAYER_TRUNCATED,
    WARN_LAYER_BROKEN,
    WARN_TOO_MANY_ENTRIES,
    WARN_NO_END_BLOCKS,
    WARN_LONE_ZERO_BLOCK,
    WARN_DATA_AFTER_END,
    WARN_UNKNOWN_TYPE,
    WARN_ESCAPES_ROOT,
    WARN_LONG_PATH,
    /* What layers do to each other; container engines do not agree on most of these. */
    WARN_WHITEOUT_OF_NOTHING,
    WARN_INVALID_WHITEOUT,
    WARN_RAW_OVERLAY_WHITEOUT,
    WARN_WHITEOUT_AND_DIRECTORY,
    WARN_OPAQUE_ROOT,
    WARN_WHITEOUT_OF_ADDED,
    WARN_REPLACES_LOWER_SYMLINK,
    WARN_REPLACES_LOWER_FILE,
    WARN_THROUGH_SYMLINK,
    WARN_HARDLINK_TO_LOWER,
    WARN_DANGLING_HARDLINK,
    WARN_AUFS_METADATA,
    WARN_COUNT,
} WarningKind;

#define NO_LAYER UINT32_MAX

typedef struct {
    WarningKind kind;
    uint32_t layer; /* from 0; NO_LAYER: of the image */
    uint32_t count;
    Str first; /* the first path it is about, or other detail; may be empty */
} Warning;

typedef struct {
    Warning *at;
    size_t len, cap;
} Warnings;

/* Counts one more of the kind in that layer; keeps a copy of `first` when it is the first. */
void warn(Warnings *warnings, Arena *arena, WarningKind kind, uint32_t layer, Str first);
bool warning_seen(const Warnings *warnings, WarningKind kind, uint32_t layer);
Str warning_id(WarningKind kind);       /* "whiteout-of-nothing" */
Str warning_sentence(WarningKind kind); /* what it means, without its path */
bool warning_is_damage(WarningKind kind);
bool warning_is_failure(WarningKind kind); /* damage, or what was wanted cannot be told */
