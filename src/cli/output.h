/* Output: what a command prints, gathered and written in large pieces, and never lost in silence;
   complaints: what it says on standard error. The exit codes have their names here too. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum {
    CODE_FINE = 0,
    CODE_INVALID = 1, /* some input is not as it should be */
    CODE_STUCK = 2,   /* the work could not be done */
};

typedef struct {
    FILE *stream;
    Buf buf;     /* add to it */
    bool failed; /* a write failed, which was said; nothing is written from then on */
} Output;

void output_init(Output *output, Arena *arena, FILE *stream);
void output_relieve(Output *output);  /* writes when much has gathered: memory stays bounded */
void output_relieve_it(void *output); /* the same, as WeighRun.relieve */
bool output_flush(Output *output);    /* writes all; false when any write has failed so far */

/* "plimsoll: ", the sentence in one line and safe for a terminal, on standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
