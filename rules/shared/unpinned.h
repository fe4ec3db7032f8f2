/* Packages that are installed in whatever version is the newest on the day of the build. */
#pragma once

#include "lint/rule.h"

/* How a manager is judged; .data of the rule, or none. */
typedef struct {
    const char *verb; /* the only one that is known by hadolint's code */
} Unpinned;

/* .each_command of the rules called MANAGER-package-unpinned. */
void unpinned_packages(const Command *command, Report *out);
