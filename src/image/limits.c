#include "image/limits.h"

static uint64_t or_else(uint64_t asked, uint64_t otherwise)
{
    return asked > 0 ? asked : otherwise;
}

ImageLimits image_limits(ImageLimits asked)
{
    return (ImageLimits){
        .entries = or_else(asked.entries, 5000000),
        .layers = or_else(asked.layers, 1024),
        .tar = or_else(asked.tar, (uint64_t)64 << 30),
        .archive = or_else(asked.archive, (uint64_t)256 << 30),
        .json = or_else(asked.json, 16 << 20),
        .window = or_else(asked.window, 128 << 20),
        .hops = or_else(asked.hops, 40),
        .ratio = or_else(asked.ratio, 1100),
        .path = or_else(asked.path, 4096),
    };
}
