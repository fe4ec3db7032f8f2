/* Report, opened: the state of one run over one file. Private to the room. */
#pragma once

#include <assert.h>

#include "lint/lint.h"
#include "lint/rulebook.h"

struct Report {
    Arena *arena;
    const LintJob *job;
    const Dockerfile *file;
    Findings findings;
    uint16_t rule;               /* who is running */
    void **states;               /* one for each rule */
    StepRefs **chains;           /* one for each stage */
    Wastes *waste;               /* NULL until a rule asks */
    const Source *ignore_source; /* NULL until a finding is in it */
};
