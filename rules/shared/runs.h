/* What the rules about commands of a RUN have in common. */
#pragma once

#include "lint/rule.h"

/* The state of a rule that speaks once in a RUN. */
typedef struct {
    const Step *last; /* has its finding, or needs none */
} RunState;

/* It runs while the image is built, and this is its first round: not what CMD names, nor what an
   ONBUILD of another stage brings here. */
bool runs_command(const Command *command);

/* The first that asks in its RUN; the rule's state begins with a RunState. */
bool runs_first(const Command *command, Report *out);
