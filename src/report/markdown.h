/* Markdown: names from an input in it, so that none of them becomes mark-up. */
#pragma once

#include "base/buf.h"

/* As code in one cell of a table, whatever it holds: no mark-up, no link, no name of a person. */
void markdown_code(Buf *out, Arena *scratch, Str text);
