/* An instruction as BuildKit's own parser dumps it: env "HOME" "/root" "=".
   Only for comparing; what plimsoll itself knows is said by the other formats. */
#pragma once

#include "base/buf.h"
#include "syntax/syntax.h"

void ast_dump(Buf *buf, const Instruction *instruction);
