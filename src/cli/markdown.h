/* The page of a rule in a terminal: the little Markdown that pages are written in. */
#pragma once

#include "report/report.h"

void markdown_show(Buf *buf, const Terminal *terminal, Str page);
