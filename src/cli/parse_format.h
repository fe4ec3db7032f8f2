/* What the formats of `plimsoll parse` have in common: one file each behind one type. They print
   what syntax/ and model/ say and decide nothing. */
#pragma once

#include "base/json.h"
#include "cli/output.h"
#include "model/model.h"
#include "report/report.h"
#include "syntax/syntax.h"

typedef struct {
    Str path;                /* as given */
    const Syntax *syntax;    /* NULL when the file could not be read */
    Str trouble;             /* and why; it was said on standard error */
    const Dockerfile *model; /* with --model */
} ParsedFile;

typedef struct {
    Output *out;
    Terminal terminal;
    ColorChoice color;
    JsonOut json;
    Arena *scratch;              /* of the file being printed */
    bool commands;               /* also the simple commands of what a shell runs */
    const ModelRequest *request; /* of --model; NULL without */
    Str context;                 /* its directory; empty when there is none */
    size_t files;                /* how many there are */
    size_t shown; /* how many have been printed so far, for formats that put something between */
} Printing;

typedef struct {
    void (*start)(Printing *printing); /* may be NULL */
    void (*file)(Printing *printing, const ParsedFile *file);
    void (*end)(Printing *printing); /* may be NULL */
} ParseFormat;

extern const ParseFormat parse_text;  /* a tree for people */
extern const ParseFormat parse_json;  /* all that is known; docs/parse-json.md */
extern const ParseFormat parse_jsonl; /* a line a file, made to be compared with BuildKit */
extern const ParseFormat parse_sexp;  /* the concrete tree, for who works on the grammar */

extern const ParseFormat parse_model_text; /* the model: a tree for people */
extern const ParseFormat parse_model_json; /* all that is known of it; docs/parse-model.md */
