/* The ledger: which line of a Dockerfile made which layer of an image.

   This room knows how builders (BuildKit, docker's classic one, buildah and podman, kaniko) write
   into an image's history what they ran, and lines that up with the steps of a stage: not the first
   text that fits, but the order that explains most. It survives a file that was edited since: a
   line that changed is said to have changed, and its neighbours keep their layers. What the two do
   not share is left open; where they share too little, nothing is claimed at all. */
#pragma once

#include "model/model.h"
#include "weigh/weigh.h"

typedef enum {
    BUILDER_UNKNOWN,
    BUILDER_BUILDKIT,
    BUILDER_CLASSIC, /* docker build before BuildKit */
    BUILDER_BUILDAH, /* podman build, too */
    BUILDER_KANIKO,
    BUILDER_COUNT
} Builder;

#define LEDGER_NONE SIZE_MAX

/* What one entry of the image's history says. */
typedef struct {
    Str created_by, comment, author;
    size_t layer; /* the one it made; LEDGER_NONE when it made none */
} LedgerEntry;

typedef struct {
    LedgerEntry *at;
    size_t len, cap;
} LedgerEntries;

typedef enum {
    LINE_SAME,    /* its entry says what the file says */
    LINE_CHANGED, /* its entry says something else: the image is older or newer than the file */
    LINE_MISSING, /* it should have an entry and has none: as above */
    LINE_SILENT,  /* its builder writes nothing down for it */
} LineState;

typedef struct {
    const Step *step;
    LineState state;
    size_t entry; /* LEDGER_NONE when it has none */
    size_t layer; /* LEDGER_NONE when it made none, or none is known */
    bool shared;  /* the layer holds what other lines wrote, too: a build into a single layer */
} LedgerLine;

typedef struct {
    LedgerLine *at;
    size_t len, cap;
} LedgerLines;

typedef struct {
    size_t *at;
    size_t len, cap;
} LedgerIndexes;

typedef struct {
    Builder builder;
    LedgerLines lines;  /* one a step that is no FROM, as their layers lie */
    LedgerIndexes gone; /* entries between those of the lines that no line of the file explains */
    size_t base_layers; /* how many lie below the file's first; LEDGER_NONE when not known */
    unsigned same;      /* of a hundred lines that should have an entry, how many agree */
    bool known;         /* enough agree; else all lines are without entry and layer */
} Ledger;

const Ledger *ledger_read(Arena *arena, const Stage *target, const LedgerEntries *history);
/* The same, of what the image's own history says. */
const Ledger *ledger_of_image(Arena *arena, const Stage *target, const Image *image);

const char *builder_name(Builder builder); /* "BuildKit" */

/* ---- the bill: what each line pays for, and each command of a line ---- */

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

/* The effect that wrote the path ("/usr/bin/x") in the layer, of all the lines that have a part in
   it; NULL when the model does not tell. */
const Effect *ledger_writer(Arena *scratch, const Ledger *ledger, size_t layer, Str path);
/* The path is the effect's place, matches it, or lies below. */
bool effect_holds(const Effect *effect, Str path);

/* ---- what effects weigh ---- */

typedef struct Measure Measure;

/* The ledger is that of the image that was weighed. */
const Measure *measure_open(Arena *arena, const Ledger *ledger, const ImageCost *cost);

/* Bytes that lie at the effect's place in the layer of its step, and are of use to nobody else:
   they live. False when the image does not tell: the step has no layer, or shares it. */
bool measure_left(const Measure *measure, const Effect *effect, uint64_t *bytes);
/* Bytes of lower layers at the effect's place that are dead because of the layer of its step. */
bool measure_killed(const Measure *measure, const Effect *effect, uint64_t *bytes);

/* Bytes of files of the packages that this install brought and the wish leaves out, alone or since
   nothing else needs them: they live in its layer. Also where lines share it. False when the image
   does not tell. */
bool measure_packages_beyond(const Measure *measure, const Command *install,
                             const PackageWish *wish, uint64_t *bytes);
/* Bytes that the base's layers have beyond those of the other image; 0 when it has no fewer. */
bool measure_base_beyond(const Measure *measure, const ImageCost *other, uint64_t *bytes);
