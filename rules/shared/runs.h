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

/* hadolint sees it: by the first word of the command, as it is written, behind no wrapper. What it
   does not see is not known by its codes. */
bool runs_seen(const Command *command, const Report *out);
/* It sees this one, or one of that name behind it in the RUN. */
bool runs_any_seen(const Command *command, const Report *out);
/* Its image says that it is Alpine: ash is its shell, and what BusyBox has its own wget. */
bool runs_on_alpine(const Stage *stage);
/* An `rm -rf` stands behind it, which hadolint takes for a clean-up, whatever that removes. */
bool runs_removal(const Command *from);

/* The first that asks in its RUN; the rule's state begins with a RunState. */
bool runs_first(const Command *command, Report *out);
