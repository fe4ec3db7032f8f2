/* The bill: what each line of a Dockerfile pays for in an image, and each command of a line. */
#pragma once

#include "ledger/ledger.h"
#include "weigh/weigh.h"

/* What one command of a line wrote. */
typedef struct {
    const Command *command; /* NULL: what no command is known to have written, and all of COPY */
    uint64_t content, dead;
} BillPart;

typedef struct {
    BillPart *at;
    size_t len, cap;
} BillParts;

typedef enum {
    BILL_BASE,  /* a layer below the file's first */
    BILL_LINE,  /* a line, with its layer if it has one */
    BILL_OTHER, /* a layer that no line explains, or what is left of one that lines share */
} BillKind;

typedef struct {
    BillKind kind;
    const LedgerLine *line; /* BILL_LINE */
    size_t layer;           /* LEDGER_NONE when there is none */
    bool has_wire;
    uint64_t wire, tar, content, dead, culprit;
    BillParts parts; /* in the order of the text; only where there is more than one */
} BillRow;

typedef struct {
    BillRow *at;
    size_t len, cap;
} BillRows;

/* The rows' content adds up to that of the image, and so do dead and culprit. */
BillRows bill_make(Arena *arena, const Ledger *ledger, const ImageCost *cost);
