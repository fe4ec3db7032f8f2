/* Images made for tests out of tars in memory, read as the program reads them. */
#pragma once

#include "image/image.h"
#include "image/make_tar.h"

typedef struct {
    Buf tar;
    bool ends; /* as its listing says */
} MadeLayer;

typedef struct {
    MadeLayer *at;
    size_t len, cap;
} MadeLayers;

typedef struct {
    bool lies;    /* they can be read again; else a piece is gone when the next one comes */
    size_t piece; /* bytes at once; 0: all */
    const BodyWish *wish;
    LayerEngine engine;
} MadeReading;

void make_layer(Arena *arena, MadeLayers *layers); /* one more, empty */
/* Two blocks of zeros behind each layer that does not say how it ends. */
void make_ends(MadeLayers *layers);
/* Bytes are borrowed where they lie still. */
LayerRecord *make_record(Arena *arena, const ContentKey *key, Str tar, MadeReading reading);
const Image *make_image(Arena *arena, const MadeLayers *layers, size_t base, MadeReading reading);
