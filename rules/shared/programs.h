/* What an image brings to run: programs of its own, not tools, packages or settings. */
#pragma once

#include "lint/rule.h"

/* Each weighs more than those before it. */
typedef enum {
    PROGRAM_NONE,
    PROGRAM_PERHAPS, /* an overlay, and nobody knows what is in it */
    PROGRAM_SCRIPT,  /* a single file that is run as it is: nothing has to be built for it */
    PROGRAM_READY,   /* downloaded to where programs are */
    PROGRAM_OWN,
} Program;

typedef struct {
    Program most;
    const Step *first; /* brings a script or program; NULL when none does */
} Programs;

/* Of the target: sources, binaries or scripts that it copies, downloads or clones. */
Programs image_programs(const Stage *target, Report *out);
