/* Texts that look like Dockerfiles, the same for the same seed: whole ones, and pieces to put
   into them. They aim at what a scanner gets wrong: joins, quotes, here-documents, the prologue. */
#pragma once

#include <stdint.h>

#include "base/buf.h"

typedef struct {
    uint64_t state;
} Random;

uint32_t random_below(Random *random, uint32_t limit); /* [0, limit); 0 for 0 */

/* How a text ends its lines and escapes; pieces made for it mostly keep to that. */
typedef struct {
    Str line_end;
    char escape;
} Manner;

Manner make_text(Random *random, Buf *out);
void make_piece(Random *random, Manner manner, Buf *out);

/* Written so that printf makes it anew. */
void make_quoted(Buf *out, Str text);
