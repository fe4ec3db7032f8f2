/* Ignores: comments that silence rules, of four dialects, each with its own scope. Private to the
   room.

   # plimsoll ignore=RULE[,RULE] [reason=...]       the next instruction
   # plimsoll ignore-file=..., ignore-stage=...     the whole file, the stage that follows or holds
   it # hadolint ignore=, global ignore=, stage ignore= # tally ignore=, global ignore= #
   check=skip=...                                  BuildKit's, as directive or before an instruction
 */
#pragma once

#include "lint/lint.h"

typedef struct Ignores Ignores;

Ignores *ignores_read(Arena *arena, const Dockerfile *file, const Settings *settings);
/* Something silences it; that something is then used. */
bool ignores_drop(Ignores *ignores, const Finding *finding);
/* Those of plimsoll's own dialect that silenced nothing, though the rule ran (or does not exist).
 */
UnusedIgnores ignores_unused(Arena *arena, const Ignores *ignores, const Settings *settings);
