#include "image/make_image.h"

void make_layer(Arena *arena, MadeLayers *layers)
{
    buf_init(&PUSH(arena, layers)->tar, arena);
}

void make_ends(MadeLayers *layers)
{
    for (size_t i = 0; i < layers->len; i++)
        if (!layers->at[i].ends)
            make_end(&layers->at[i].tar, 0);
}

LayerRecord *make_record(Arena *arena, const ContentKey *key, Str tar, MadeReading reading)
{
    Ground ground = ground_of_bytes(tar);
    TarOptions options = {.key = key, .lies = reading.lies ? &ground : NULL, .wish = reading.wish};
    TarWalk *walk = tar_walk_open(arena, &options);
    size_t most = reading.piece > 0 ? reading.piece : tar.len;
    Arena *gone = arena_open();
    char *room = NEW_ARRAY(gone, most + 1, char);
    for (Str rest = tar; rest.len > 0;) {
        Str piece = str_head(rest, most);
        rest = str_tail(rest, piece.len);
        memcpy(room, piece.at, piece.len);
        tar_walk_feed(walk, (Str){room, piece.len});
        memset(room, 'x', piece.len);
        uint64_t idle = tar_walk_idle(walk);
        tar_walk_skip(walk, idle < rest.len ? idle : rest.len);
        rest = str_tail(rest, idle < rest.len ? idle : rest.len);
    }
    arena_close(gone);
    return tar_walk_close(walk, false);
}

const Image *make_image(Arena *arena, const MadeLayers *layers, size_t base, MadeReading reading)
{
    Image *image = NEW(arena, Image);
    const ContentKey *key = content_key_new(arena);
    image->base_layers = base;
    image->engine = reading.engine;
    for (size_t i = 0; i < layers->len; i++) {
        LayerBlob *blob = NEW(arena, LayerBlob);
        blob->record = make_record(arena, key, buf_str(&layers->at[i].tar), reading);
        *PUSH(arena, &image->layers) = (ImageLayer){.blob = blob};
    }
    return image;
}
