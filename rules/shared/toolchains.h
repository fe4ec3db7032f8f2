/* What images bring that only builds need. */
#pragma once

#include "shared/purpose.h"

/* What the base of a stage of the exported chain brings for nothing, in words: "a JDK"; NULL when
   it is nothing, or when what runs may need it. */
const char *stage_surplus(const Stage *stage, const Purpose *purpose, Report *out);
/* The names of the build tools that an install leaves in the image; empty when none stays. */
Str install_leaves_tools(const Command *install, Report *out);
/* Whatever its purpose is, which takes long to find out: most images bring none. */
bool image_brings_tools(const Stage *target, Report *out);
