/* Instructions of which only a stage's last one counts. */
#pragma once

#include "lint/rule.h"

typedef struct {
    const Step *first;
} Repeats;

/* .each_instruction of the rules called second-KEYWORD; .state_size is that of Repeats. */
void second_instruction(const Step *step, Report *out);
