/* The directories that a layer has entries of, or in, by their names. Private to the room. */
#pragma once

#include "base/index.h"
#include "image/image.h"

typedef struct {
    const LayerRecord *record;
    const ContentKey *key;
    Index index; /* of directories, from 1, and behind them entries */
} OwnDirs;

OwnDirs own_dirs(Arena *arena, const ContentKey *key, LayerRecord *record);
/* `parent` is one of layer_dir. */
bool own_dirs_has(const OwnDirs *own, uint32_t parent, const char *name);
