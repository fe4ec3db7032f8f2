/* Writes the tar of a layer to standard output, for who weighs large ones.

       make_layer files COUNT           small files with bodies of their own, 40 a directory
       make_layer whiteouts COUNT FROM  removes so many of them, from number FROM on
       make_layer copies COUNT          the same files with another mode */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "image/make_tar.h"

enum { A_DIRECTORY = 40, LONGEST = 700, AT_ONCE = 1 << 20 };

typedef struct {
    Arena *arena; /* for one entry */
    Buf tar;
    uint32_t mode;
    const char *prefix; /* before the last component */
    bool has_bodies;
} Layer;

static uint64_t mixed(uint64_t number)
{
    uint64_t bits = (number + 1) * 0x9e3779b97f4a7c15u;
    return bits ^ bits >> 29;
}

static void add_file(Layer *layer, uint64_t number)
{
    uint64_t dir = number / A_DIRECTORY;
    Buf name, fill;
    buf_init(&name, layer->arena);
    buf_init(&fill, layer->arena);
    buf_fmt(&name, "usr/lib/p%" PRIu64 "/q%" PRIu64 "/r%" PRIu64 "/%sfile-number-%" PRIu64 ".js",
            dir / 2500, dir / 50 % 50, dir % 50, layer->prefix, number);
    buf_fmt(&fill, "%" PRIu64 " ", number);
    MadeEntry entry = {.name = buf_str(&name),
                       .type = '0',
                       .mode = layer->mode,
                       .size = layer->has_bodies ? 1 + mixed(number) % LONGEST : 0,
                       .fill = buf_str(&fill)};
    make_entry(&layer->tar, &entry);
}

static bool flush(Layer *layer)
{
    Fail fail = {0};
    bool done = io_print(stdout, buf_str(&layer->tar), &fail);
    buf_clear(&layer->tar);
    return done;
}

static bool write_layer(Layer *layer, uint64_t first, uint64_t end)
{
    ArenaMark mark = arena_mark(layer->arena);
    bool done = true;
    for (uint64_t number = first; done && number < end; number++) {
        add_file(layer, number);
        arena_rewind(layer->arena, mark);
        if (layer->tar.len >= AT_ONCE)
            done = flush(layer);
    }
    make_end(&layer->tar, 0);
    return done && flush(layer);
}

int main(int argc, char **argv)
{
    Str shape = argc > 1 ? str_from(argv[1]) : (Str){0};
    uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    uint64_t first = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
    bool whiteouts = str_eq(shape, STR("whiteouts")), copies = str_eq(shape, STR("copies"));
    if (!whiteouts && !copies && !str_eq(shape, STR("files"))) {
        fputs("make_layer files|copies|whiteouts COUNT [FROM]\n", stderr);
        return 2;
    }
    Arena *arena = arena_open(), *scratch = arena_open();
    Layer layer = {.arena = scratch,
                   .mode = copies ? 0600 : 0644,
                   .prefix = whiteouts ? ".wh." : "",
                   .has_bodies = !whiteouts};
    buf_init(&layer.tar, arena);
    bool done = write_layer(&layer, first, first + count);
    arena_close(scratch);
    arena_close(arena);
    return done ? 0 : 2;
}
