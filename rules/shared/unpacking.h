/* An archive that a COPY brings and a tar unpacks. */
#pragma once

#include "lint/rule.h"

/* ADD, which unpacks it, where the COPY stands, and no tar; nothing where somebody else may want
   the archive, or something might come in another order. */
void fix_copy_to_add(Finding *finding, const Step *copy, const Command *tar, Report *out);
