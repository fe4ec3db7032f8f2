/* Package managers that stop to ask, where nobody can answer. */
#pragma once

#include "lint/rule.h"

/* What the rule says. */
typedef struct {
    const char *option; /* that answers */
    bool before_verb;   /* where it stands */
    bool removals;      /* they are meant, too */
} Unconfirmed;

/* .each_command of the rules called MANAGER-unconfirmed-install; .data is an Unconfirmed. */
void unconfirmed_change(const Command *command, Report *out);
