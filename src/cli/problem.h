/* A problem as a compiler shows it: place and message, the source line, carets under what is wrong,
   and what to write instead. Nothing is left in `scratch`; `buf` must not live there. */
#pragma once

#include "base/buf.h"
#include "report/report.h"
#include "syntax/syntax.h"

void problem_show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                  const Problem *problem);
