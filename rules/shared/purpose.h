/* What an image is for, as far as its Dockerfile shows: to run a program, or to work in. */
#pragma once

#include "lint/rule.h"

typedef struct {
    bool workbench;   /* to build in, a toolbox, a base for others: its tools are its purpose */
    bool calls_tools; /* what its containers start needs a toolchain */
    bool script_may_build; /* all that they start is a script, and nothing is built before it */
    bool known_start;      /* nothing that they start is a script whose text is not here */
    bool builds;           /* a RUN needs a toolchain */
    const Step *brings;    /* the first that brings a program of its own; NULL when none does */
} Purpose;

/* Of the target. */
Purpose image_purpose(const Stage *target, Report *out);
