/* hadolint's settings file, as far as its keys mean something here. Private to the room. */
#pragma once

#include "base/yaml.h"
#include "lint/lint.h"

/* Never fails: hadolint itself goes on where it does not understand a key. */
void config_read_hadolint(Arena *arena, Config *config, const Yaml *root);
