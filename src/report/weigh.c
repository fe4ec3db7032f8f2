#include "report/weigh.h"

const char *const tool_names[] = {
    [AS_DOCKER] = "docker",
    [AS_PODMAN] = "podman",
    [AS_CONTAINERD] = "containerd",
    [AS_REGISTRY] = "registry",
    NULL,
};

void weigh_bytes(const WeighRun *run, Buf *buf, uint64_t bytes)
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    size_t unit = 0;
    double value = (double)bytes / 1024;
    for (; value >= 1023.5 && unit + 1 < sizeof units / sizeof *units; unit++)
        value /= 1024;
    if (run->unit == UNIT_SI)
        buf_bytes(buf, bytes);
    else if (run->unit == UNIT_BYTES || bytes < 1024)
        buf_fmt(buf, "%llu bytes", (unsigned long long)bytes);
    else
        buf_fmt(buf, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

Str weigh_maker(const WeighedImage *image, size_t layer)
{
    const HistoryEntry *history = image->cost->image->layers.at[layer].history;
    if (!history)
        return (Str){0};
    return history->command.len > 0 ? history->command : history->comment;
}
