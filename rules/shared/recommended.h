/* Extras that package managers install unasked. */
#pragma once

#include "lint/rule.h"

/* .each_command of the rules called MANAGER-recommended-packages; .data is the option that helps.
 */
void recommended_packages(const Command *command, Report *out);
