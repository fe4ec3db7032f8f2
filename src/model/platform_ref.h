/* Platforms: os/architecture/variant as containerd reads and normalises them. Refuses to know which
   one the build runs on. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    bool valid;
    Str os, architecture; /* as containerd calls them; empty: that of the machine that builds */
    Str variant;          /* as written */
} Platform;

Platform platform_read(Arena *arena, Str text);
