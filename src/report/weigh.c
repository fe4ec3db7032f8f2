#include "report/weigh.h"

#include "base/utf8.h"
#include "report/table.h"

const char *const tool_names[] = {
    [AS_DOCKER] = "docker", [AS_PODMAN] = "podman",     [AS_CONTAINERD] = "containerd",
    [AS_DIVE] = "dive",     [AS_REGISTRY] = "registry", NULL,
};

const char *const engine_names[] = {
    [ENGINE_SPEC] = "spec",
    [ENGINE_OVERLAY] = "overlay",
    [ENGINE_NAIVE] = "naive",
    NULL,
};

const char *const verdict_names[] = {
    [VERDICT_PASS] = "pass",
    [VERDICT_WARN] = "warn",
    [VERDICT_FAIL] = "fail",
    [VERDICT_UNKNOWN] = "unknown",
};

const char *const reclaim_names[] = {
    [RECLAIM_SAFE] = "safe",
    [RECLAIM_LIKELY] = "likely",
    [RECLAIM_REVIEW] = "review",
    [RECLAIM_INFO] = "info",
};

const char *weigh_lazy(const ImageLayer *layer)
{
    static const char *const names[] = {
        [LAZY_NO] = NULL,
        [LAZY_ESTARGZ] = "estargz",
        [LAZY_ESTARGZ_EXTERNAL] = "estargz-external-toc",
        [LAZY_ZSTD_CHUNKED] = "zstd:chunked",
    };
    return layer->blob ? names[layer->blob->lazy] : NULL;
}

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
        buf_fmt(buf, bytes == 1 ? "%llu byte" : "%llu bytes", (unsigned long long)bytes);
    else
        buf_fmt(buf, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

Str weigh_bytes_of(const WeighRun *run, uint64_t bytes)
{
    Buf buf;
    buf_init(&buf, run->scratch);
    weigh_bytes(run, &buf, bytes);
    return buf_str(&buf);
}

Str weigh_number_of(const WeighRun *run, uint64_t count)
{
    Buf buf;
    buf_init(&buf, run->scratch);
    buf_fmt(&buf, "%llu", (unsigned long long)count);
    return buf_str(&buf);
}

void weigh_wire(const WeighRun *run, Buf *buf, bool known, uint64_t wire, uint64_t about)
{
    if (!known && about == 0) {
        buf_char(buf, '-');
        return;
    }
    if (!known)
        buf_char(buf, '~');
    weigh_bytes(run, buf, known ? wire : about);
}

void weigh_wire_of_all(const WeighRun *run, Buf *buf, const ImageCost *cost)
{
    bool whole = true;
    for (size_t i = 0; i < cost->layer_count; i++) {
        const LayerBlob *blob = cost->image->layers.at[i].blob;
        whole = whole && !(blob && blob->flaw);
    }
    if (!whole && (cost->has_wire || cost->wire_about > 0))
        buf_add(buf, STR(">= "));
    weigh_wire(run, buf, cost->has_wire, cost->wire, cost->wire_about);
}

Str weigh_shown_path(Arena *arena, const WeighedImage *image, Str path)
{
    Buf out;
    Str drive = STR("Files");
    if (!image_is_windows(image->cost->image))
        return path;
    buf_init(&out, arena);
    StrCut top = str_cut(path, '/');
    bool is_drive = str_eq_nocase(top.head, drive);
    if (is_drive) {
        buf_add(&out, STR("C:\\"));
        path = top.tail;
    }
    for (size_t i = 0; i < path.len; i++)
        buf_char(&out, path.at[i] == '/' ? '\\' : path.at[i]);
    return buf_str(&out);
}

enum { DIGEST_LEAST = 32, DIGEST_SHOWN = 12 };

Str weigh_instruction(Arena *arena, Str command)
{
    Buf out;
    size_t run = 0;
    buf_init(&out, arena);
    for (size_t i = 0; i < command.len; i++) {
        run = char_is_hex(command.at[i]) ? run + 1 : 0;
        buf_char(&out, command.at[i]);
        bool ends = i + 1 == command.len || !char_is_hex(command.at[i + 1]);
        if (ends && run >= DIGEST_LEAST)
            out.len -= run - DIGEST_SHOWN;
    }
    return buf_str(&out);
}

Str weigh_maker(Arena *arena, const WeighedImage *image, size_t layer)
{
    const HistoryEntry *history = image->cost->image->layers.at[layer].history;
    if (!history)
        return (Str){0};
    return history->command.len > 0 ? weigh_instruction(arena, history->command) : history->comment;
}

enum { DETAIL = 100 };

void weigh_warning(const WeighRun *run, Buf *buf, const Warning *warning)
{
    if (warning->layer != NO_LAYER)
        buf_fmt(buf, "layer %u: ", (unsigned)warning->layer);
    buf_add(buf, warning_sentence(warning->kind));
    if (warning->first.len > 0)
        buf_fmt(buf, ": %.*s", STR_ARG(table_line(run->scratch, warning->first, DETAIL)));
    if (warning->count > 1)
        buf_fmt(buf, " and %u more", (unsigned)warning->count - 1);
    buf_fmt(buf, " [%.*s]", STR_ARG(warning_id(warning->kind)));
}

const char *weigh_layer_state(const ImageLayer *layer)
{
    static const char *const states[] = {
        [LAYER_READ] = "",
        [LAYER_MISSING] = "(not in the archive) ",
        [LAYER_FOREIGN] = "(fetched from elsewhere) ",
        [LAYER_OPAQUE] = "(encrypted, or no tar) ",
    };
    return states[layer->state];
}

void weigh_title(WeighRun *run, const WeighedImage *image)
{
    const Image *about = image->cost->image;
    Buf title, *out = run->out;
    buf_init(&title, run->scratch);
    buf_visible(&title, image->source);
    if (run->images > 0)
        buf_char(out, '\n');
    ink(out, &run->terminal, INK_BOLD, buf_str(&title));
    for (size_t i = 0; i < about->names.len; i++) {
        buf_add(out, i == 0 ? STR("  ") : STR(", "));
        buf_visible(out, about->names.at[i]);
    }
    buf_fmt(out, "  (%.*s", STR_ARG(image->archive->layout));
    if (about->platform.len > 0) {
        buf_add(out, STR(", "));
        buf_visible(out, about->platform);
    }
    buf_add(out, STR(")\n"));
    if (!image->cost->complete)
        buf_add(out, STR("incomplete: a layer is missing or damaged; sums with >= are lower "
                         "bounds, and all else is of what could be read\n"));
    buf_char(out, '\n');
}
