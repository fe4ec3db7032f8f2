/* Settings of another linter as a .plimsoll.yaml. */
#pragma once

#include "base/buf.h"
#include "base/fail.h"

/* `path` may be empty: then hadolint's own file of the current directory is read. */
bool config_from_hadolint(Arena *arena, Str path, Buf *out, Fail *fail);
