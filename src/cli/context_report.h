/* What `plimsoll context` found, and the ways to print it. */
#pragma once

#include "cli/output.h"
#include "context/context.h"
#include "report/report.h"

typedef struct {
    Str directory; /* as given */
    IgnoreSource source;
    ContextTree tree;
    bool list; /* every path */
    Terminal terminal;
} ContextReport;

void context_report_json(Output *output, const ContextReport *report);
void context_report_text(Output *output, const ContextReport *report);
/* Whether one path is sent, and why: clean, without a '/' before it. */
void context_report_why(Output *output, const ContextReport *report, const IgnoreFile *ignore,
                        Str path);
