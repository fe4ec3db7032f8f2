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

/* What rules asked of one step's effects, one rule after the other. */
typedef struct {
    const Step *step;
    const EffectRefs **writers; /* of each effect; NULL until a rule asks */
} ReportAsked;

/* The effect whose bytes in the image some finding speaks of. */
typedef struct {
    Effect effect;
    size_t layer; /* that it was in */
    bool killed;  /* what is dead because of it; else what it left */
} Told;

typedef struct {
    Told *at;
    size_t len, cap;
} ToldList;

typedef struct Built Built;

struct Report {
    Arena *arena;
    const LintJob *job;
    const Dockerfile *file;
    Findings findings;
    uint16_t rule;       /* who is running */
    void **states;       /* one for each rule */
    ReportChain *chains; /* one for each stage */
    ReportAsked asked;
    bool tree_asked;
    const ContextTree *tree;     /* NULL until then, or when there is none */
    Wastes *waste;               /* NULL until a rule asks */
    const Source *ignore_source; /* NULL until a finding is in it */
    bool measure_asked;          /* report_measure */
    const Measure *measure;      /* NULL until then, or when there is no image of this file */
    const Ledger *ledger;        /* with it */
    ToldList told;
    Built *built; /* the image, while rules see it */
};

const Measure *report_measure(Report *out);
/* It runs now; false when it is off. */
static inline bool report_starts(Report *out, uint16_t rule)
{
    out->rule = rule;
    return out->job->settings->on[rule];
}

/* Shows rules the image that was built from the file, when there is one. */
void run_image(Report *out);
Finding *report_format(Report *out, const Source *source, Span span, const char *format,
                       va_list args);
/* What report does, for any rule or code. */
Finding *report_as(Report *out, const RuleFacts *rule, const Source *source, Span span,
                   Str message);
