/* Report, opened: the state of one run over one file. Private to the room. */
#pragma once

#include <assert.h>

#include "lint/lint.h"
#include "lint/rulebook.h"

/* Of one stage, each made when a rule first asks. */
typedef struct {
    StepRefs *steps;
    CommandRefs *commands;
} ReportChain;

struct Report {
    Arena *arena;
    const LintJob *job;
    const Dockerfile *file;
    Findings findings;
    uint16_t rule;       /* who is running */
    void **states;       /* one for each rule */
    ReportChain *chains; /* one for each stage */
    bool tree_asked;
    const ContextTree *tree;     /* NULL until then, or when there is none */
    Wastes *waste;               /* NULL until a rule asks */
    const Source *ignore_source; /* NULL until a finding is in it */
    bool measure_asked;          /* report_measure */
    const Measure *measure;      /* NULL until then, or when there is no image of this file */
};

const Measure *report_measure(Report *out);
/* What report does, for any rule or code. */
Finding *report_as(Report *out, const RuleFacts *rule, const Source *source, Span span,
                   Str message);
