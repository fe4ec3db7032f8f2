/* The report for people, of which each file prints some parts. Private to the room. */
#pragma once

#include "report/weigh.h"

typedef struct {
    WeighRun *run;
    Buf *out;
    const WeighedImage *image;
    const ImageCost *cost;
} Text;

void text_say(const Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str text_at_least(const Text *text, uint64_t count); /* more, where a layer is missing or damaged */
const char *text_plural(uint64_t count);             /* "s", but of one */

/* ---- weigh_text_losses.c ---- */

void text_losses(const Text *text);
void text_copies(const Text *text);
void text_reclaimable(const Text *text);

/* ---- weigh_text_archive.c ---- */

/* What lies beside the image, and what was wrong. */
void text_archive(const Text *text);
