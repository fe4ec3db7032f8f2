/* A tar with a directory for each platform, as buildx writes one without layers: each directory is
   the file system of an image. Private to the room. */
#pragma once

#include "image/image.h"

typedef struct {
    Str platform;
    LayerRecord *record; /* the entries below the directory, named from there */
} PlatformPart;

typedef struct {
    PlatformPart *at;
    size_t len, cap;
    uint64_t beside; /* stored bytes of what lies beside the directories: attestations */
} PlatformParts;

/* Empty unless all of the tar lies in such directories, one behind the other. */
PlatformParts platforms_split(Arena *arena, const LayerRecord *whole);
