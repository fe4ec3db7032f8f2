/* Platforms: os[(version+feature)][/architecture[/variant]], or an architecture alone. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    bool valid;
    Str os, architecture; /* "linux", "arm64": the usual name; empty where only the builder's own
                             would say it */
    Str variant;          /* "v6"; empty for what is usual: arm's v7, arm64's v8 */
} Platform;

Platform platform_read(Arena *arena, Str text);
