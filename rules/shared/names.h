/* Small words about names that several rules ask. */
#pragma once

#include "lint/rule.h"

/* Any of the names that stand apart by blanks. */
static inline __attribute__((always_inline)) bool name_in(const char *names, Str name)
{
    return str_among(name, names);
}

bool name_has(Str name, const char *part);
/* One of its words, without a number behind it, is any of these: "tide-sdk:8" has "sdk". */
bool name_has_word(Str name, const char *words);
/* Of what a language's package manager keeps in order: node_modules, site-packages. */
bool path_is_managed(Str path);
bool path_is_temporary(Str path); /* below /tmp or /var/tmp */
/* A call of a distribution's package manager that installs, in the normal course and here. */
bool command_installs_packages(const Command *command);
bool command_removes_packages(const Command *command); /* that removes */
