/* What `plimsoll context` found, and the ways to print it. */
#pragma once

#include "cli/output.h"
#include "context/context.h"
#include "report/report.h"

/* One source of a COPY, ADD or mount that comes from the context. */
typedef struct {
    uint32_t line;
    Str text; /* as written */
    Span span;
    const Step *step;
    bool pattern;
    const Take *take; /* NULL where it hangs on a variable */
} ContextCopy;

typedef struct {
    ContextCopy *at;
    size_t len, cap;
} ContextCopies;

typedef struct {
    Str directory; /* as given */
    const ContextIgnore *ignore;
    ContextTree *tree;
    Str dockerfile; /* empty when there is none to be read; what follows is of no meaning then */
    const Dockerfile *file;
    ContextCopies copies;
    ContextRest rest; /* of no COPY */
    bool list;        /* every path */
    Terminal terminal;
} ContextReport;

void context_report_json(Output *output, const ContextReport *report);
void context_report_text(Output *output, const ContextReport *report);
/* Whether one path is sent, and why: clean, without a '/' before it. there: it exists. */
void context_report_why(Output *output, const ContextIgnore *ignore, Str path, bool there);

/* What each COPY of the Dockerfile takes out of the tree, in the stages that the image needs. */
bool context_copies_read(Arena *arena, ContextReport *report, BuildContext *context, Str dockerfile,
                         Fail *fail);

/* Lines for an ignore file, with what each saves; empty when there is nothing to save. */
Str context_suggestion(Arena *arena, const ContextReport *report);
/* Into the ignore file: a new one, or behind what stands in it when `force` allows that. */
bool context_write(Arena *arena, const ContextReport *report, Str suggestion, bool force,
                   Str *written, Fail *fail);
