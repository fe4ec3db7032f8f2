/* Of the findings in a file: which are shown, in which order, and which make the exit code 1. */
#pragma once

#include "lint/lint.h"
#include "report/report.h"

/* What the command line says; it counts more than settings. */
typedef struct {
    Severity shown;   /* the least that is reported */
    Severity fail_on; /* the least that fails */
    bool has_fail_on; /* it was said */
    bool never_fail, refuted, by_cost;
    uint64_t min_cost;
    Budget budget;
} LintGate;

/* --min-cost, --budget; only budgets of what findings cost are known here. */
bool gate_read(Arena *arena, LintGate *gate, Str min_cost, const Strs *budget, Fail *fail);

/* What costs less than it takes to be of interest goes; what a finding costs may not be known. */
void gate_drop_cheap(const LintGate *gate, Findings *findings);
bool gate_fails(const LintGate *gate, const Config *config, const Findings *findings);
/* A sentence on each finding that costs more than the budget allows. Whether that fails. */
bool gate_over_budget(const LintGate *gate, Arena *arena, const Config *config,
                      const Source *source, const Findings *findings, Strs *said);
ReportFile gate_shown(const LintGate *gate, Str path, const Source *source, Findings findings);
