/* Bases that bring more than what runs needs. */
#pragma once

#include "shared/purpose.h"

typedef enum {
    TOOLCHAIN_NONE, /* or what runs may need it */
    TOOLCHAIN_JDK,
    TOOLCHAIN_NODE, /* the full node, for static files or a bundle */
    TOOLCHAIN_OTHER,
} Toolchain;

/* What the image that a stage of the exported chain is FROM brings for nothing. */
Toolchain stage_toolchain(const Stage *stage, const Purpose *purpose, const Stage *target,
                          const StepRefs *chain);
/* A RUN of the chain calls a toolchain. */
bool chain_builds(const StepRefs *chain);
