/* Ignores: comments that silence rules, of four dialects, each with its own scope. Private to the
   room.

   # plimsoll ignore=RULE[,RULE] [reason=...]   the next instruction, or the one it stands in
   # plimsoll ignore-stage=...                  the stage that follows or holds it
   # plimsoll ignore-file=...
   # hadolint ignore=, global ignore=, stage ignore=
   # tally ignore=, global ignore=
   # check=skip=...                             BuildKit's, as directive or before an instruction
 */
#pragma once

#include "lint/lint.h"

typedef struct Ignores Ignores;

Ignores *ignores_read(Arena *arena, const Dockerfile *file, const Settings *settings);
/* Something silences it; that something is then used. A comment for hadolint takes from a finding
   that BuildKit reports as well only hadolint's name. */
bool ignores_drop(Ignores *ignores, Finding *finding);
/* Those of plimsoll's own dialect that silenced nothing, though the rule ran (or does not exist).
 */
UnusedIgnores ignores_unused(Arena *arena, const Ignores *ignores, const Settings *settings);
